package netmemsim.scenarios.packetdrill.live;

import netmemsim.models.packet.IpAddress;
import netmemsim.scenarios.packetdrill.language.Script;
import netmemsim.scenarios.packetdrill.language.ScriptException;
import org.jspecify.annotations.Nullable;

/** The {@code --flag} lines of a script, by packetdrill's names and with its defaults. */
public final class Settings {
  private static final int LAST_PORT = 65535;

  /** {@code --ip_version}. */
  public IpVersion ipVersion;

  /** {@code --tolerance_usecs}. */
  public long toleranceUsecs = 4000;

  /** {@code --tolerance_percent}: of the distance to the event before. */
  public double tolerancePercent = 12.5;

  /** {@code --tcp_ts_tick_usecs}; 0 checks no timestamps. */
  public long tsTickUsecs;

  /** {@code --tcp_ts_ecr_scaled}. */
  public boolean tsEcrScaled;

  /** {@code --mss}: segment size of injected super-segments; 0 for none. */
  public int mss;

  /** {@code --mtu}, bytes. */
  public int mtuBytes;

  /** {@code --bind_port}. */
  public int bindPort = 8080;

  /** {@code --connect_port}. */
  public int connectPort = 8080;

  /** {@code --strict_segments}: live packets are not merged. */
  public boolean strictSegments;

  /** {@code --non_fatal=packet}. */
  public boolean nonFatalPacket;

  /** {@code --non_fatal=syscall}. */
  public boolean nonFatalSyscall;

  /** {@code --local_ip}. */
  public IpAddress local;

  /** {@code --remote_ip}. */
  public IpAddress remote;

  /** {@code --init_scripts}, or null. */
  public @Nullable String initScripts;

  private final String file;
  private boolean mtuGiven;
  private boolean localGiven;
  private boolean remoteGiven;

  /**
   * The settings of a script.
   *
   * @param script the script
   * @param version the IP version if the script names none
   * @throws ScriptException when a flag or its value is wrong
   */
  public Settings(final Script script, final IpVersion version) {
    file = script.file();
    ipVersion = version;
    local = IpAddress.parse(version.local());
    remote = IpAddress.parse(version.remote());
    for (final Script.Flag flag : script.flags()) {
      apply(flag);
    }
    if (!localGiven) {
      local = IpAddress.parse(ipVersion.local());
    }
    if (!remoteGiven) {
      remote = IpAddress.parse(ipVersion.remote());
    }
    if (!mtuGiven) {
      mtuBytes = ipVersion.mtuBytes();
    }
    for (final IpAddress address : new IpAddress[] {local, remote}) {
      if (address.isV6() != ipVersion.isV6()) {
        throw new ScriptException(file, 1, address + " does not fit --ip_version=" + ipVersion);
      }
    }
  }

  private void apply(final Script.Flag flag) {
    switch (flag.name()) {
      case "ip_version" -> {
        final IpVersion given = IpVersion.of(value(flag));
        if (given == null) {
          throw wrong(flag);
        }
        ipVersion = given;
      }
      case "tolerance_usecs" -> toleranceUsecs = number(flag, 1, Integer.MAX_VALUE);
      case "tolerance_percent" -> tolerancePercent = number(flag, 0, 10_000);
      case "tcp_ts_tick_usecs" -> tsTickUsecs = number(flag, 0, 1_000_000);
      case "tcp_ts_ecr_scaled" -> tsEcrScaled = true;
      case "mss" -> mss = (int) number(flag, 1, LAST_PORT);
      case "mtu" -> {
        mtuBytes = (int) number(flag, 68, LAST_PORT);
        mtuGiven = true;
      }
      case "bind_port" -> bindPort = (int) number(flag, 1, LAST_PORT);
      case "connect_port" -> connectPort = (int) number(flag, 1, LAST_PORT);
      case "strict_segments" -> strictSegments = true;
      case "non_fatal" -> nonFatal(flag);
      case "local_ip" -> {
        local = address(flag);
        localGiven = true;
      }
      case "remote_ip" -> {
        remote = address(flag);
        remoteGiven = true;
      }
      case "init_scripts" -> initScripts = value(flag);
      case "gateway_ip",
          "netmask_ip",
          "speed",
          "send_omit_free",
          "code_command",
          "code_format",
          "code_sockopt",
          "define",
          "verbose",
          "debug",
          "dry_run" -> {
        // They say where packets go and how packetdrill prints; here that makes no difference.
      }
      case "wire_client",
          "wire_server",
          "wire_server_ip",
          "wire_server_at",
          "wire_server_port",
          "wire_client_dev",
          "wire_server_dev",
          "so_filename",
          "so_flags",
          "is_anyip" ->
          throw new NotModelledException("--" + flag.name());
      default -> throw new ScriptException(file, flag.line(), "unknown flag --" + flag.name());
    }
  }

  private void nonFatal(final Script.Flag flag) {
    for (final String word : value(flag).split("[, ]+", -1)) {
      switch (word) {
        case "packet" -> nonFatalPacket = true;
        case "syscall" -> nonFatalSyscall = true;
        default -> throw wrong(flag);
      }
    }
  }

  private IpAddress address(final Script.Flag flag) {
    try {
      return IpAddress.parse(value(flag).replaceFirst("/.*", ""));
    } catch (IllegalArgumentException e) {
      throw wrong(flag);
    }
  }

  private long number(final Script.Flag flag, final long least, final long most) {
    try {
      final long number = Long.parseLong(value(flag));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(flag);
    }
    throw wrong(flag);
  }

  private String value(final Script.Flag flag) {
    final String value = flag.value();
    if (value == null) {
      throw new ScriptException(file, flag.line(), "--" + flag.name() + " takes a value");
    }
    return value;
  }

  private ScriptException wrong(final Script.Flag flag) {
    return new ScriptException(file, flag.line(), "bad --" + flag.name() + ": " + flag.value());
  }
}

package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;

/**
 * A command in the syntax of ip-link(8): {@code link set DEV up|down|mtu N}, {@code link set DEV
 * xdp obj FILE [sec NAME]} and {@code xdp off}, {@code [-d] [-s] link show DEV}. The file is not
 * read: a section {@code xdp.frags} means that the program takes packets in several buffers. It
 * answers in the words of iproute2 6.15.
 */
public final class IpCommand implements DeviceCommand {
  private static final String PREFIX = "ip";

  private final String device;
  private final DeviceAction action;

  private IpCommand(final String device, final DeviceAction action) {
    this.device = device;
    this.action = action;
  }

  /**
   * Parses a command line, with or without the leading word {@code ip}.
   *
   * @param text the command line
   * @return the command
   * @throws IllegalArgumentException that says what is wrong with the text; {@link
   *     UnknownWordException} when a word is
   */
  public static IpCommand parse(final String text) {
    final Words words = new Words(text.trim().replaceFirst("^ip(\\s+|$)", ""));
    boolean details = false;
    boolean statistics = false;
    String object = words.next("an object such as link");
    while (object.startsWith("-")) {
      switch (object) {
        case "-d", "-details" -> details = true;
        case "-s", "-stats", "-statistics" -> statistics = true;
        default ->
            throw new UnknownWordException(PREFIX, object, List.of("-details", "-statistics"));
      }
      object = words.next("an object such as link");
    }
    if (!object.equals("link")) {
      throw new UnknownWordException(PREFIX, object, List.of("link"));
    }
    final String verb = words.next("a command such as set");
    final IpCommand command =
        switch (verb) {
          case "set" -> set(words);
          case "show" -> {
            final boolean withDetails = details;
            final boolean withStatistics = statistics;
            yield new IpCommand(
                device(words),
                DeviceAction.of(
                    target -> Result.text(LinkReport.text(target, withDetails, withStatistics))));
          }
          default -> throw new UnknownWordException("ip link", verb, List.of("set", "show"));
        };
    words.end();
    return command;
  }

  private static String device(final Words words) {
    final String name = words.next("a device");
    return name.equals("dev") ? words.next("a device") : name;
  }

  private static IpCommand set(final Words words) {
    final String name = device(words);
    final List<DeviceAction.Setting> changes = new ArrayList<>();
    do {
      final String word = words.next("up, down, mtu or xdp");
      changes.add(
          switch (word) {
            case "up" ->
                target -> {
                  target.open();
                  return Result.OK;
                };
            case "down" ->
                target -> {
                  target.close();
                  return Result.OK;
                };
            case "mtu" -> mtu(words.nextNumber("mtu"));
            case "xdp", "xdpgeneric" -> xdp(words);
            default ->
                throw new UnknownWordException(
                    "ip link set", word, List.of("up", "down", "mtu", "xdp"));
          });
    } while (words.hasNext());
    return new IpCommand(
        name,
        DeviceAction.of(
            target -> {
              for (final DeviceAction.Setting change : changes) {
                change.apply(target);
              }
              return Result.OK;
            }));
  }

  private static DeviceAction.Setting xdp(final Words words) {
    final String first = words.next("off or obj");
    if (first.equals("off")) {
      return target -> {
        target.xdp().detach();
        return Result.OK;
      };
    }
    if (!first.equals("obj") && !first.equals("object")) {
      throw new IllegalArgumentException("expected off or obj: '" + first + "'");
    }
    words.next("a file");
    boolean frags = false;
    if (words.hasNext()) {
      final String key = words.next("sec");
      if (!key.equals("sec") && !key.equals("section")) {
        throw new IllegalArgumentException("expected sec: '" + key + "'");
      }
      frags = words.next("a section").equals("xdp.frags");
    }
    final boolean takesFragments = frags;
    return target -> {
      target.xdp().attach(takesFragments);
      return Result.OK;
    };
  }

  private static DeviceAction.Setting mtu(final int bytes) {
    return target -> {
      target.setMtu(bytes);
      return Result.OK;
    };
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public void execute(final NetDevice target, final boolean instant, final Consumer<Result> done) {
    target
        .lock()
        .acquire(
            () ->
                action.execute(
                    target,
                    instant,
                    result -> {
                      done.accept(result.ok() ? result : result.printing(errorText(result)));
                      target.lock().release();
                    }));
  }

  private static String errorText(final Result result) {
    final String extack = result.extack();
    return extack == null
        ? "RTNETLINK answers: " + ErrnoText.of(result.errno()) + "\n"
        : "Error: " + extack + ".\n";
  }
}

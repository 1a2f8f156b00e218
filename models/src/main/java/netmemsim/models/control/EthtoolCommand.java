package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.DeviceReopen;
import netmemsim.models.nic.NetDevice;

/**
 * A command in the syntax of ethtool(8), which answers in the words of ethtool 7.2. What is not
 * modelled is refused when the text is parsed.
 */
public final class EthtoolCommand implements DeviceCommand {
  /**
   * A subcommand.
   *
   * @param parser reads its arguments
   * @param errorText what it prints of an error
   * @param options its options, the short one first, then the long one
   */
  private record Subcommand(
      Function<Words, DeviceAction> parser,
      Function<Result, String> errorText,
      List<String> options) {
    Subcommand(
        final Function<Words, DeviceAction> parser,
        final Function<Result, String> errorText,
        final String... options) {
      this(parser, errorText, List.of(options));
    }

    private static Subcommand of(final String option) {
      final List<String> known = new ArrayList<>();
      for (final Subcommand candidate : SUBCOMMANDS) {
        if (candidate.options.contains(option)) {
          return candidate;
        }
        known.add(candidate.options.get(0));
      }
      if (option.startsWith("--")) {
        known.clear();
        SUBCOMMANDS.forEach(each -> known.add(each.options.get(1)));
      }
      throw new UnknownWordException("ethtool", option, known);
    }
  }

  private static final List<Subcommand> SUBCOMMANDS =
      List.of(
          new Subcommand(RingSettings::parse, ToolErrors::netlink, "-G", "--set-ring"),
          new Subcommand(words -> RingReport.parse(), ToolErrors::netlink, "-g", "--show-ring"),
          new Subcommand(ChannelSettings::parse, ToolErrors::netlink, "-L", "--set-channels"),
          new Subcommand(
              words -> ChannelSettings.report(), ToolErrors::netlink, "-l", "--show-channels"),
          new Subcommand(
              RssSettings::parse,
              ToolErrors.after("Cannot set RX flow hash configuration: "),
              "-X",
              "--set-rxfh-indir",
              "--rxfh"),
          new Subcommand(
              words -> RssSettings.report(),
              ToolErrors::netlink,
              "-x",
              "--show-rxfh-indir",
              "--show-rxfh"),
          new Subcommand(
              FlowRuleSettings::parse,
              FlowRuleSettings::errorText,
              "-N",
              "--config-nfc",
              "-U",
              "--config-ntuple"),
          new Subcommand(
              FlowRuleReport::parse,
              FlowRuleReport::errorText,
              "-n",
              "--show-nfc",
              "-u",
              "--show-ntuple"),
          new Subcommand(
              FeatureSettings::parse, ToolErrors::netlink, "-K", "--features", "--offload"),
          new Subcommand(
              words -> FeatureReport.parse(),
              ToolErrors::netlink,
              "-k",
              "--show-features",
              "--show-offload"),
          new Subcommand(
              words -> DriverReport.statistics(),
              ToolErrors.after("Cannot get stats strings information: "),
              "-S",
              "--statistics"),
          new Subcommand(
              words -> DriverReport.information(),
              ToolErrors.after("Cannot get driver information: "),
              "-i",
              "--driver"),
          new Subcommand(EthtoolCommand::parseReset, ToolErrors::netlink, "--reset", "--reset"));

  /** gve_user_reset and bnxt_reset take ETH_RESET_ALL; parts of a device are not modelled. */
  private static DeviceAction parseReset(final Words words) {
    final String what = words.next("what to reset");
    if (!what.equals("all")) {
      throw new UnknownWordException("ethtool --reset", what, List.of("all"));
    }
    return DeviceReopen::reset;
  }

  private final String device;
  private final Subcommand subcommand;
  private final DeviceAction action;

  private EthtoolCommand(
      final String device, final Subcommand subcommand, final DeviceAction action) {
    this.device = device;
    this.subcommand = subcommand;
    this.action = action;
  }

  /**
   * Parses a command line, with or without the leading word {@code ethtool}.
   *
   * @param text the command line
   * @return the command
   * @throws IllegalArgumentException that says what is wrong with the text; {@link
   *     UnknownWordException} when a word is
   */
  public static EthtoolCommand parse(final String text) {
    final Words words = new Words(text.trim().replaceFirst("^ethtool(\\s+|$)", ""));
    final Subcommand subcommand = Subcommand.of(words.next("an option such as -G"));
    final String device = words.next("a device");
    final DeviceAction action = subcommand.parser.apply(words);
    words.end();
    return new EthtoolCommand(device, subcommand, action);
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
                      final boolean worded = result.ok() || result.text() != null;
                      done.accept(
                          worded ? result : result.printing(subcommand.errorText.apply(result)));
                      target.lock().release();
                    }));
  }
}

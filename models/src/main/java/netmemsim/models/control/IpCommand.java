package netmemsim.models.control;

import java.util.function.Consumer;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;

/** A command in the syntax of ip(8): {@code link set DEV up|down}. */
public final class IpCommand implements DeviceCommand {
  private final String device;
  private final boolean up;

  private IpCommand(final String device, final boolean up) {
    this.device = device;
    this.up = up;
  }

  /**
   * Parses a command line, with or without the leading word {@code ip}.
   *
   * @param text the command line
   * @return the command
   * @throws IllegalArgumentException that says what is wrong with the text
   */
  public static IpCommand parse(final String text) {
    final Words words = new Words(text.trim().replaceFirst("^ip(\\s+|$)", ""));
    final String object = words.next("an object such as link");
    final String verb = words.next("a command such as set");
    if (!object.equals("link") || !verb.equals("set")) {
      throw new IllegalArgumentException(
          "ip " + object + " " + verb + " is not modelled (modelled: link set DEV up|down)");
    }
    String name = words.next("a device");
    if (name.equals("dev")) {
      name = words.next("a device");
    }
    final String state = words.next("up or down");
    words.end();
    return switch (state) {
      case "up" -> new IpCommand(name, true);
      case "down" -> new IpCommand(name, false);
      default -> throw new IllegalArgumentException("expected up or down: '" + state + "'");
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
            () -> {
              done.accept(change(target));
              target.lock().release();
            });
  }

  private Result change(final NetDevice target) {
    if (!up) {
      target.close();
      return Result.OK;
    }
    try {
      target.open();
      return Result.OK;
    } catch (KernelException e) {
      return e.result();
    }
  }
}

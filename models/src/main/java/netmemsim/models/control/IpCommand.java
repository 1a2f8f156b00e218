package netmemsim.models.control;

import java.util.function.Consumer;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;

/**
 * A command in the syntax of ip(8): {@code link set DEV up|down}, {@code link set DEV xdp obj FILE
 * [sec NAME]} and {@code xdp off}. The file is not read: a section {@code xdp.frags} means that the
 * program takes packets in several buffers.
 */
public final class IpCommand implements DeviceCommand {
  @FunctionalInterface
  private interface Change {
    void make(NetDevice device) throws KernelException;
  }

  private final String device;
  private final Change change;

  private IpCommand(final String device, final Change change) {
    this.device = device;
    this.change = change;
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
          "ip "
              + object
              + " "
              + verb
              + " is not modelled (modelled: link set DEV up|down|xdp ...)");
    }
    String name = words.next("a device");
    if (name.equals("dev")) {
      name = words.next("a device");
    }
    final String what = words.next("up, down or xdp");
    final Change change =
        switch (what) {
          case "up" -> NetDevice::open;
          case "down" -> NetDevice::close;
          case "xdp", "xdpgeneric" -> xdp(words);
          default -> throw new IllegalArgumentException("expected up, down or xdp: '" + what + "'");
        };
    words.end();
    return new IpCommand(name, change);
  }

  private static Change xdp(final Words words) {
    final String first = words.next("off or obj");
    if (first.equals("off")) {
      return device -> device.xdp().detach();
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
    return device -> device.xdp().attach(takesFragments);
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
    try {
      change.make(target);
      return Result.OK;
    } catch (KernelException e) {
      return e.result();
    }
  }
}

package netmemsim.models.control;

import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RssContext;
import netmemsim.models.nic.RssTable;

/**
 * {@code ethtool -X DEV [context N|new] [start K] equal N | default | delete}: indirection tables
 * and RSS contexts (net/ethtool/ioctl.c, v6.12; kernel-facts.md 10.1 and 10.2).
 */
final class RssCommand {
  private static final int NEW = -1;

  private static final List<String> PARAMETERS =
      List.of("context", "start", "equal", "default", "delete");

  private final int context;
  private final int start;
  private final int count;
  private final boolean delete;

  private RssCommand(final int context, final int start, final int count, final boolean delete) {
    this.context = context;
    this.start = start;
    this.count = count;
    this.delete = delete;
  }

  static RssCommand parse(final Words words) {
    int context = 0;
    int start = -1;
    int count = -1;
    boolean reset = false;
    boolean delete = false;
    while (words.hasNext()) {
      final String key = words.next("an RSS parameter");
      switch (key) {
        case "start" -> start = words.nextNumber("start");
        case "equal" -> count = words.nextNumber("equal");
        case "default" -> reset = true;
        case "delete" -> delete = true;
        case "context" -> context = contextOf(words.next("'new' or a context"));
        default -> throw new UnknownWordException("ethtool -X", key, PARAMETERS);
      }
    }
    if (delete && (reset || count >= 0 || start >= 0 || context == NEW)) {
      throw new IllegalArgumentException("ethtool -X delete takes nothing but 'context N'");
    }
    if (!delete && reset == (count >= 0)) {
      throw new IllegalArgumentException("ethtool -X needs either 'equal N' or 'default'");
    }
    if (reset && start >= 0) {
      throw new IllegalArgumentException("ethtool -X start needs 'equal N'");
    }
    if (reset && context != 0) {
      throw new IllegalArgumentException("ethtool -X context: 'default' is not modelled");
    }
    return new RssCommand(context, Math.max(0, start), count, delete);
  }

  private static int contextOf(final String word) {
    if (word.equals("new")) {
      return NEW;
    }
    try {
      return Integer.parseUnsignedInt(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("context must be 'new' or a number: '" + word + "'", e);
    }
  }

  /** Carries it out; the answer is the id of a new context. */
  Result execute(final NetDevice device) throws KernelException {
    if (delete) {
      device.steering().deleteContext(context);
      return Result.OK;
    }
    if (context == NEW) {
      final int id = device.steering().newContext(start, count);
      return Result.value(id).printing("New RSS context is " + id + "\n");
    }
    final RssContext found = device.steering().find(context);
    if (found == null) {
      throw new KernelException(Errno.ENOENT);
    }
    final RssTable table = found.table();
    if (count < 0) {
      table.setDefault(device.rxQueues().size());
    } else {
      table.setEqual(start, count, device.rxQueues().size());
    }
    found.relearn(device.rxQueues());
    return Result.OK;
  }
}

package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.packet.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Which queue a received packet goes to: ntuple rules, lowest location first, to a queue or into an
 * RSS context; else the default context.
 */
public final class RxSteering {
  private final NetDevice device;
  private final FlowRules rules;
  private final RssContext defaultContext;
  private final List<RssContext> contexts = new ArrayList<>();
  private boolean ntupleOpen = true;
  private int lastContextId;

  RxSteering(final NetDevice device, final FlowRules rules) {
    this.device = device;
    this.rules = rules;
    final NicProfile profile = device.profile();
    this.defaultContext =
        new RssContext(
            device,
            0,
            new RssTable(profile.rssTableEntries(), device.config().queues()),
            profile.maxQueues());
    contexts.add(defaultContext);
  }

  /** The ntuple rules. */
  public FlowRules rules() {
    return rules;
  }

  /** All contexts, the default first. */
  public List<RssContext> contexts() {
    return Collections.unmodifiableList(contexts);
  }

  /** The context with an id. */
  RssContext context(final int id) {
    final RssContext found = find(id);
    if (found == null) {
      throw new IllegalArgumentException("no RSS context " + id);
    }
    return found;
  }

  /**
   * Finds a context.
   *
   * @param id its id
   * @return the context, or null
   */
  public @Nullable RssContext find(final int id) {
    for (int i = 0; i < contexts.size(); i++) {
      if (contexts.get(i).id() == id) {
        return contexts.get(i);
      }
    }
    return null;
  }

  /**
   * Makes a context that spreads evenly over some queues.
   *
   * @param start first queue
   * @param count number of queues
   * @return its id: 1, 2, and so on
   * @throws KernelException EOPNOTSUPP when the device has none, ENOSPC when it has no more, EINVAL
   *     for queues that do not exist
   */
  public int newContext(final int start, final int count) throws KernelException {
    final NicProfile profile = device.profile();
    if (profile.maxRssContexts() == 0) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    if (contexts.size() > profile.maxRssContexts()) {
      throw new KernelException(Errno.ENOSPC);
    }
    final int queues = device.rxQueues().size();
    final RssTable table = new RssTable(profile.rssTableEntries(), queues);
    table.setEqual(start, count, queues);
    final RssContext made = new RssContext(device, ++lastContextId, table, profile.maxQueues());
    made.learnAll(device.rxQueues());
    contexts.add(made);
    return made.id();
  }

  /**
   * Deletes a context.
   *
   * @param id its id
   * @throws KernelException EINVAL for the default context, ENOENT for one that is not there, EBUSY
   *     when a rule leads to it
   */
  public void deleteContext(final int id) throws KernelException {
    if (id == 0) {
      throw new KernelException(Errno.EINVAL);
    }
    final RssContext found = find(id);
    if (found == null) {
      throw new KernelException(Errno.ENOENT);
    }
    if (rules.rules().stream().anyMatch(rule -> rule.context() == id)) {
      throw new KernelException(Errno.EBUSY);
    }
    contexts.remove(found);
  }

  /** Whether packets that a rule sends straight to a queue are let in. */
  void setNtupleOpen(final boolean open) {
    ntupleOpen = open;
  }

  /** The device was opened: every ring is new and known. */
  void reopen() {
    ntupleOpen = true;
    for (final RssContext context : contexts) {
      context.learnAll(device.rxQueues());
    }
  }

  void receive(final Packet packet) {
    final FlowRule rule = rules.match(packet);
    if (rule != null && rule.context() == 0) {
      final RxQueue queue = device.rxQueue(rule.queue());
      if (ntupleOpen) {
        queue.receive(packet);
      } else {
        queue.refuse(packet);
      }
      return;
    }
    final RssContext context = rule == null ? defaultContext : context(rule.context());
    final RxQueue queue = device.rxQueue(context.table().queueOf(ToeplitzHash.of(packet)));
    if (!context.isOpen()) {
      context.countDrop();
      queue.refuse(packet);
    } else if (!context.knows(queue)) {
      context.countDrop();
      packet.release();
    } else {
      queue.receive(packet);
    }
  }
}

package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.packet.Packet;
import org.jspecify.annotations.Nullable;

/** The ntuple rules of a device, lowest location first. */
public final class FlowRules {
  /** The driver or ethtool picks the location (RX_CLS_LOC_ANY). */
  public static final int LOCATION_ANY = -1;

  private final int max;
  private final boolean driverPicks;
  private final List<FlowRule> rules = new ArrayList<>();
  private boolean enabled = true;

  /**
   * No rules yet.
   *
   * @param max most rules, 0 when the device has none
   * @param driverPicks whether the driver picks locations itself (RX_CLS_LOC_ANY) and takes no
   *     other, as bnxt and fbnic do
   */
  public FlowRules(final int max, final boolean driverPicks) {
    this.max = max;
    this.driverPicks = driverPicks;
  }

  /**
   * Inserts a rule. Without a location it gets the highest free one, as the ethtool utility picks
   * it, or the lowest where the driver picks.
   *
   * @param rule the rule, its location may be {@link #LOCATION_ANY}
   * @param queues RX queues of the device
   * @return its location
   * @throws KernelException EOPNOTSUPP without rules, with ntuple off and for a rule that drops,
   *     EINVAL for a queue or location that does not exist and for any location where the driver
   *     picks, EEXIST there for a rule that is there already, ENOSPC when full (kernel-facts.md
   *     10.3)
   */
  public int insert(final FlowRule rule, final int queues) throws KernelException {
    if (max == 0 || !enabled || rule.queue() == FlowRule.DISCARD) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    if (rule.queue() < 0 || rule.queue() >= queues) {
      throw new KernelException(Errno.EINVAL);
    }
    int location = rule.location();
    if (driverPicks && location != LOCATION_ANY) {
      throw new KernelException(Errno.EINVAL);
    }
    if (driverPicks && rules.stream().anyMatch(rule::matchesSameAs)) {
      throw new KernelException(Errno.EEXIST);
    }
    if (location == LOCATION_ANY) {
      location = driverPicks ? lowestFree() : highestFree();
      if (location < 0) {
        throw new KernelException(Errno.ENOSPC);
      }
    } else if (location < 0 || location >= max) {
      throw new KernelException(Errno.EINVAL);
    }
    final int replaced = location;
    rules.removeIf(old -> old.location() == replaced);
    rules.add(rule.at(location));
    rules.sort(Comparator.comparingInt(FlowRule::location));
    return location;
  }

  private int highestFree() {
    for (int location = max - 1; location >= 0; location--) {
      if (isFree(location)) {
        return location;
      }
    }
    return -1;
  }

  private int lowestFree() {
    for (int location = 0; location < max; location++) {
      if (isFree(location)) {
        return location;
      }
    }
    return -1;
  }

  private boolean isFree(final int location) {
    return rules.stream().noneMatch(rule -> rule.location() == location);
  }

  /**
   * Deletes a rule.
   *
   * @param location its location
   * @throws KernelException EINVAL when there is none, as gve answers
   */
  public void delete(final int location) throws KernelException {
    if (!rules.removeIf(rule -> rule.location() == location)) {
      throw new KernelException(Errno.EINVAL);
    }
  }

  /**
   * Turns rules on or off ({@code ethtool -K DEV ntuple}); off forgets them all, as gve's reset of
   * its flow rules does (drivers/net/ethernet/google/gve/gve_main.c, v6.12).
   */
  public void setEnabled(final boolean on) {
    enabled = on;
    if (!on) {
      rules.clear();
    }
  }

  /** Whether they are on. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Most rules, 0 when the device has none. */
  public int max() {
    return max;
  }

  /** The highest queue that a rule leads to, 0 without one (ethtool_get_max_rxnfc_channel). */
  public int highestQueue() {
    int highest = 0;
    for (final FlowRule rule : rules) {
      if (rule.context() == 0) {
        highest = Math.max(highest, rule.queue());
      }
    }
    return highest;
  }

  /** All rules, lowest location first. */
  public List<FlowRule> rules() {
    return Collections.unmodifiableList(rules);
  }

  /** The first rule that matches, or null. */
  @Nullable FlowRule match(final Packet packet) {
    for (int i = 0; i < rules.size(); i++) {
      final FlowRule rule = rules.get(i);
      if (rule.matches(packet)) {
        return rule;
      }
    }
    return null;
  }
}

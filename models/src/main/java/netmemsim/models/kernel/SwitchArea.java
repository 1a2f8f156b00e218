package netmemsim.models.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The areas that kernel switches belong to. */
public enum SwitchArea {
  /** See {@link BindingSwitch}. */
  BINDING(BindingSwitch.values()),
  /** See {@link QueueSwitch}. */
  QUEUE(QueueSwitch.values()),
  /** See {@link DriverSwitch}. */
  DRIVER(DriverSwitch.values()),
  /** See {@link PagePoolSwitch}. */
  PAGE_POOL(PagePoolSwitch.values()),
  /** See {@link SkbSwitch}. */
  SKB(SkbSwitch.values()),
  /** See {@link ReceiveSwitch}. */
  RECEIVE(ReceiveSwitch.values()),
  /** See {@link ControlSwitch}. */
  CONTROL(ControlSwitch.values()),
  /** See {@link TcpSwitch}. */
  TCP(TcpSwitch.values());

  private static final List<KernelSwitch> ALL = collect();

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<KernelSwitch> switches;

  SwitchArea(final KernelSwitch... switches) {
    this.switches = List.of(switches);
  }

  /** Its switches in the order of their declaration. */
  public List<KernelSwitch> switches() {
    return switches;
  }

  /** The switches of all areas. */
  public static List<KernelSwitch> allSwitches() {
    return ALL;
  }

  private static List<KernelSwitch> collect() {
    final List<KernelSwitch> all = new ArrayList<>();
    for (final SwitchArea area : values()) {
      all.addAll(area.switches);
    }
    return Collections.unmodifiableList(all);
  }
}

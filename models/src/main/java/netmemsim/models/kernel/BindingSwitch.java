package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.Difference.until;
import static netmemsim.models.kernel.KernelRelease.V6_14;
import static netmemsim.models.kernel.KernelRelease.V6_15;
import static netmemsim.models.kernel.KernelRelease.V6_16;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** Binding a dma-buf to queues and unbinding it. */
public enum BindingSwitch implements KernelSwitch {
  /** See {@link #help}. */
  BIND_CHECKS_HEADER_SPLIT(
      since(
          V6_14,
          "bind-checks-header-split",
          "bind-rx refuses with EINVAL unless tcp-data-split is explicitly on and hds-thresh is 0;"
              + " before, the restart's provider check failed with ENODATA",
          "net/core/devmem.c v6.14")),
  /** See {@link #help}. */
  BIND_PARSES_QUEUES_FIRST(
      since(
          V6_18,
          "bind-parses-queues-first",
          "bind-rx reads the whole queue list into a bitmap before it looks at the dma-buf: a queue"
              + " out of range is EINVAL, duplicates are harmless, queues are opened in ascending"
              + " order; before, queues were taken in message order after the import and out of range"
              + " was ERANGE",
          "net/core/netdev-genl.c v6.18")),
  /** See {@link #help}. */
  BIND_NEEDS_OPS_LOCK(
      since(
          V6_15,
          "bind-needs-ops-lock",
          "bind-rx answers EOPNOTSUPP for a device without queue management ops before it looks at"
              + " the dma-buf; before, the restart of the queue did",
          "net/core/netdev-genl.c v6.15; measured on 6.18, ground-truth.md 3")),
  /** See {@link #help}. */
  BIND_CHECKS_XDP_FIRST(
      until(
          V6_14,
          "bind-checks-xdp-first",
          "an XDP program on the device is EEXIST before the dma-buf is looked at; after v6.14 it is"
              + " a check of each queue, behind those of header split",
          "net/core/netdev-genl.c v6.12")),
  /** See {@link #help}. */
  BINDING_ID_BEFORE_MAPPING(
      until(
          V6_15,
          "binding-id-before-mapping",
          "the binding's id is taken before the dma-buf is mapped, so that a failed bind uses one up",
          "net/core/devmem.c v6.15 and older")),
  /** See {@link #help}. */
  BINDING_FREED_BY_WORKQUEUE(
      since(
          V6_16,
          "binding-freed-by-workqueue",
          "the last reference frees a binding from a work item instead of in the caller's context",
          "net/core/devmem.c v6.16"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Difference difference;

  BindingSwitch(final Difference difference) {
    this.difference = difference;
  }

  @Override
  public Difference difference() {
    return difference;
  }

  @Override
  public SwitchArea area() {
    return SwitchArea.BINDING;
  }
}

package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.proposed;
import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.Difference.until;
import static netmemsim.models.kernel.KernelRelease.NEXT;
import static netmemsim.models.kernel.KernelRelease.RFC_V6;
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
          "net/core/devmem.c v6.16")),
  /** See {@link #help}. */
  BIND_ANSWERS_EBADFD(
      until(
          RFC_V6,
          "bind-answers-ebadfd",
          "bind-rx answers EBADFD for whatever is wrong with the descriptor; since, it passes on what"
              + " dma_buf_get says: EBADF or EINVAL",
          "M. Almasry, RFC v6 \"netdev: support binding dma-buf to netdevice\", 4 Mar 2024")),
  /** See {@link #help}. */
  UNBIND_STOPS_AT_FIRST(
      until(
          RFC_V6,
          "unbind-stops-at-first",
          "closing a netlink socket unbinds the first of its bindings only, and the others stay for"
              + " ever; since, the socket has a list of its own and all go",
          "J. Kicinski on RFC v6, 8 Mar 2024")),
  /** See {@link #help}. */
  BIND_REPLY_ERROR_KEEPS_BINDING(
      since(
          NEXT,
          "bind-reply-error-keeps-binding",
          "a bind-rx whose reply cannot be queued leaves the binding with the socket; before, it"
              + " unbound and freed the reply a second time",
          "J. Kicinski, \"netdev: fix double-free in netdev_nl_bind_rx_doit()\", c849de7d8757")),
  /** See {@link #help}. */
  BINDING_KEEPS_DEVICE(
      proposed(
          "binding-keeps-device",
          "a binding keeps the pointer to a device that was unregistered, and closing its socket locks"
              + " freed memory: v6.15-rc1 to rc6, no release; else, the binding forgets the device",
          "T. Yoo, 0afc44d8cdf6, 12 May 2025, merged for v6.15-rc7")),
  /** See {@link #help}. */
  UNBIND_TOLERATES_ENETDOWN(
      since(
          V6_15,
          "unbind-tolerates-enetdown",
          "a queue that cannot be restarted at unbind because the device is down (ENETDOWN) is no"
              + " warning; before, any error was",
          "net/core/netdev_rx_queue.c v6.15, net_mp_close_rxq; net/core/devmem.c v6.12")),
  /** See {@link #help}. */
  XDP_EXCLUDES_DATA_SPLIT(
      since(
          V6_14,
          "xdp-excludes-data-split",
          "a single-buffer XDP program is EBUSY while tcp-data-split is on, and tcp-data-split on is"
              + " EINVAL while there is one; before, neither looked at the other",
          "T. Yoo, net/core/dev.c and net/ethtool/rings.c v6.14")),
  /** See {@link #help}. */
  BIND_TX(
      since(
          V6_16,
          "bind-tx",
          "a dma-buf can be bound for transmission; before, there was no such command",
          "net/core/netdev-genl.c v6.16, netdev_nl_bind_tx_doit")),
  /** See {@link #help}. */
  BIND_NEEDS_ALIGNED_SEGMENTS(
      since(
          NEXT,
          "bind-needs-aligned-segments",
          "bind-rx and bind-tx refuse with EINVAL a dma-buf of which a scatterlist entry is no"
              + " multiple of a net_iov; before, what was left of an entry was no net_iov, and in a"
              + " transmit binding was indexed past the end of its table of pages",
          "net/core/devmem.c 2026; B. Eshleman, rx-buf-size v5, 8 Jul 2026; D. Carlier, 17 May 2026,"
              + " 20260517201814.222563-1")),
  /** See {@link #help}. */
  DMA_DEVICE_PER_QUEUE(
      since(
          V6_18,
          "dma-device-per-queue",
          "the device that does DMA is asked for each queue, and bind-rx answers EOPNOTSUPP for queues"
              + " of two; before, all were taken for the parent of the netdev",
          "D. Tatulea, 20250820171214.3597901-9, net/core/netdev-genl.c v6.18"));

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

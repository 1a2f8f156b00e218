package netmemsim.models.kernel;

/**
 * One difference between kernel versions: a name, what it switches, and where that is known from.
 */
public enum KernelSwitch {
  /** See {@link #help}. */
  BIND_CHECKS_HEADER_SPLIT(
      "bind-checks-header-split",
      "bind-rx refuses with EINVAL unless tcp-data-split is explicitly on and hds-thresh is 0;"
          + " before, the restart's provider check failed with ENODATA. While bound, ethtool -G refuses"
          + " to change either; before, it did not, and hds-thresh was not known",
      "net/core/devmem.c, net/ethtool/rings.c v6.14"),
  /** See {@link #help}. */
  BIND_PARSES_QUEUES_FIRST(
      "bind-parses-queues-first",
      "bind-rx reads the whole queue list into a bitmap before it looks at the dma-buf: a queue out"
          + " of range is EINVAL, duplicates are harmless, queues are opened in ascending order;"
          + " before, queues were taken in message order after the import and out of range was"
          + " ERANGE",
      "net/core/netdev-genl.c v6.18"),
  /** See {@link #help}. */
  BIND_NEEDS_OPS_LOCK(
      "bind-needs-ops-lock",
      "bind-rx answers EOPNOTSUPP for a device without queue management ops before it looks at the"
          + " dma-buf; before, the restart of the queue did",
      "net/core/netdev-genl.c v6.15; measured on 6.18, ground-truth.md 3"),
  /** See {@link #help}. */
  BIND_CHECKS_XDP_FIRST(
      "bind-checks-xdp-first",
      "an XDP program on the device is EEXIST before the dma-buf is looked at; after v6.14 it is a"
          + " check of each queue, behind those of header split",
      "net/core/netdev-genl.c v6.12"),
  /** See {@link #help}. */
  BINDING_ID_BEFORE_MAPPING(
      "binding-id-before-mapping",
      "the binding's id is taken before the dma-buf is mapped, so that a failed bind uses one up",
      "net/core/devmem.c v6.15 and older"),
  /** See {@link #help}. */
  BINDING_FREED_BY_WORKQUEUE(
      "binding-freed-by-workqueue",
      "the last reference frees a binding from a work item instead of in the caller's context",
      "net/core/devmem.c v6.16"),
  /** See {@link #help}. */
  RESTART_SKIPS_DOWN_DEVICE(
      "restart-skips-down-device",
      "restarting a queue of a device that is down allocates and checks but neither stops nor starts",
      "net/core/netdev_rx_queue.c v6.15"),
  /** See {@link #help}. */
  CMSG_NOTRUNC(
      "cmsg-notrunc",
      "a devmem cmsg that does not fit is not written; before, it was cut short, and user space was"
          + " not told. In both its token is not issued and the call ends",
      "net/core/scm.c, net/ipv4/tcp.c v6.14, commit 18912c520674; S. Fomichev 24 Feb 2025"),
  /** See {@link #help}. */
  RECVMSG_EXPOSES_ERRORS(
      "recvmsg-exposes-errors",
      "recvmsg of device memory tells ETOOSMALL, ENODEV and ENOMEM; before, each was EFAULT",
      "net/ipv4/tcp.c v6.18, commit 18282100d704; S. Fomichev 8 Sep 2025"),
  /** See {@link #help}. */
  DEVMEM_TOKEN_COUNTERS(
      "devmem-token-counters",
      "a token is the fragment's page in the dma-buf and the binding counts its users, a socket"
          + " belongs to one binding (EFAULT for another), tokens left at close stay held until the"
          + " unbind; before, each socket has a table of tokens",
      "B. Eshleman, \"net: devmem: improve cpu cost of RX token management\", v6, 4 Nov 2025,"
          + " autorelease off; proposed only"),
  /** See {@link #help}. */
  DONTNEED_FRAG_CAP(
      "dontneed-frag-cap",
      "SO_DEVMEM_DONTNEED tries at most 1024 tokens a call",
      "net/core/sock.c v6.13, commit f2685c00c322"),
  /** See {@link #help}. */
  PAGE_POOL_CLAMPS_RING(
      "page-pool-clamps-ring",
      "a page pool's ring is clamped to 16384 entries; before, more than 32768 was E2BIG",
      "net/core/page_pool.c v6.18"),
  /** See {@link #help}. */
  TCP_LARGE_BUFFERS(
      "tcp-large-buffers",
      "the defaults are 32 MiB for tcp_rmem[2], 4 MiB for net.core.rmem_max and wmem_max, and 4 MiB for"
          + " tcp_limit_output_bytes; before: 6 MiB, 212992 bytes and 1 MiB",
      "net/ipv4/tcp.c, net/ipv4/tcp_ipv4.c, include/net/sock.h; read off a running 6.18.44"),
  /** See {@link #help}. */
  GVE_STARVATION_TIMER(
      "gve-starvation-timer",
      "gve arms a 20 ms timer per ring when fewer than 32 descriptors are visible to the NIC, so that"
          + " a ring that ran dry is refilled; before, it stayed dry until the next NAPI poll",
      "E. Phillips, H. Ramamurthy, \"gve: fix Rx queue stall on alloc failure\", Jul 2026");

  private final String yamlName;
  private final String help;
  private final String source;

  KernelSwitch(final String yamlName, final String help, final String source) {
    this.yamlName = yamlName;
    this.help = help;
    this.source = source;
  }

  /** Its name in scenarios. */
  public String yamlName() {
    return yamlName;
  }

  /** What is so when it is on, and what was before. */
  public String help() {
    return help;
  }

  /** Where that is known from. */
  public String source() {
    return source;
  }
}

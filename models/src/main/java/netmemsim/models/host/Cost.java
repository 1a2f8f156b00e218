package netmemsim.models.host;

/** A kind of work that takes a core time. The figures are data: see {@link CostTable}. */
public enum Cost {
  /** A hardware interrupt, from the vector to napi_schedule. */
  INTERRUPT("interrupt"),
  /** One NAPI poll, whatever it finds. */
  NAPI_POLL("napi-poll"),
  /** One received packet in a NAPI poll: descriptor, skb, GRO. */
  NAPI_PACKET("napi-packet"),
  /** One buffer posted to a ring. */
  NAPI_REFILL("napi-refill"),
  /** What a static branch adds to the test whether a buffer is a net_iov, for each buffer. */
  NETMEM_STATIC_BRANCH("netmem-static-branch"),
  /** One skb through IP and TCP receive, acknowledgement included. */
  TCP_RECEIVE("tcp-receive"),
  /** One skb built and sent by TCP. */
  TCP_TRANSMIT("tcp-transmit"),
  /** One NAPI poll's worth of transmit completions, per skb. */
  TRANSMIT_COMPLETION("transmit-completion"),
  /** Entering and leaving a system call. */
  SYSCALL("syscall"),
  /** One skb in recvmsg. */
  RECVMSG_SKB("recvmsg-skb"),
  /** One devmem fragment in recvmsg: token issue and cmsg. */
  RECVMSG_TOKEN("recvmsg-token"),
  /** One token in SO_DEVMEM_DONTNEED. */
  DONTNEED_TOKEN("dontneed-token"),
  /** One token in SO_DEVMEM_DONTNEED that names nothing. */
  DONTNEED_MISS("dontneed-miss"),
  /** One devmem fragment in recvmsg when tokens are counters. */
  RECVMSG_UREF("recvmsg-uref"),
  /** One token in SO_DEVMEM_DONTNEED when tokens are counters. */
  DONTNEED_UREF("dontneed-uref"),
  /** One buffer from a memory provider's allocator. */
  PROVIDER_ALLOCATE("provider-allocate"),
  /** One buffer back to a memory provider's allocator. */
  PROVIDER_FREE("provider-free"),
  /** Copying one KiB between kernel and user. */
  COPY_KIB("copy-kib"),
  /** Summing one KiB of payload in software for its checksum. */
  CHECKSUM_KIB("checksum-kib"),
  /** Waking a thread that sleeps, until it runs. */
  WAKEUP("wakeup"),
  /** Application work for one devmem fragment. */
  APP_FRAGMENT("app-fragment");

  private final String yamlName;

  Cost(final String yamlName) {
    this.yamlName = yamlName;
  }

  /** Its key in hardware profiles. */
  public String yamlName() {
    return yamlName;
  }
}

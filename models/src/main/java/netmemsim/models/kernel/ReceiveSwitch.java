package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.proposed;
import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.V6_14;
import static netmemsim.models.kernel.KernelRelease.V6_15;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** Receive calls, tokens and their return. */
public enum ReceiveSwitch implements KernelSwitch {
  /** See {@link #help}. */
  CMSG_NOTRUNC(
      since(
          V6_14,
          "cmsg-notrunc",
          "a devmem cmsg that does not fit is not written; before, it was cut short, and user space"
              + " was not told. In both its token is not issued and the call ends",
          "net/core/scm.c, net/ipv4/tcp.c v6.14, commit 18912c520674; S. Fomichev 24 Feb 2025")),
  /** See {@link #help}. */
  RECVMSG_EXPOSES_ERRORS(
      since(
          V6_18,
          "recvmsg-exposes-errors",
          "recvmsg of device memory tells ETOOSMALL, ENODEV and ENOMEM; before, each was EFAULT",
          "net/ipv4/tcp.c v6.18, commit 18282100d704; S. Fomichev 8 Sep 2025")),
  /** See {@link #help}. */
  DEVMEM_TOKEN_COUNTERS(
      proposed(
          "devmem-token-counters",
          "a token is the fragment's page in the dma-buf and the binding counts its users, a socket"
              + " belongs to one binding (EFAULT for another), tokens left at close stay held until"
              + " the unbind; before, each socket has a table of tokens",
          "B. Eshleman, \"net: devmem: improve cpu cost of RX token management\", v6, 4 Nov 2025,"
              + " autorelease off; proposed only")),
  /** See {@link #help}. */
  IO_URING_ZCRX(
      since(
          V6_15,
          "io-uring-zcrx",
          "an io_uring can register memory to an RX queue (IORING_REGISTER_ZCRX_IFQ); before, EINVAL",
          "io_uring/zcrx.c v6.15")),
  /** See {@link #help}. */
  DONTNEED_FRAG_CAP(
      since(
          V6_14,
          "dontneed-frag-cap",
          "SO_DEVMEM_DONTNEED tries at most 1024 tokens a call",
          "net/core/sock.c v6.13, commit f2685c00c322"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Difference difference;

  ReceiveSwitch(final Difference difference) {
    this.difference = difference;
  }

  @Override
  public Difference difference() {
    return difference;
  }

  @Override
  public SwitchArea area() {
    return SwitchArea.RECEIVE;
  }
}

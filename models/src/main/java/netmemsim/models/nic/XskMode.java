package netmemsim.models.nic;

/** How an AF_XDP socket asks for its queue (include/uapi/linux/if_xdp.h). */
public enum XskMode {
  /** Neither flag: zero copy if possible. */
  AUTO,
  /** XDP_COPY. */
  COPY,
  /** XDP_ZEROCOPY. */
  ZEROCOPY
}

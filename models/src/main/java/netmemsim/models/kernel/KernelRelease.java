package netmemsim.models.kernel;

/**
 * A kernel that a profile stands for, oldest first: two revisions of the devmem TCP series that
 * were never merged, releases of Linus' tree, and the development tree of mid 2026.
 */
public enum KernelRelease {
  /**
   * The series of November 2023: page pool providers, bind over netlink, no queue API, so the user
   * resets the device after bind and unbind.
   */
  RFC_V3("rfc-v3", "RFC v3, 6 Nov 2023: providers, bind over netlink, the user resets the device"),
  /** The series of March 2024: net_iov and netmem_ref, first queue API operations. */
  RFC_V6("rfc-v6", "RFC v6, 4 Mar 2024: net_iov, skb->readable, first queue API"),
  /** The release that merged devmem TCP receive. */
  V6_12("v6.12", "merged devmem TCP receive"),
  /** Explicit header-split checks, cmsgs that are never cut. */
  V6_14(
      "v6.14", "hds-thresh, explicit header-split checks, put_cmsg_notrunc; DONTNEED cap of 6.13"),
  /** Instance lock, restart of a device that is down, io_uring zcrx. */
  V6_15("v6.15", "netdev instance lock, provider ops table, io_uring zcrx"),
  /** Devmem TX; bindings freed by a workqueue. */
  V6_16("v6.16", "devmem TX, bnxt and mlx5 receive, bindings freed by a workqueue"),
  /** Queue bitmap, per-queue DMA device, page pool clamp. */
  V6_18("v6.18", "queue list read first, DMA device per queue, page pools clamp their ring"),
  /** What was merged or posted by July 2026. */
  NEXT("next", "what was merged or posted by July 2026");

  private final String profileName;
  private final String help;

  KernelRelease(final String profileName, final String help) {
    this.profileName = profileName;
    this.help = help;
  }

  /** The name of its profile: {@code v6.12}. */
  public String profileName() {
    return profileName;
  }

  /** What it brought, in a line. */
  public String help() {
    return help;
  }
}

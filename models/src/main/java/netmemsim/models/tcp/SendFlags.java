package netmemsim.models.tcp;

/** Flags of send(2) that TCP acts on, by the kernel's numbers (include/linux/socket.h). */
public final class SendFlags {
  /** The last byte is urgent. */
  public static final int MSG_OOB = 0x1;

  /** Ends a record: later data goes into another buffer and another segment. */
  public static final int MSG_EOR = 0x80;

  /** More will follow: a partial segment waits. */
  public static final int MSG_MORE = 0x8000;

  /** Connect, with data in the SYN if a cookie is known (RFC 7413). */
  public static final int MSG_FASTOPEN = 0x20000000;

  /** The data stays in the user's pages until it is acknowledged. */
  public static final int MSG_ZEROCOPY = 0x4000000;

  /**
   * The data begins a buffer of its own, after PSH on the one before; not of send(2), but what
   * MSG_ZEROCOPY does when a buffer has no room for more fragments or another owner.
   */
  public static final int NEW_BUFFER = 1 << 30;

  /** Further pieces of the same call follow: nothing is pushed yet. */
  public static final int PIECE = 1 << 31;

  private SendFlags() {}

  static boolean has(final int flags, final int flag) {
    return (flags & flag) != 0;
  }
}

package netmemsim.models.packet;

/** What of a TCP header only SYNs, urgent and signed segments have; see {@link TcpHeader}. */
final class UncommonFields {
  /** Whether anything but the defaults may be here. */
  boolean present;

  int urgentPointer;
  int mss;
  int windowScale = -1;
  boolean sackPermitted;
  int fastOpenBytes = -1;
  boolean fastOpenExperimental;
  long fastOpenHigh;
  long fastOpenLow;
  boolean md5;

  void clear() {
    present = false;
    urgentPointer = 0;
    mss = 0;
    windowScale = -1;
    sackPermitted = false;
    fastOpenBytes = -1;
    fastOpenExperimental = false;
    fastOpenHigh = 0;
    fastOpenLow = 0;
    md5 = false;
  }

  void copyFrom(final UncommonFields from) {
    present = from.present;
    urgentPointer = from.urgentPointer;
    mss = from.mss;
    windowScale = from.windowScale;
    sackPermitted = from.sackPermitted;
    fastOpenBytes = from.fastOpenBytes;
    fastOpenExperimental = from.fastOpenExperimental;
    fastOpenHigh = from.fastOpenHigh;
    fastOpenLow = from.fastOpenLow;
    md5 = from.md5;
  }
}

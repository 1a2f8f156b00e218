package netmemsim.models.tcp;

/**
 * TCP_CC_INFO: what an algorithm tells of itself (union tcp_cc_info, include/uapi/linux/
 * inet_diag.h, v6.18). Only the fields of the algorithm in use are filled; cubic and reno tell
 * nothing.
 */
public final class CongestionInfo {
  /** Bytes that the kernel writes: 0 when the algorithm tells nothing. */
  public int lengthBytes;

  /** bbr_bw: the bandwidth estimate, bytes a second. */
  public long bbrBw;

  /** bbr_min_rtt: the least RTT of late, microseconds. */
  public long bbrMinRtt;

  /** bbr_pacing_gain, times 256. */
  public int bbrPacingGain;

  /** bbr_cwnd_gain, times 256. */
  public int bbrCwndGain;

  /** dctcp_enabled: 1, or 0 when ECN was not agreed on and it acts as Reno. */
  public int dctcpEnabled;

  /** dctcp_ce_state: whether the data that came last was marked. */
  public int dctcpCeState;

  /** dctcp_alpha: the share of marked data, times 1024. */
  public int dctcpAlpha;

  /** dctcp_ab_ecn: bytes acknowledged with ECE in this round. */
  public long dctcpAbEcn;

  /** dctcp_ab_tot: bytes acknowledged in this round. */
  public long dctcpAbTot;

  /** Fills in what the algorithm of a connection tells. */
  public void fill(final TcpConnection connection) {
    lengthBytes = 0;
    connection.window.control.info(this);
  }
}

package netmemsim.models.socket;

import netmemsim.models.tcp.TcpInfo;
import org.jspecify.annotations.Nullable;

/** A control message (struct cmsghdr with its data). What is filled in depends on its type. */
public final class ControlMessage {
  /** {@code cmsg_level}. */
  public int level;

  /** {@code cmsg_type}. */
  public int type;

  /** The value of a message that is one int, such as TCP_CM_INQ. */
  public int value;

  /** struct sock_extended_err: {@code ee_errno}. */
  public int eeErrno;

  /** {@code ee_origin}. */
  public int eeOrigin;

  /** {@code ee_type}. */
  public int eeType;

  /** {@code ee_code}. */
  public int eeCode;

  /** {@code ee_info}. */
  public int eeInfo;

  /** {@code ee_data}. */
  public int eeData;

  /** A time: seconds (SCM_TIMESTAMPING, software; SCM_TIMESTAMP, SCM_TIMESTAMPNS). */
  public long seconds;

  /** Nanoseconds of that time, or microseconds for SCM_TIMESTAMP. */
  public long fraction;

  /** SCM_TIMESTAMPING_OPT_STATS: the figures; only those named by TCP_NLA_* are meant. */
  public @Nullable TcpInfo stats;

  ControlMessage() {}

  void clear(final int newLevel, final int newType) {
    level = newLevel;
    type = newType;
    value = 0;
    eeErrno = 0;
    eeOrigin = 0;
    eeType = 0;
    eeCode = 0;
    eeInfo = 0;
    eeData = 0;
    seconds = 0;
    fraction = 0;
    stats = null;
  }
}

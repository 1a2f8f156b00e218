package netmemsim.models.socket;

import netmemsim.models.tcp.CongestionInfo;
import netmemsim.models.tcp.TcpInfo;

/**
 * The value of a socket option, as wide as its type: an int, two longs (struct linger, struct
 * timeval), a text (TCP_CONGESTION), words (SO_MEMINFO, TCP_FASTOPEN_KEY) TCP_INFO or TCP_CC_INFO.
 */
public final class OptionValue {
  /** {@code optlen} of an int. */
  public static final int INT_BYTES = 4;

  /** {@code optlen} in, and out. */
  public int lengthBytes = INT_BYTES;

  /** The int; {@code l_onoff}; {@code tv_sec}. */
  public long number;

  /** {@code l_linger}, seconds; {@code tv_usec}. */
  public long second;

  /** A text. */
  public String text = "";

  /** An array of 32-bit words. */
  public int[] words = new int[0];

  /** TCP_INFO. */
  public final TcpInfo info = new TcpInfo();

  /** TCP_CC_INFO. */
  public final CongestionInfo congestion = new CongestionInfo();

  /** An int. */
  public static OptionValue of(final long number) {
    final OptionValue value = new OptionValue();
    value.number = number;
    return value;
  }

  /** A struct linger or struct timeval. */
  public static OptionValue of(final long first, final long second) {
    final OptionValue value = of(first);
    value.second = second;
    value.lengthBytes = 8;
    return value;
  }

  /** A struct timeval of SO_RCVTIMEO and SO_SNDTIMEO. */
  public static OptionValue timeval(final long seconds, final long microseconds) {
    final OptionValue value = of(seconds, microseconds);
    value.lengthBytes = 16;
    return value;
  }

  /** A text. */
  public static OptionValue of(final String text) {
    final OptionValue value = new OptionValue();
    value.text = text;
    value.lengthBytes = text.length();
    return value;
  }

  /** An array of words. */
  public static OptionValue ofWords(final int... words) {
    final OptionValue value = new OptionValue();
    value.words = words;
    value.lengthBytes = INT_BYTES * words.length;
    return value;
  }
}

package netmemsim.models.tcp;

/**
 * Told where sent data is, for timestamps and MSG_ZEROCOPY; called synchronously, must be cheap.
 * Offsets count the bytes of the stream from 0.
 */
public interface SendWatcher {
  /**
   * A write is about to be pushed out.
   *
   * @param end offset past its last byte
   */
  void onWritten(long end);

  /**
   * A buffer was handed to IP, for the first time or again.
   *
   * @param start first offset in it
   * @param end offset past the last one
   */
  void onTransmit(long start, long end);

  /**
   * More is acknowledged.
   *
   * @param unacknowledged the first offset that is not
   */
  void onAcknowledged(long unacknowledged);

  /** What was neither sent nor acknowledged is dropped: the connection ends. */
  void onPurged();
}

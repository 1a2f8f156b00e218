package netmemsim.models.socket;

/** An open file description (struct file): what a descriptor stands for. */
abstract class OpenFile {
  /** Those who sleep on it or poll it. */
  final WaitQueue waiters = new WaitQueue();

  /** O_NONBLOCK. */
  boolean nonBlocking;

  /** What is so now, as POLL flags ({@code f_op->poll}). */
  abstract int poll();
}

package netmemsim.scenarios.golden;

import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.Skb;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpConnectionOwner;
import netmemsim.models.tun.TunHost;
import org.jspecify.annotations.Nullable;

/**
 * A program with one blocking socket. It runs in turns: a turn begins when what it waits for has
 * come and ends at the next call that blocks. Turns take no time, and begin after the segment or
 * timer that woke them is processed to the end.
 */
abstract class Program implements TcpConnectionOwner {
  private static final long PS_PER_US = 1_000_000;

  /** The host it runs on. */
  final TunHost host;

  /** Its connection, once there is one. */
  @Nullable TcpConnection connection;

  /** How the connection ended; OK while it has not, or ended well. */
  Errno error = Errno.OK;

  private final NetSimulator simulator;
  private final long wakePs;
  private boolean sleeping;
  private boolean exited;

  private final Event turn;

  /**
   * A program.
   *
   * @param host the host it runs on
   * @param wakeUs how long it takes to wake it
   */
  Program(final TunHost host, final long wakeUs) {
    this.host = host;
    this.wakePs = wakeUs * PS_PER_US;
    this.simulator = host.simulator();
    this.turn =
        new Event(host) {
          @Override
          public void fire(final long nowPs) {
            sleeping = false;
            if (!exited) {
              proceed();
            }
          }
        };
  }

  /** Goes on from where it blocked. */
  abstract void proceed();

  /** The connection, which must be there. */
  final TcpConnection open() {
    final TcpConnection there = connection;
    if (there == null) {
      throw new IllegalStateException("not connected");
    }
    return there;
  }

  /** The time, microseconds. */
  final long nowUs() {
    return simulator.nowPs() / PS_PER_US;
  }

  /** Lets the program go on once what happens now is over. */
  final void wake() {
    if (!sleeping && !exited && !turn.isScheduled()) {
      simulator.scheduleIn(turn, wakePs);
    }
  }

  /** Sleeps until a time, whatever happens. */
  final void sleepUntilUs(final long atUs) {
    simulator.cancel(turn);
    sleeping = true;
    simulator.scheduleAt(turn, Math.max(simulator.nowPs(), atUs * PS_PER_US));
  }

  /** The program is over. */
  final void exit() {
    exited = true;
  }

  /** Whether it is over. */
  final boolean hasExited() {
    return exited;
  }

  /** Whether a read would return at once. */
  final boolean isReadable() {
    return open().readableBytes() > 0 || open().atEof() || error != Errno.OK;
  }

  /**
   * Reads up to so many bytes, as one recv call that found data.
   *
   * @param most bytes asked for
   * @return bytes read; 0 at the end of the stream; -1 for an error
   */
  final long read(final long most) {
    final TcpConnection socket = open();
    long total = 0;
    @Nullable Skb skb = socket.receiveHead();
    while (skb != null && total < most) {
      final long offset = socket.copiedOffset() - skb.startOffset;
      final long bytes = Math.min(skb.payloadBytes - offset, most - total);
      socket.consume(bytes);
      total += bytes;
      skb = socket.receiveHead();
    }
    socket.receiveDone(total);
    return total == 0 && error != Errno.OK ? -1 : total;
  }

  /** What recv does with the socket before it sleeps. */
  final void blockInRead() {
    open().receiveDone(0);
  }

  @Override
  public void onEstablished(final TcpConnection established) {
    wake();
  }

  @Override
  public void onReadable(final TcpConnection readable) {
    wake();
  }

  @Override
  public void onWritable(final TcpConnection writable) {
    wake();
  }

  @Override
  public void onClosed(final TcpConnection closed, final Errno why) {
    error = why;
    wake();
  }
}

package netmemsim.models.tcp;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/** One TCP connection. */
public final class TcpConnection extends Entity {
  /** What it measures. */
  public static final List<Metric> METRICS = List.of();

  /** What it traces. */
  public static final List<Tracepoint> TRACEPOINTS = List.of();

  TcpConnection(final TcpLayer layer, final String name) {
    super(layer, name);
  }

  /** Makes a socket its owner; an accepted connection has none until then. */
  public void setOwner(final TcpConnectionOwner owner) {
    throw new UnsupportedOperationException();
  }

  /** What the stream consists of; set before the first write. */
  public void setSendContent(final Content content) {
    throw new UnsupportedOperationException();
  }

  /** SO_RCVBUF, see {@link TcpListener#setReceiveBuffer}. */
  public void setReceiveBuffer(final int bytes) {
    throw new UnsupportedOperationException();
  }

  /** SO_SNDBUF, see {@link TcpListener#setSendBuffer}. */
  public void setSendBuffer(final int bytes) {
    throw new UnsupportedOperationException();
  }

  /** TCP_NODELAY. */
  public void setNoDelay(final boolean on) {
    throw new UnsupportedOperationException();
  }

  /** TCP_QUICKACK. */
  public void setQuickAck(final boolean on) {
    throw new UnsupportedOperationException();
  }

  /** Appends to the send queue what the send buffer takes; 0 means would block. */
  public long write(final long bytes) {
    throw new UnsupportedOperationException();
  }

  /** Bytes that {@link #write} would take at least (sk_stream_wspace), 0 when it would block. */
  public long sendSpaceBytes() {
    throw new UnsupportedOperationException();
  }

  /** shutdown(SHUT_WR): FIN after what was written. */
  public void shutdownWrite() {
    throw new UnsupportedOperationException();
  }

  /** close(2): RST when data is unread (TCPAbortOnClose), else FIN; the owner hears no more. */
  public void close() {
    throw new UnsupportedOperationException();
  }

  /** Resets the connection (close with SO_LINGER 0). */
  public void abort() {
    throw new UnsupportedOperationException();
  }

  /** The first buffer with unread data, linked by {@link Skb#next}; null when nothing waits. */
  public @Nullable Skb receiveHead() {
    throw new UnsupportedOperationException();
  }

  /** Stream offset of the next byte to read (copied_seq). */
  public long copiedOffset() {
    throw new UnsupportedOperationException();
  }

  /** Takes bytes out of the receive queue; frees buffers that are read in full. */
  public void consume(final long bytes) {
    throw new UnsupportedOperationException();
  }

  /** Ends a receive call (tcp_rcv_space_adjust and tcp_cleanup_rbuf): may send an ACK. */
  public void receiveDone(final long copied) {
    throw new UnsupportedOperationException();
  }

  /** Bytes that can be read. */
  public long readableBytes() {
    throw new UnsupportedOperationException();
  }

  /** Whether all was read and the peer sent FIN, or the connection is over. */
  public boolean atEof() {
    throw new UnsupportedOperationException();
  }

  /** The pending error (SO_ERROR) and clears it; OK when none. */
  public Errno takeError() {
    throw new UnsupportedOperationException();
  }

  /** The state. */
  public TcpState state() {
    throw new UnsupportedOperationException();
  }

  /** Local address. */
  public IpAddress localAddress() {
    throw new UnsupportedOperationException();
  }

  /** Remote address. */
  public IpAddress remoteAddress() {
    throw new UnsupportedOperationException();
  }

  /** Local port. */
  public int localPort() {
    throw new UnsupportedOperationException();
  }

  /** Remote port. */
  public int remotePort() {
    throw new UnsupportedOperationException();
  }
}

package netmemsim.models.socket;

import static netmemsim.models.socket.SocketPair.CLIENT_FD;
import static netmemsim.models.socket.SocketPair.SERVER_FD;
import static netmemsim.models.socket.SocketPair.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.VirtualTime;
import org.junit.jupiter.api.Test;

/**
 * MSG_ZEROCOPY completions, timestamps and control messages as measured on Linux 6.18.44;
 * Documentation/networking/msg_zerocopy.rst, timestamping.rst.
 */
final class ErrorQueueTest {
  private static final int ZEROCOPY = Uapi.MSG_ZEROCOPY | Uapi.MSG_DONTWAIT;
  private final SocketPair pair = new SocketPair();
  private final Call call = new Call();
  private final MessageHeader message = new MessageHeader();

  private void settle() {
    pair.run(300 * VirtualTime.MS);
  }

  private void zeroCopy() {
    pair.connect();
    settle();
    pair.client.setsockopt(CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_ZEROCOPY, 1);
  }

  private long send(final long bytes, final int flags) {
    return pair.client.send(call, CLIENT_FD, bytes, flags).result();
  }

  private long receiveError() {
    message.setBuffer(100);
    final int flags = Uapi.MSG_ERRQUEUE | Uapi.MSG_DONTWAIT;
    return pair.client.recvmsg(call, CLIENT_FD, message, flags).result();
  }

  private void expectRange(final int from, final int to) {
    assertEquals(0, receiveError());
    assertEquals(Uapi.MSG_ERRQUEUE, message.flags);
    assertEquals(1, message.controlCount());
    final ControlMessage error = message.control(0);
    assertEquals(Uapi.SOL_IP, error.level);
    assertEquals(Uapi.IP_RECVERR, error.type);
    assertEquals(0, error.eeErrno);
    assertEquals(Uapi.SO_EE_ORIGIN_ZEROCOPY, error.eeOrigin);
    assertEquals(Uapi.SO_EE_CODE_ZEROCOPY_COPIED, error.eeCode);
    assertEquals(from, error.eeInfo);
    assertEquals(to, error.eeData);
  }

  private int optmem() {
    final OptionValue value = new OptionValue();
    value.lengthBytes = 36;
    assertEquals(0, pair.client.getsockopt(CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_MEMINFO, value));
    return value.words[Uapi.SK_MEMINFO_OPTMEM];
  }

  @Test
  void withoutTheOptionTheFlagDoesNothing() {
    pair.connect();
    assertEquals(10, send(10, ZEROCOPY));
    settle();
    assertEquals(error(Errno.EAGAIN), receiveError());
  }

  @Test
  void completionsComeWithTheAckAndSendsIntoOneBufferShareOne() {
    zeroCopy();
    send(4000, ZEROCOPY | Uapi.MSG_MORE);
    assertEquals(832, optmem());
    send(4000, ZEROCOPY | Uapi.MSG_MORE);
    assertEquals(832, optmem());
    assertEquals(error(Errno.EAGAIN), receiveError());
    settle();
    assertEquals(Uapi.POLLERR | Uapi.POLLOUT | Uapi.POLLWRNORM, pair.poll(pair.client, CLIENT_FD));
    expectRange(0, 1);
    assertEquals(0, optmem());
    assertEquals(error(Errno.EAGAIN), receiveError());
  }

  @Test
  void unreadCompletionsMergeIntoARangeAndAnEmptySendHasNone() {
    zeroCopy();
    for (int i = 0; i < 3; i++) {
      send(100, ZEROCOPY);
      settle();
    }
    assertEquals(832, optmem());
    expectRange(0, 2);
    assertEquals(0, send(0, ZEROCOPY));
    send(100, ZEROCOPY);
    settle();
    expectRange(3, 3);
  }

  @Test
  void optionMemoryLimitsThePendingOnes() {
    pair.clientHost.sysctl.set("net.core.optmem_max", "4096");
    zeroCopy();
    pair.client.setsockopt(CLIENT_FD, Uapi.SOL_TCP, Uapi.TCP_NODELAY, 1);
    pair.toServer.lose = segment -> true;
    int sent = 0;
    // Each is sent at once, so each has a buffer and a notification of its own.
    while (send(1, ZEROCOPY) == 1) {
      sent++;
    }
    // sock_omalloc wants 576 bytes free beside the 832 of each that is pending.
    assertEquals(5, sent);
    assertEquals(error(Errno.ENOBUFS), send(1, ZEROCOPY));
  }

  @Test
  void aResetCompletesWhatIsPendingAndAFailedSendHasNoNumber() {
    zeroCopy();
    pair.toServer.lose = segment -> segment.payload() > 0;
    send(100, ZEROCOPY);
    pair.server.setsockopt(SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_LINGER, OptionValue.of(1, 0));
    pair.server.close(call, SERVER_FD);
    pair.run(20 * VirtualTime.MS);
    expectRange(0, 0);
    assertEquals(error(Errno.ECONNRESET), send(1, ZEROCOPY));
    assertEquals(error(Errno.EPIPE), send(1, ZEROCOPY));
    assertEquals(error(Errno.EAGAIN), receiveError());
  }

  @Test
  void moreThanSeventeenFragmentsTakeASecondBuffer() {
    zeroCopy();
    final Iov[] pages = new Iov[18];
    java.util.Arrays.fill(pages, Iov.of(1));
    message.setVectors(pages);
    assertEquals(18, pair.client.sendmsg(call, CLIENT_FD, message, ZEROCOPY).result());
    final var log = pair.toServer.log;
    assertEquals(17, log.get(log.size() - 1).payload());
    settle();
    assertEquals(1, log.get(log.size() - 1).payload());
    expectRange(0, 0);
  }

  private void stamps(final int extra) {
    pair.connect();
    settle();
    final int flags =
        Uapi.SOF_TIMESTAMPING_SOFTWARE
            | Uapi.SOF_TIMESTAMPING_TX_SCHED
            | Uapi.SOF_TIMESTAMPING_TX_SOFTWARE
            | Uapi.SOF_TIMESTAMPING_TX_ACK
            | Uapi.SOF_TIMESTAMPING_OPT_ID
            | extra;
    assertEquals(
        0, pair.client.setsockopt(CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_TIMESTAMPING, flags));
  }

  private void expectStamp(final int type, final int key, final long atPs) {
    assertEquals(Uapi.SCM_TIMESTAMPING, message.control(0).type);
    assertEquals(atPs / VirtualTime.S, message.control(0).seconds);
    assertEquals(atPs % VirtualTime.S / 1000, message.control(0).fraction);
    final ControlMessage error = message.control(message.controlCount() - 1);
    assertEquals(42, error.eeErrno);
    assertEquals(Uapi.SO_EE_ORIGIN_TIMESTAMPING, error.eeOrigin);
    assertEquals(type, error.eeInfo);
    assertEquals(key, error.eeData);
  }

  @Test
  void theLastByteOfASendIsStampedWhenQueuedSentAndAcknowledged() {
    stamps(Uapi.SOF_TIMESTAMPING_OPT_TSONLY);
    final long atPs = pair.time.nowPs;
    send(10, 0);
    settle();
    assertEquals(0, receiveError());
    expectStamp(Uapi.SCM_TSTAMP_SCHED, 9, atPs);
    assertEquals(0, receiveError());
    expectStamp(Uapi.SCM_TSTAMP_SND, 9, atPs);
    assertEquals(0, receiveError());
    expectStamp(Uapi.SCM_TSTAMP_ACK, 9, atPs + 10 * VirtualTime.MS);
    assertEquals(error(Errno.EAGAIN), receiveError());
  }

  @Test
  void withoutTsonlyThePacketComesAlong() {
    stamps(0);
    send(10, 0);
    settle();
    assertEquals(20 + 32 + 10, receiveError());
    receiveError();
    assertEquals(10, receiveError());
  }

  @Test
  void statisticsComeAsAMessageOfTheirOwn() {
    stamps(Uapi.SOF_TIMESTAMPING_OPT_TSONLY | Uapi.SOF_TIMESTAMPING_OPT_STATS);
    send(10, 0);
    settle();
    receiveError();
    assertEquals(3, message.controlCount());
    assertEquals(Uapi.SCM_TIMESTAMPING_OPT_STATS, message.control(1).type);
    assertNotNull(message.control(1).stats);
    assertEquals(Uapi.MSG_ERRQUEUE | Uapi.MSG_TRUNC, message.flags, "248 bytes into 100");
  }

  @Test
  void inqSaysWhatIsLeftAndCountsTheFin() {
    pair.connect();
    pair.server.setsockopt(SERVER_FD, Uapi.SOL_TCP, Uapi.TCP_INQ, 1);
    send(4, 0);
    settle();
    assertEquals(2, inqAfterRead());
    pair.client.shutdown(CLIENT_FD, Uapi.SHUT_WR);
    settle();
    assertEquals(1, inqAfterRead());
    assertEquals(1, inqAfterRead());
  }

  private int inqAfterRead() {
    message.setBuffer(2);
    pair.server.recvmsg(call, SERVER_FD, message, Uapi.MSG_DONTWAIT);
    assertEquals(1, message.controlCount());
    assertEquals(Uapi.TCP_CM_INQ, message.control(0).type);
    return message.control(0).value;
  }

  @Test
  void controlMessagesThatDoNotFitAreCutAndSayingSo() {
    pair.connect();
    pair.server.setsockopt(SERVER_FD, Uapi.SOL_TCP, Uapi.TCP_INQ, 1);
    send(4, 0);
    settle();
    message.setBuffer(2);
    message.controlBytes = 19;
    pair.server.recvmsg(call, SERVER_FD, message, Uapi.MSG_DONTWAIT);
    assertEquals(0, message.controlCount());
    assertEquals(Uapi.MSG_CTRUNC, message.flags);
  }
}

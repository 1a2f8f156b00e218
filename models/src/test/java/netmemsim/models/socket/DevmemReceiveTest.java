package netmemsim.models.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.ContentReader;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.Skb;
import netmemsim.models.payload.Content;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walk over one skb that no NIC of the model makes: kernel-facts.md 5.3, edge case D3. */
class DevmemReceiveTest {
  private static final int LINEAR = 100;
  private static final int FRAGMENT = 4096;

  private final NicTestbed at = new NicTestbed(new NicOptions());
  private final TokenTable tokens = new TokenTable();
  private final List<String> copied = new ArrayList<>();
  private final ReceiveMessage message =
      new ReceiveMessage(
          new ContentReader() {
            @Override
            public void piece(final Content content, final long position, final int lengthBytes) {
              copied.add(position + "+" + lengthBytes);
            }

            @Override
            public void hole(final int lengthBytes) {
              copied.add("hole " + lengthBytes);
            }
          });

  private DevmemReceive receive = new DevmemReceive(tokens, KernelProfile.V6_18);
  private Skb skb = at.host.skbs().take();

  /** An skb of two net_iovs, with 100 bytes of payload that the NIC left in the header's buffer. */
  @BeforeEach
  void anSkbWithALinearPart() {
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(256), 1).ok()).isTrue();
    at.steerTo(1);
    at.arrive(1, 2 * FRAGMENT);
    at.simulator.runFor(1_000_000_000);
    skb.free();
    skb = at.received.remove(0);
    assertThat(skb.unreadable).isTrue();
    skb.linearBytes = LINEAR;
    skb.payloadBytes += LINEAR;
    message.bufferBytes = Integer.MAX_VALUE;
    message.controlBytes = 80_000;
  }

  @AfterEach
  void everyReferenceIsAccountedFor() {
    at.assertBalanced(tokens.held());
    skb.free();
    tokens.releaseAll();
    at.assertBalanced(0);
  }

  private List<String> cmsgs() {
    final List<String> all = new ArrayList<>();
    for (int i = 0; i < message.cmsgs; i++) {
      all.add((message.type(i) == ReceiveMessage.LINEAR ? "linear " : "dmabuf ") + message.size(i));
    }
    return all;
  }

  @Test
  void linearBytesComeFirstAndTheirCmsgSaysSo() {
    assertThat(receive.deliver(skb, 0, skb.payloadBytes, message)).isEqualTo(LINEAR + 2 * FRAGMENT);
    assertThat(cmsgs()).containsExactly("linear 100", "dmabuf 4096", "dmabuf 4096");
    assertThat(copied).containsExactly("0+100");
    assertThat(message.copiedBytes).isEqualTo(LINEAR);
    assertThat(tokens.held()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{1} bytes from {0}")
  @CsvSource({
    "0, 100, linear 100",
    "40, 60, linear 60",
    "40, 70, linear 60; dmabuf 10",
    "100, 4096, dmabuf 4096",
    "99, 4098, linear 1; dmabuf 4096; dmabuf 1",
    "4195, 2, dmabuf 1; dmabuf 1"
  })
  void anyStretchIsDescribedPieceByPiece(
      final int offset, final int wanted, final String described) {
    assertThat(receive.deliver(skb, offset, wanted, message)).isEqualTo(wanted);
    assertThat(cmsgs()).containsExactly(described.split("; "));
  }

  @Test
  void linearBytesWithoutRoomForTheirCmsgDoNotCount() {
    message.controlBytes = 39;
    assertThat(receive.deliver(skb, 0, skb.payloadBytes, message)).isEqualTo(-1);
    assertThat(receive.error()).isEqualTo(Errno.ETOOSMALL);
    assertThat(message.copiedBytes).isZero();
    assertThat(cmsgs()).isEmpty();
  }

  @Test
  void roomForTheLinearCmsgAloneDeliversThat() {
    message.controlBytes = 79;
    assertThat(receive.deliver(skb, 0, skb.payloadBytes, message)).isEqualTo(LINEAR);
    assertThat(cmsgs()).containsExactly("linear 100");
    assertThat(tokens.held()).isZero();
  }

  @ParameterizedTest(name = "{0} bytes mapped")
  @CsvSource({"0", "99"})
  void aBufferThatFaultsUnderTheLinearBytesIsEfault(final int mapped) {
    message.mappedBytes = mapped;
    assertThat(receive.deliver(skb, 0, skb.payloadBytes, message)).isEqualTo(-1);
    assertThat(receive.error()).isEqualTo(Errno.EFAULT);
    assertThat(tokens.held()).isZero();
  }

  @Test
  void deviceMemoryNeedsNoMappedBuffer() {
    message.mappedBytes = LINEAR;
    assertThat(receive.deliver(skb, 0, skb.payloadBytes, message)).isEqualTo(skb.payloadBytes);
  }

  @Test
  void aPageAmongTheFragmentsIsEnodevWhereItStands() {
    final Netmem page = Objects.requireNonNull(at.pool(0).allocate());
    skb.addFragment(page, 0, 10);
    assertThat(receive.deliver(skb, 0, skb.payloadBytes, message)).isEqualTo(LINEAR + 2 * FRAGMENT);
    message.reset();
    assertThat(receive.deliver(skb, LINEAR + 2 * FRAGMENT, 10, message)).isEqualTo(-1);
    assertThat(receive.error()).isEqualTo(Errno.ENODEV);
  }

  @Test
  void noMemoryForATokenStopsAtThatFragment() {
    tokens.failNext(1);
    assertThat(receive.deliver(skb, 0, skb.payloadBytes, message)).isEqualTo(LINEAR);
    assertThat(receive.error()).isEqualTo(Errno.ENOMEM);
    assertThat(cmsgs()).containsExactly("linear 100");
  }

  /**
   * The token of a cut message is shown when 32 of its 40 bytes fit, and is the next one issued.
   */
  @ParameterizedTest(name = "{0} bytes of control buffer")
  @CsvSource({"55, 0, 0", "56, 1, 0", "71, 1, 0", "72, 1, 1", "79, 1, 1"})
  void whatACutMessageShowedBeforeV614(
      final int controlBytes, final int cut, final int shownToken) {
    receive = new DevmemReceive(tokens, KernelProfile.V6_12);
    message.controlBytes = controlBytes;
    assertThat(receive.deliver(skb, LINEAR - 1, skb.payloadBytes, message)).isEqualTo(1);
    assertThat(message.cutCmsgs).isEqualTo(cut);
    assertThat(message.cutToken).isEqualTo(shownToken);
    assertThat(tokens.held()).isZero();
    message.reset();
    message.controlBytes = 40;
    assertThat(receive.deliver(skb, LINEAR, FRAGMENT, message)).isEqualTo(FRAGMENT);
    assertThat(message.token(0)).isEqualTo(1);
  }
}

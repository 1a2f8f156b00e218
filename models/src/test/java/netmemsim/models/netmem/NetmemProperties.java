package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import netmemsim.models.payload.Content;
import netmemsim.models.payload.Zeros;

class NetmemProperties {
  private record Write(int offset, int lengthBytes, int position) {}

  @Provide
  Arbitrary<List<Write>> writes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4095),
            Arbitraries.integers().between(1, 4096),
            Arbitraries.integers().between(0, 1_000_000))
        .as(
            (offset, length, position) ->
                new Write(offset, Math.min(length, 4096 - offset), position))
        .list()
        .ofMaxSize(20);
  }

  /** What is read is what a byte array written the same way holds, holes included. */
  @Property(tries = 500)
  void memoryReadsBackWhatWasWrittenLast(@ForAll("writes") final List<Write> writes) {
    final Page page = new Page(new HostMemory(), 0, 0);
    final long[] positionOfByte = new long[4096];
    Arrays.fill(positionOfByte, -1);
    for (final Write write : writes) {
      page.write(write.offset(), write.lengthBytes(), Zeros.INSTANCE, write.position());
      for (int i = 0; i < write.lengthBytes(); i++) {
        positionOfByte[write.offset() + i] = (long) write.position() + i;
      }
    }
    final long[] read = new long[4096];
    final int[] at = {0};
    page.read(
        0,
        4096,
        new ContentReader() {
          @Override
          public void piece(final Content content, final long position, final int lengthBytes) {
            for (int i = 0; i < lengthBytes; i++) {
              read[at[0]++] = position + i;
            }
          }

          @Override
          public void hole(final int lengthBytes) {
            Arrays.fill(read, at[0], at[0] + lengthBytes, -1);
            at[0] += lengthBytes;
          }
        });
    assertThat(at[0]).isEqualTo(4096);
    assertThat(read).isEqualTo(positionOfByte);
  }
}

package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** lib/genalloc.c, v6.12: gen_pool_add_owner puts a chunk at the list's head, first fit inside. */
class GenPoolTest {
  @Test
  void allocatesLowestGranuleOfChunkAddedLastFirst() {
    final GenPool pool = new GenPool(new int[] {2, 3});
    assertThat(pool.allocate()).isEqualTo(2);
    assertThat(pool.allocate()).isEqualTo(3);
    assertThat(pool.allocate()).isEqualTo(4);
    assertThat(pool.allocate()).isEqualTo(0);
    assertThat(pool.allocate()).isEqualTo(1);
    assertThat(pool.allocate()).isEqualTo(-1);
  }

  @Test
  void udmabufWithOneChunkPerPageIsHandedOutFromItsEnd() {
    final GenPool pool = new GenPool(new int[] {1, 1, 1});
    assertThat(pool.allocate()).isEqualTo(2);
    assertThat(pool.allocate()).isEqualTo(1);
    pool.free(2);
    assertThat(pool.allocate()).isEqualTo(2);
    assertThat(pool.allocate()).isEqualTo(0);
  }

  @Test
  void chunkWithoutWholeGranuleGivesNothing() {
    final GenPool pool = new GenPool(new int[] {1, 0});
    assertThat(pool.size()).isEqualTo(1);
    assertThat(pool.allocate()).isZero();
    assertThat(pool.allocate()).isEqualTo(-1);
  }

  @Test
  void freeingTwiceIsRefused() {
    final GenPool pool = new GenPool(new int[] {4});
    final int index = pool.allocate();
    pool.free(index);
    assertThatThrownBy(() -> pool.free(index))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("freed twice");
  }
}

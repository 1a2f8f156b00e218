package netmemsim.models.netmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GenPoolProperties {
  /** Any sequence of allocations and frees answers as a naive walk over the chunks does. */
  @Property
  void firstFitAgreesWithNaiveWalk(
      @ForAll @Size(min = 1, max = 6) final List<@IntRange(max = 200) Integer> chunks,
      @ForAll @Size(max = 400) final List<@IntRange(min = -300, max = 300) Integer> steps) {
    final GenPool pool = new GenPool(chunks.stream().mapToInt(Integer::intValue).toArray());
    final NaiveGenPool naive = new NaiveGenPool(chunks);
    final List<Integer> out = new ArrayList<>();
    for (final int step : steps) {
      if (step >= 0 || out.isEmpty()) {
        final int index = pool.allocate();
        assertThat(index).isEqualTo(naive.allocate());
        if (index >= 0) {
          out.add(index);
        }
      } else {
        final int index = out.remove(-step % out.size());
        pool.free(index);
        naive.free(index);
      }
      assertThat(pool.available()).isEqualTo(pool.size() - out.size());
    }
  }

  /** More than 4096 granules reach the second level of the summary. */
  @Property(tries = 20)
  void largePoolHandsOutEachGranuleOnce(@ForAll @IntRange(min = 4098, max = 20000) final int size) {
    final GenPool pool = new GenPool(new int[] {size});
    for (int i = 0; i < size; i++) {
      assertThat(pool.allocate()).isEqualTo(i);
    }
    assertThat(pool.allocate()).isEqualTo(-1);
    pool.free(size - 1);
    pool.free(4096);
    assertThat(pool.allocate()).isEqualTo(4096);
    assertThat(pool.allocate()).isEqualTo(size - 1);
  }

  /** One flag for each granule, chunks walked from the last to the first. */
  private static final class NaiveGenPool {
    private final List<Integer> starts = new ArrayList<>();
    private final List<boolean[]> used = new ArrayList<>();

    NaiveGenPool(final List<Integer> chunks) {
      int start = 0;
      for (final int granules : chunks) {
        starts.add(start);
        used.add(new boolean[granules]);
        start += granules;
      }
    }

    int allocate() {
      for (int chunk = used.size() - 1; chunk >= 0; chunk--) {
        final boolean[] granules = used.get(chunk);
        for (int i = 0; i < granules.length; i++) {
          if (!granules[i]) {
            granules[i] = true;
            return starts.get(chunk) + i;
          }
        }
      }
      return -1;
    }

    void free(final int index) {
      int chunk = used.size() - 1;
      while (starts.get(chunk) > index || used.get(chunk).length == 0) {
        chunk--;
      }
      used.get(chunk)[index - starts.get(chunk)] = false;
    }
  }
}

package netmemsim.models.tcp;

import java.util.ArrayList;
import java.util.List;

/** Times between segments of a log. */
final class Gaps {
  private Gaps() {}

  static List<Long> inMs(final List<Wire.Segment> log) {
    final List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < log.size(); i++) {
      gaps.add((log.get(i).atPs() - log.get(i - 1).atPs()) / VirtualTime.MS);
    }
    return gaps;
  }
}

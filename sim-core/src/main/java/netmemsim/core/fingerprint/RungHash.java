package netmemsim.core.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import netmemsim.core.event.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * A running 64-bit hash over records in order, with checkpoints along the way and a hash for each
 * source, so that a difference is located and not only detected. Checkpoints thin out as the run
 * grows: there are between 32 and 64 of them, a power of two records apart. On a {@link Focus}
 * there are as many, on that stretch only.
 */
public final class RungHash {
  private static final int MAX_CHECKPOINTS = 64;
  private static final int FOCUSED_CHECKPOINTS = 60;
  private static final int FIRST_INTERVAL = 1024;

  private static final long K1 = 0x9E3779B97F4A7C15L;
  private static final long K2 = 0xC2B2AE3D27D4EB4FL;
  private static final long K3 = 0x165667B19E3779F9L;
  private static final long K4 = 0xD6E8FEB86659FD93L;
  private static final long K5 = 0xA0761D6478BD642FL;
  private static final long K6 = 0xE7037ED1A0B428DBL;
  private static final long K7 = 0x8EBC6AF09C88C6E3L;
  private static final long K8 = 0x589965CC75374CC3L;

  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private long[] sourceHashes = new long[64];
  private long[] firstOrdinals = newOrdinals(64);
  private long hash = K1;
  private long records;
  private long lastTimePs;
  private long interval;
  private long nextCheckpoint;
  private final long lastCheckpoint;

  private RungHash(final long firstCheckpoint, final long interval, final long lastCheckpoint) {
    this.interval = interval;
    this.nextCheckpoint = firstCheckpoint;
    this.lastCheckpoint = lastCheckpoint;
  }

  /** The rung of that name, with a focus on it if it is the one meant. */
  static RungHash of(final String name, final @Nullable Focus focus) {
    if (focus == null || !focus.rung().equals(name)) {
      return new RungHash(FIRST_INTERVAL, FIRST_INTERVAL, Long.MAX_VALUE);
    }
    final long length = focus.toRecord() - focus.fromRecord();
    final long interval = (length + FOCUSED_CHECKPOINTS - 1) / FOCUSED_CHECKPOINTS;
    final long first = focus.fromRecord() == 0 ? interval : focus.fromRecord();
    return new RungHash(first, interval, focus.toRecord());
  }

  /** Adds a record. */
  void add(
      final long timePs,
      final EventSource source,
      final long kind,
      final long a,
      final long b,
      final long c,
      final long d,
      final long e,
      final long f) {
    long x =
        (timePs * K1)
            ^ ((source.sourceHash() + kind) * K2)
            ^ (a * K3)
            ^ Long.rotateLeft(b * K4, 9)
            ^ Long.rotateLeft(c * K5, 19)
            ^ Long.rotateLeft(d * K6, 31)
            ^ Long.rotateLeft(e * K7, 43)
            ^ Long.rotateLeft(f * K8, 53);
    x ^= x >>> 32;
    hash = (Long.rotateLeft(hash, 7) ^ x) * K2;
    final int index = source.sourceIndex() + 1;
    if (index >= sourceHashes.length) {
      grow(index);
    }
    sourceHashes[index] = (Long.rotateLeft(sourceHashes[index], 7) ^ x) * K2;
    if (firstOrdinals[index] < 0) {
      firstOrdinals[index] = records;
    }
    records++;
    lastTimePs = timePs;
    if (records == nextCheckpoint) {
      takeCheckpoint();
    }
  }

  private void takeCheckpoint() {
    if (checkpoints.size() == MAX_CHECKPOINTS - 1) {
      thin();
    }
    checkpoints.add(snapshot());
    Arrays.fill(firstOrdinals, -1);
    nextCheckpoint =
        records < lastCheckpoint ? Math.min(records + interval, lastCheckpoint) : Long.MAX_VALUE;
  }

  /** Drops every other checkpoint. */
  private void thin() {
    interval *= 2;
    final List<Checkpoint> kept = new ArrayList<>();
    for (int i = 1; i < checkpoints.size(); i += 2) {
      kept.add(checkpoints.get(i).mergedWith(checkpoints.get(i - 1)));
    }
    if (checkpoints.size() % 2 == 1) {
      checkpoints.get(checkpoints.size() - 1).mergeOrdinalsInto(firstOrdinals);
    }
    checkpoints.clear();
    checkpoints.addAll(kept);
  }

  private Checkpoint snapshot() {
    return new Checkpoint(records, lastTimePs, hash, sourceHashes.clone(), firstOrdinals.clone());
  }

  private void grow(final int index) {
    final int oldLength = sourceHashes.length;
    final int length = Math.max(index + 1, oldLength * 2);
    sourceHashes = Arrays.copyOf(sourceHashes, length);
    firstOrdinals = Arrays.copyOf(firstOrdinals, length);
    Arrays.fill(firstOrdinals, oldLength, length, -1);
  }

  private static long[] newOrdinals(final int length) {
    final long[] ordinals = new long[length];
    Arrays.fill(ordinals, -1);
    return ordinals;
  }

  /** The hash of all records so far. */
  public long hash() {
    return hash;
  }

  /** The number of records so far. */
  public long records() {
    return records;
  }

  /** The checkpoints so far, and the present state as the last of them. */
  public List<Checkpoint> checkpoints() {
    final List<Checkpoint> all = new ArrayList<>(checkpoints);
    all.add(snapshot());
    return Collections.unmodifiableList(all);
  }
}

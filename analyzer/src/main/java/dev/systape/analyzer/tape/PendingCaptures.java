package dev.systape.analyzer.tape;

import dev.systape.schema.tape.RecordHeader;
import java.util.HashMap;
import java.util.Map;

/**
 * The CAPTURE_MORE records that wait for their calls, by thread. Empty most of the time, and then a
 * look-up is one comparison. What a tape can make it keep is bounded: what exceeds it is counted as
 * stray.
 */
final class PendingCaptures {
  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_PIECES = 1 << 16;

  private final Map<Integer, MoreCaptures> byTid = new HashMap<>();
  private final HealthCounter health;
  private long bytes;
  private MoreCaptures taken;

  PendingCaptures(HealthCounter health) {
    this.health = health;
  }

  /** Keeps a CAPTURE_MORE record. */
  void add(long record) {
    int total = RecordHeader.total(record);
    MoreCaptures more = byTid.computeIfAbsent(RecordHeader.tid(record), tid -> new MoreCaptures());
    if (bytes + total > MAX_BYTES || more.pieces() >= MAX_PIECES) {
      health.strayCaptures++;
      return;
    }
    bytes -= more.bytes();
    more.add(record);
    bytes += more.bytes();
  }

  /** Takes those of a thread out, or null; {@link #release} ends their use. */
  MoreCaptures take(int tid) {
    if (byTid.isEmpty()) {
      return null;
    }
    taken = byTid.remove(tid);
    return taken;
  }

  /** Frees what {@link #take} gave. */
  void release() {
    if (taken != null) {
      bytes -= taken.bytes();
      taken.clear();
      taken = null;
    }
  }

  /** Drops those whose calls never came. */
  void drop() {
    for (MoreCaptures more : byTid.values()) {
      health.strayCaptures += more.pieces();
      more.clear();
    }
    byTid.clear();
    bytes = 0;
  }
}

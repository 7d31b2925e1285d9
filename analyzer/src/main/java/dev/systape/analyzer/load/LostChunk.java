package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.schema.tape.Lost;

/** Rows of table {@code lost}. The columns are declared in the order of the table. */
final class LostChunk extends Chunk {
  private final Column seq = column(Long.BYTES);
  private final Column count = column(Long.BYTES);
  private final Column fromNs = column(Long.BYTES);
  private final Column toNs = column(Long.BYTES);
  private final Column backend = column(Column.REFERENCE);
  private final Column reason = column(Column.REFERENCE);

  /** Writes a gap. */
  void add(long index, Lost lost) {
    int row = row();
    seq.setLong(row, index);
    count.setLong(row, lost.count());
    fromNs.setLong(row, lost.fromNs());
    toNs.setLong(row, lost.toNs());
    backend.setBytes(row, Words.backend(lost.backend()).getBytes(UTF_8));
    reason.setBytes(row, Words.lossReason(lost.reason()).getBytes(UTF_8));
  }
}

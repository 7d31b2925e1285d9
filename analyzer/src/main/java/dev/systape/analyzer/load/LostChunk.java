package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.schema.tape.Lost;
import org.duckdb.NativeChunk;

/** Rows of table {@code lost}. The columns are declared in the order of the table. */
final class LostChunk extends Chunk {
  private final Column seq = column();
  private final Column count = column();
  private final Column fromNs = column();
  private final Column toNs = column();
  private final Column backend = column();
  private final Column reason = column();

  LostChunk(NativeChunk memory) {
    super(memory);
  }

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

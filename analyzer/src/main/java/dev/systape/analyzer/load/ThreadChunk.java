package dev.systape.analyzer.load;

import dev.systape.analyzer.model.ThreadLife;
import dev.systape.schema.tape.ProcessNew;
import org.duckdb.NativeChunk;

/** Rows of table {@code thread}. The columns are declared in the order of the table. */
final class ThreadChunk extends Chunk {
  private final Column tid = column();
  private final Column pid = column();
  private final Column beginNs = column();
  private final Column endNs = nullable();
  private final Column parentTid = nullable();
  private final Column cloneFlags = nullable();
  private final Column namespaceTid = nullable();
  private final Column comm = nullable();
  private final Column exitCode = nullable();
  private final Column exitSignal = nullable();

  ThreadChunk(NativeChunk memory) {
    super(memory);
  }

  /** Writes a thread. */
  void add(ThreadLife life) {
    int row = row();
    tid.setInt(row, life.tid());
    pid.setInt(row, life.pid());
    beginNs.setLong(row, life.beginNs());
    if (life.endNs() != 0) {
      endNs.setLong(row, life.endNs());
    }
    if (life.birth() != null) {
      birth(row, life.birth());
    }
    if (life.exit() != null) {
      int status = life.exit().waitStatus();
      if (WaitStatus.exited(status)) {
        exitCode.setInt(row, WaitStatus.exitCode(status));
      } else {
        exitSignal.setInt(row, WaitStatus.signal(status));
      }
    }
  }

  private void birth(int row, ProcessNew birth) {
    if (birth.parentTid() != 0) {
      parentTid.setInt(row, birth.parentTid());
    }
    cloneFlags.setLong(row, birth.cloneFlags());
    namespaceTid.setInt(row, birth.namespaceTid());
    comm.setBytes(row, Utf8.escaped(birth.comm()));
  }
}

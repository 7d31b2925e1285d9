package dev.systape.analyzer.load;

import dev.systape.analyzer.model.ThreadLife;
import dev.systape.schema.tape.ProcessNew;

/** Rows of table {@code thread}. The columns are declared in the order of the table. */
final class ThreadChunk extends Chunk {
  private final Column tid = column(Integer.BYTES);
  private final Column pid = column(Integer.BYTES);
  private final Column beginNs = column(Long.BYTES);
  private final Column endNs = nullable(Long.BYTES);
  private final Column parentTid = nullable(Integer.BYTES);
  private final Column cloneFlags = nullable(Long.BYTES);
  private final Column namespaceTid = nullable(Integer.BYTES);
  private final Column comm = nullable(Column.REFERENCE);
  private final Column exitCode = nullable(Integer.BYTES);
  private final Column exitSignal = nullable(Integer.BYTES);

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

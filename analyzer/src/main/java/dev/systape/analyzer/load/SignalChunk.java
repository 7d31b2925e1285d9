package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.Stop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Rows of table {@code signal}. The columns are declared in the order of the table. */
final class SignalChunk extends Chunk {
  /** Offset of si_code in siginfo_t, on every ABI (asm-generic/siginfo.h). */
  private static final int SI_CODE = 8;

  private final Column seq = column(Long.BYTES);
  private final Column timeNs = column(Long.BYTES);
  private final Column pid = column(Integer.BYTES);
  private final Column tid = column(Integer.BYTES);
  private final Column signo = column(Integer.BYTES);
  private final Column name = nullable(Column.REFERENCE);
  private final Column stopped = column(Byte.BYTES);
  private final Column code = nullable(Integer.BYTES);
  private final Column siginfo = nullable(Column.REFERENCE);

  /** Writes a signal that was delivered. */
  void add(long index, long record, Signal signal) {
    int row = add(index, record, signal.signo(), false);
    byte[] info = signal.siginfo();
    if (info.length > 0) {
      siginfo.setBytes(row, info);
    }
    if (info.length >= SI_CODE + Integer.BYTES) {
      code.setInt(row, ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN).getInt(SI_CODE));
    }
  }

  /** Writes a group stop. */
  void add(long index, long record, Stop stop) {
    add(index, record, stop.signo(), true);
  }

  private int add(long index, long record, int number, boolean stop) {
    int row = row();
    seq.setLong(row, index);
    timeNs.setLong(row, RecordHeader.timeNs(record));
    pid.setInt(row, RecordHeader.pid(record));
    tid.setInt(row, RecordHeader.tid(record));
    signo.setInt(row, number);
    String known = SignalNames.name(number);
    if (known != null) {
      name.setBytes(row, known.getBytes(UTF_8));
    }
    stopped.setBoolean(row, stop);
    return row;
  }
}

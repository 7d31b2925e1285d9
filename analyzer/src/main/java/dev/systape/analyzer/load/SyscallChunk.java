package dev.systape.analyzer.load;

import dev.systape.analyzer.model.CallFacts;
import dev.systape.analyzer.model.Name;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;

/** Rows of table {@code syscall}. The columns are declared in the order of the table. Hot. */
final class SyscallChunk extends Chunk {
  private final Column seq = column(Long.BYTES);
  private final Column pid = column(Integer.BYTES);
  private final Column tid = column(Integer.BYTES);
  private final Column abi = nullable(Byte.BYTES);
  private final Column nr = column(Integer.BYTES);
  private final Column name = nullable(Short.BYTES);
  private final Column entryNs = nullable(Long.BYTES);
  private final Column exitNs = nullable(Long.BYTES);
  private final Column durationNs = nullable(Long.BYTES);
  private final Column[] arguments = {
    nullable(Long.BYTES),
    nullable(Long.BYTES),
    nullable(Long.BYTES),
    nullable(Long.BYTES),
    nullable(Long.BYTES),
    nullable(Long.BYTES)
  };
  private final Column ret = nullable(Long.BYTES);
  private final Column errno = nullable(Short.BYTES);
  private final Column fd = nullable(Integer.BYTES);
  private final Column path = nullable(Column.REFERENCE);
  private final Column path2 = nullable(Column.REFERENCE);
  private final Column pathResolved = nullable(Column.REFERENCE);
  private final Column bytes = nullable(Long.BYTES);
  private final Column peer = nullable(Column.REFERENCE);
  private final Column cpu = nullable(Short.BYTES);
  private final Column flags = column(Byte.BYTES);

  /** Writes a call. */
  void add(long index, long record, TapeRegisters registers, CallNames names, CallFacts facts) {
    int row = row();
    seq.setLong(row, index);
    pid.setInt(row, RecordHeader.pid(record));
    tid.setInt(row, RecordHeader.tid(record));
    call(row, record, names);
    times(row, record);
    for (int i = 0; i < Abi.ARGUMENTS; i++) {
      if (registers.hasArgument(record, i)) {
        arguments[i].setLong(row, registers.argument(record, i));
      }
    }
    result(row, record, registers, facts);
    if (facts.hasFd()) {
      fd.setInt(row, facts.fd());
    }
    name(row, path, facts.path());
    name(row, path2, facts.path2());
    text(row, pathResolved, facts.pathResolved());
    text(row, peer, facts.peer());
    int onCpu = RecordHeader.cpu(record);
    if (onCpu >= 0 && onCpu <= Short.MAX_VALUE) {
      cpu.setShort(row, onCpu);
    }
    flags.setByte(row, SyscallRecord.flags(record));
  }

  private void call(int row, long record, CallNames names) {
    int code = RecordHeader.abi(record);
    int number = SyscallRecord.number(record);
    nr.setInt(row, number);
    Abi known = Abi.ofCode(code);
    if (known != null) {
      abi.setByte(row, known.ordinal());
      int ordinal = names.ordinal(code, number);
      if (ordinal != CallNames.NONE) {
        name.setShort(row, ordinal);
      }
    }
  }

  private void times(int row, long record) {
    int seen = ~SyscallRecord.flags(record);
    long entry = RecordHeader.timeNs(record);
    long exit = SyscallRecord.exitNs(record);
    if ((seen & SyscallRecord.NO_ENTRY) != 0) {
      entryNs.setLong(row, entry);
    }
    if ((seen & SyscallRecord.NO_EXIT) != 0) {
      exitNs.setLong(row, exit);
      if ((seen & SyscallRecord.NO_ENTRY) != 0) {
        durationNs.setLong(row, exit - entry);
      }
    }
  }

  private void result(int row, long record, TapeRegisters registers, CallFacts facts) {
    if (!registers.hasResult(record)) {
      return;
    }
    long result = registers.result(record);
    ret.setLong(row, result);
    if (Abi.isError(result)) {
      errno.setShort(row, (int) -result);
    } else if (facts.countsBytes()) {
      bytes.setLong(row, result);
    }
  }

  private void name(int row, Column column, Name value) {
    if (value.known()) {
      int length = value.length();
      long at = heap.room(length);
      value.copyTo(at);
      text(row, column, at, length);
    }
  }

  private void text(int row, Column column, byte[] value) {
    if (value != null) {
      long at = heap.room(value.length);
      Memory.copy(value, 0, at, value.length);
      text(row, column, at, value.length);
    }
  }

  private static void text(int row, Column column, long at, int length) {
    if (Utf8.isValid(at, length)) {
      column.setHeapBytes(row, at, length);
    } else {
      column.setBytes(row, Utf8.escaped(at, length));
    }
  }
}

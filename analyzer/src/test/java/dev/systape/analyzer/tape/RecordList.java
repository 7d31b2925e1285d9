package dev.systape.analyzer.tape;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps what it is given. */
final class RecordList implements RecordSink {
  /** A capture as the cursor told it. */
  record Captured(int argument, int element, int flags, int errno, byte[] data) {}

  /** A call: its number and captures. */
  record Call(long index, int number, List<Captured> captures) {}

  final List<Call> calls = new ArrayList<>();
  final List<TapeRecord> events = new ArrayList<>();
  Health health;
  TapeTail tail;

  /** All that a tape holds. */
  static RecordList of(Path tape) throws TapeException {
    RecordList all = new RecordList();
    try (TapeReader reader = TapeReader.open(tape)) {
      reader.readAll(all);
      all.health = reader.health();
      all.tail = reader.tail();
    }
    return all;
  }

  List<Integer> numbers() {
    return calls.stream().map(Call::number).toList();
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    List<Captured> all = new ArrayList<>();
    while (captures.next()) {
      byte[] data = Memory.bytes(captures.data(), (int) captures.length());
      all.add(
          new Captured(
              captures.argument(), captures.element(), captures.flags(), captures.errno(), data));
    }
    calls.add(new Call(index, SyscallRecord.number(record), all));
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    events.add(body);
  }
}

package dev.systape.bench.endtoend;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.Health;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a tape holds, for a test to look at: calls that returned by name, the other records, the
 * health.
 */
final class TapeCalls implements RecordSink {
  final Map<String, Integer> counts = new TreeMap<>();
  final Map<String, Integer> abis = new TreeMap<>();
  final List<TapeRecord> events = new ArrayList<>();

  /** Calls of which only the exit was seen, by name. */
  final Map<String, Integer> withoutEntry = new TreeMap<>();

  /** Sequences of each thread's records, as they come. */
  final Map<Integer, List<Long>> sequences = new TreeMap<>();

  /** Threads that began, and that ended, in this order. */
  final List<Integer> births = new ArrayList<>();

  final List<Integer> ends = new ArrayList<>();
  Health health;

  static TapeCalls read(Path tape) throws IOException {
    TapeCalls calls = new TapeCalls();
    try (TapeReader reader = TapeReader.open(tape)) {
      reader.readAll(calls);
      calls.health = reader.health();
    }
    return calls;
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    number(record);
    Abi abi = Abi.ofCode(RecordHeader.abi(record));
    if ((SyscallRecord.flags(record) & SyscallRecord.NO_ENTRY) != 0) {
      String name = SyscallNumbers.of(abi).name(SyscallRecord.number(record));
      withoutEntry.merge(name, 1, Integer::sum);
    }
    if ((SyscallRecord.flags(record) & SyscallRecord.NO_EXIT) == 0) {
      counts.merge(SyscallNumbers.of(abi).name(SyscallRecord.number(record)), 1, Integer::sum);
      abis.merge(abi.label(), 1, Integer::sum);
    }
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    events.add(body);
    if (RecordHeader.tid(record) != 0) {
      number(record);
    }
    if (body instanceof ProcessNew) {
      births.add(RecordHeader.tid(record));
    } else if (body instanceof Exit) {
      ends.add(RecordHeader.tid(record));
    }
  }

  private void number(long record) {
    sequences
        .computeIfAbsent(RecordHeader.tid(record), none -> new ArrayList<>())
        .add(RecordHeader.sequence(record));
  }
}

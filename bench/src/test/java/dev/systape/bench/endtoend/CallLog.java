package dev.systape.bench.endtoend;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a tape says that each thread did, a line a call: name, outcome, and of each capture what it
 * is of and how much of it there is; strings as they are. Threads are in the order of their births.
 */
final class CallLog implements RecordSink {
  /** Bytes of a capture that are shown; of more a hash. */
  private static final int WHOLE = 64;

  private final Map<Integer, List<String>> threads = new LinkedHashMap<>();
  private final List<String> births = new ArrayList<>();
  private final Descriptions descriptions;

  private CallLog(Descriptions descriptions) {
    this.descriptions = descriptions;
  }

  static CallLog of(Path tape) throws IOException {
    return read(tape, new CallLog(null));
  }

  /**
   * With all that can be the same only where the runs are, down to addresses: arguments, results,
   * addresses and bytes of captures.
   */
  static CallLog exactly(Path tape) throws IOException {
    return read(tape, new CallLog(Descriptions.load()));
  }

  private static CallLog read(Path tape, CallLog log) throws IOException {
    try (TapeReader reader = TapeReader.open(tape)) {
      reader.readAll(log);
    }
    return log;
  }

  /** The calls of each thread. */
  List<List<String>> threads() {
    return List.copyOf(threads.values());
  }

  /** Who made whom, how, and how they ended. */
  List<String> births() {
    return births;
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    Abi abi = Abi.ofCode(RecordHeader.abi(record));
    StringBuilder line = new StringBuilder(abi.label()).append(' ');
    line.append(SyscallNumbers.of(abi).name(SyscallRecord.number(record)));
    boolean ended = (SyscallRecord.flags(record) & SyscallRecord.NO_EXIT) == 0;
    long result = abi.signedResult(Memory.getLong(SyscallRecord.exitRegister(record, 0)));
    boolean failed = ended && Abi.isError(result);
    String error = failed ? ErrnoNames.name((int) -result) : "done";
    // A thread that is killed in a call may or may not be seen to leave it.
    line.append(' ').append(!ended || error.startsWith("ERESTART") ? "interrupted" : error);
    if (descriptions != null) {
      exactly(line, record, abi, result);
    }
    SortedSet<String> all = new TreeSet<>();
    while (captures.next()) {
      all.add(capture(captures) + (descriptions == null ? "" : exactly(captures)));
    }
    all.forEach(line::append);
    thread(record).add(line.toString());
  }

  private void exactly(StringBuilder line, long record, Abi abi, long result) {
    int arguments = descriptions.call(abi, SyscallRecord.number(record)).parameters().size();
    for (int i = 0; i < arguments; i++) {
      line.append(' ')
          .append(Long.toHexString(Memory.getLong(SyscallRecord.entryRegister(record, i))));
    }
    line.append(" = ").append(result);
  }

  private static String exactly(CallCaptures captures) {
    byte[] bytes = Memory.bytes(captures.data(), (int) captures.length());
    return " at "
        + Long.toHexString(captures.address())
        + " of "
        + captures.originalLength()
        + " "
        + (bytes.length > WHOLE
            ? "hash " + Arrays.hashCode(bytes)
            : HexFormat.of().formatHex(bytes));
  }

  private static String capture(CallCaptures captures) {
    StringBuilder line =
        new StringBuilder(" [")
            .append(captures.argument())
            .append(captures.phase() == 0 ? " in" : " out");
    line.append(" element ").append(captures.element());
    line.append(captures.errno() == 0 ? "" : " errno " + captures.errno());
    line.append((captures.flags() & Capture.TRUNCATED) == 0 ? "" : " cut");
    line.append((captures.flags() & Capture.LIMIT) == 0 ? "" : " limit");
    if (captures.kind() == Capture.TEXT) {
      byte[] text = Memory.bytes(captures.data(), (int) captures.length());
      line.append(' ').append(new String(text, StandardCharsets.ISO_8859_1));
    } else {
      line.append(' ').append(captures.length()).append(" bytes");
    }
    return line.append(']').toString();
  }

  private List<String> thread(long record) {
    return threads.computeIfAbsent(RecordHeader.tid(record), none -> new ArrayList<>());
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    if (body instanceof ProcessNew born) {
      thread(record);
      births.add("born " + born.origin() + " " + Long.toHexString(born.cloneFlags()));
    } else if (body instanceof Exit exit) {
      births.add("ended " + exit.waitStatus());
    }
  }
}

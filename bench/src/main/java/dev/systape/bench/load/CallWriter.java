package dev.systape.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.Clock;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SnapshotRegisters;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeFormat;
import dev.systape.schema.tape.TapeHeader;
import java.util.List;

/**
 * Writes calls of x86_64 to a tape, each from its parts: {@link #begin}, {@link #registers}, its
 * captures in any number, {@link #append}. Allocates nothing.
 */
final class CallWriter {
  /** Address of the heap of the programs that never ran. */
  static final long HEAP = 0x5555_5555_0000L;

  /** Bytes kept of a buffer, as {@code record} does when it is not told otherwise. */
  static final int STRING_LIMIT = 256;

  private static final int ENTRY_REGISTERS = 8;

  private final TapeWriter tape;
  private final long record = Memory.allocate(1 << 14);
  private long at;

  CallWriter(TapeWriter tape) {
    this.tape = tape;
  }

  /** Writes the tape's header, of a program that was started in a directory. */
  void header(String directory) {
    RegisterLayout layout = RegisterLayout.syscall(Abi.X86_64);
    var registers =
        new SnapshotRegisters(
            Abi.X86_64.code(), String.join(",", layout.entry()), String.join(",", layout.exit()));
    tape.append(
        0,
        0,
        0,
        0,
        0,
        new TapeHeader(
            TapeFormat.VERSION,
            4096,
            STRING_LIMIT,
            TapeHeader.FOLLOWED,
            TapeHeader.EBPF,
            new Clock(0, 1_700_000_000_000_000_000L, 0),
            0,
            1,
            "bench",
            "bench",
            "6.18",
            "x86_64",
            directory.getBytes(UTF_8),
            List.of("bench".getBytes(UTF_8)),
            List.of(),
            "",
            List.of(registers),
            List.of()));
  }

  /** Writes the tape's end. */
  void end(long calls, long timeNs) {
    TapeEnd end = new TapeEnd(TapeEnd.ENDED, 0, tape.records(), calls, 0, 0, "");
    tape.append(0, 0, 0, 1, timeNs, end);
  }

  /**
   * Begins a call.
   *
   * @param exitNs 0: its end was not seen
   */
  void begin(int tid, int pid, int cpu, long sequence, int number, long entryNs, long exitNs) {
    RecordHeader.encode(
        record, RecordType.SYSCALL.code(), Abi.X86_64.code(), tid, pid, cpu, sequence, entryNs);
    SyscallRecord.encodeEntry(record, number, ENTRY_REGISTERS);
    SyscallRecord.encodeExit(
        record, exitNs, exitNs == 0 ? SyscallRecord.NO_EXIT : 0, exitNs == 0 ? 0 : 1);
    at = SyscallRecord.captures(record);
  }

  /** The arguments, of which those that are missing are like others, and last the result. */
  void registers(long... argumentsAndResult) {
    int last = argumentsAndResult.length - 1;
    for (int i = 0; i < ENTRY_REGISTERS; i++) {
      Memory.putLong(
          SyscallRecord.entryRegister(record, i), i < last ? argumentsAndResult[i] : HEAP);
    }
    if (SyscallRecord.exitRegisters(record) > 0) {
      Memory.putLong(SyscallRecord.exitRegister(record, 0), argumentsAndResult[last]);
    }
  }

  /** A string that an argument points to. */
  void text(int argument, long address, byte[] text) {
    long bytes =
        capture(argument, Capture.ENTRY, Capture.TEXT, address, Capture.STRING, text.length);
    Memory.copy(text, 0, bytes, text.length);
  }

  /** Bytes that an argument points to. */
  void bytes(int argument, int phase, long address, byte[] value) {
    Memory.copy(value, 0, buffer(argument, phase, address, value.length), value.length);
  }

  /**
   * A buffer, cut where it is longer than {@link #STRING_LIMIT}.
   *
   * @return where its bytes are to be written
   */
  long buffer(int argument, int phase, long address, long length) {
    int flags = length > STRING_LIMIT ? Capture.TRUNCATED : 0;
    return capture(argument, phase, Capture.BYTES, address, flags, length);
  }

  private long capture(int argument, int phase, int kind, long address, int flags, long length) {
    int kept = (int) Math.min(length, STRING_LIMIT);
    Capture.encode(at, argument, phase, kind, 0, 0, address);
    Capture.outcome(at, flags, length, kept, 0);
    long data = Capture.data(at);
    at = Capture.next(at);
    return data;
  }

  /** Memory that could not be read. */
  void unreadable(int argument, int phase, long address, long length, int errno) {
    Capture.encode(at, argument, phase, Capture.BYTES, 0, 0, address);
    Capture.outcome(at, 0, length, 0, errno);
    at = Capture.next(at);
  }

  /** Appends the call that was begun. */
  void append() {
    int total = (int) (at - record);
    RecordHeader.total(record, total);
    tape.append(record, total);
  }
}

package dev.systape.analyzer.testing;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.CaptureMore;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A call that is being put together: x86_64, no arguments, entered at 2,000,000 ns, left 500 ns
 * later with 0, unless told otherwise.
 */
public final class CallBuilder {
  private static final int ROOM = TapeFormat.MAX_RECORD;

  private final TapeBuilder tape;
  private final int tid;
  private final int pid;
  private final int number;
  private final List<byte[]> captures = new ArrayList<>();
  private Abi abi = Abi.X86_64;
  private int cpu = TapeFormat.CPU_UNKNOWN;
  private int flags;
  private long entryNs = 2_000_000;
  private long exitNs = 2_000_500;
  private long[] entry = {0, 0, 0, 0, 0, 0, 0x401000, 0x7ffe_0000_0000L};
  private long[] exit = {0};

  CallBuilder(TapeBuilder tape, int tid, int pid, int number) {
    this.tape = tape;
    this.tid = tid;
    this.pid = pid;
    this.number = number;
  }

  public CallBuilder abi(Abi value) {
    abi = value;
    return this;
  }

  public CallBuilder cpu(int value) {
    cpu = value;
    return this;
  }

  public CallBuilder flags(int value) {
    flags = value;
    return this;
  }

  public CallBuilder times(long entryAt, long exitAt) {
    entryNs = entryAt;
    exitNs = exitAt;
    return this;
  }

  public CallBuilder arguments(long... values) {
    System.arraycopy(values, 0, entry, 0, values.length);
    return this;
  }

  public CallBuilder result(long value) {
    exit[0] = value;
    return this;
  }

  /** The snapshots word by word, however many. */
  public CallBuilder registers(long[] entryWords, long[] exitWords) {
    entry = entryWords.clone();
    exit = exitWords.clone();
    return this;
  }

  /** A string argument, whole. */
  public CallBuilder text(int argument, long address, String value) {
    return text(argument, address, TapeBuilder.bytes(value), Capture.STRING);
  }

  /** A string argument. */
  public CallBuilder text(int argument, long address, byte[] value, int captureFlags) {
    return capture(
        argument, Capture.ENTRY, Capture.TEXT, 0, address, value.length, captureFlags, 0, value);
  }

  /** A buffer that the call filled or read, whole. */
  public CallBuilder buffer(int argument, int phase, long address, byte[] value) {
    return capture(argument, phase, Capture.BYTES, 0, address, value.length, 0, 0, value);
  }

  /** Any capture. */
  public CallBuilder capture(
      int argument,
      int phase,
      int kind,
      int element,
      long address,
      long original,
      int captureFlags,
      int errno,
      byte[] value) {
    captures.add(
        encoded(argument, phase, kind, element, address, original, captureFlags, errno, value));
    return this;
  }

  /**
   * A buffer that is too large for the record: its first bytes in the record, the rest in
   * CAPTURE_MORE records of {@code piece} bytes, which are added to the tape now.
   */
  public CallBuilder large(
      int argument, int phase, int element, long address, int head, int piece, byte[] value) {
    for (int offset = head; offset < value.length; offset += piece) {
      byte[] bytes = Arrays.copyOfRange(value, offset, Math.min(value.length, offset + piece));
      more(argument, phase, element, address, value.length, offset, bytes);
    }
    return head == 0
        ? this
        : capture(
            argument,
            phase,
            Capture.BYTES,
            element,
            address,
            value.length,
            Capture.CONTINUED,
            0,
            Arrays.copyOf(value, head));
  }

  /** One CAPTURE_MORE record, added to the tape now. */
  public CallBuilder more(
      int argument,
      int phase,
      int element,
      long address,
      long original,
      long offset,
      byte[] value) {
    byte[] capture =
        encoded(argument, phase, Capture.BYTES, element, address, original, 0, 0, value);
    int total = CaptureMore.CAPTURE + capture.length;
    long record = Memory.allocate(total);
    header(record, RecordType.CAPTURE_MORE);
    RecordHeader.total(record, total);
    CaptureMore.offset(record, offset);
    Memory.copy(capture, 0, CaptureMore.capture(record), capture.length);
    tape.append(record, total);
    Memory.free(record);
    return this;
  }

  /** Adds the call to the tape. */
  public TapeBuilder add() {
    long record = Memory.allocate(ROOM);
    header(record, RecordType.SYSCALL);
    SyscallRecord.encodeEntry(record, number, entry.length);
    SyscallRecord.encodeExit(record, exitNs, flags, exit.length);
    Memory.copy(entry, 0, SyscallRecord.entryRegister(record, 0), entry.length);
    Memory.copy(exit, 0, SyscallRecord.exitRegister(record, 0), exit.length);
    long at = SyscallRecord.captures(record);
    for (byte[] capture : captures) {
      Memory.copy(capture, 0, at, capture.length);
      at += capture.length;
    }
    int total = (int) (at - record);
    RecordHeader.total(record, total);
    tape.append(record, total);
    Memory.free(record);
    return tape;
  }

  private void header(long record, RecordType type) {
    RecordHeader.encode(
        record, type.code(), abi.code(), tid, pid, cpu, tape.nextSequence(tid), entryNs);
  }

  private static byte[] encoded(
      int argument,
      int phase,
      int kind,
      int element,
      long address,
      long original,
      int flags,
      int errno,
      byte[] value) {
    int total = Capture.HEADER + (int) TapeFormat.align(value.length);
    long capture = Memory.allocate(total);
    Capture.encode(capture, argument, phase, kind, 0, element, address);
    Capture.outcome(capture, flags, original, value.length, errno);
    Memory.copy(value, 0, Capture.data(capture), value.length);
    byte[] bytes = Memory.bytes(capture, total);
    Memory.free(capture);
    return bytes;
  }
}

package dev.systape.recorder.ptrace.backend;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeFormat;
import java.util.Arrays;

/**
 * A SYSCALL record under construction, from the entry stop of a thread to the exit stop: one
 * growing piece of memory that is reused for every call of the thread. It also remembers where the
 * captures of each operation lie, for the operations that follow pointers in them.
 *
 * <p>Offsets are relative to {@link #address()}, which moves when the record grows.
 */
final class CallRecord {
  /**
   * Bytes up to which captures are put into the record itself; what does not fit goes to
   * CAPTURE_MORE records.
   */
  static final int ROOM = 120 << 10;

  /** No capture: the memory was not asked for, or the pointer was NULL, or it could not be read. */
  static final int ABSENT = -1;

  private static final int INITIAL = 1 << 10;

  private final int[] offsets = new int[CaptureOp.MAX_OPERATIONS];
  private final int[] lengths = new int[CaptureOp.MAX_OPERATIONS];
  private final long arguments = Memory.allocate(8L * CaptureOp.CALL_WORDS);
  private long address = Memory.allocate(INITIAL);
  private int capacity = INITIAL;
  private int length;

  /**
   * Begins a record at a call's entry; its header's sequence and length are set when it is
   * finished.
   */
  void begin(int abi, int tid, int pid, long entryNs, int number, int entryRegisters) {
    RecordHeader.encode(
        address, RecordType.SYSCALL.code(), abi, tid, pid, TapeFormat.CPU_UNKNOWN, 0, entryNs);
    SyscallRecord.encodeEntry(address, number, entryRegisters);
    length = SyscallRecord.REGISTERS + 8 * entryRegisters;
    Arrays.fill(offsets, ABSENT);
  }

  /** Makes room for the exit registers, which lie before the captures; zeroed. */
  void reserveExitRegisters(int count) {
    Memory.zero(address + length, 8L * count);
    length += 8 * count;
  }

  /**
   * Address of the six argument words, in the order of the ABI whatever the record's registers are,
   * with the instruction and the stack pointer behind them.
   */
  long arguments() {
    return arguments;
  }

  /** Where the record lies now. */
  long address() {
    return address;
  }

  /** Bytes of the record so far. */
  int length() {
    return length;
  }

  /** Whether a capture of so many bytes still fits. */
  boolean fits(int bytes) {
    return length + Capture.HEADER + TapeFormat.align(bytes) <= ROOM;
  }

  /**
   * Appends a capture's header and bytes.
   *
   * @return offset of the bytes in the record
   */
  int append(long captureHeader, long bytes, int count) {
    int padded = (int) TapeFormat.align(count);
    ensure(Capture.HEADER + padded);
    long capture = address + length;
    Memory.copy(captureHeader, capture, Capture.HEADER);
    if (padded != count) {
      Memory.putLong(Capture.data(capture) + padded - 8, 0);
    }
    Memory.copy(bytes, Capture.data(capture), count);
    int data = length + Capture.HEADER;
    length += Capture.HEADER + padded;
    return data;
  }

  /** Remembers where an operation's bytes lie. */
  void remember(int operation, int offset, int count) {
    offsets[operation] = offset;
    lengths[operation] = count;
  }

  /** Offset of an operation's bytes, or {@link #ABSENT}. */
  int offset(int operation) {
    return offsets[operation];
  }

  /** Number of an operation's bytes. */
  int length(int operation) {
    return lengths[operation];
  }

  private void ensure(int more) {
    if (length + more > capacity) {
      int grown = Math.max(2 * capacity, length + more);
      long moved = Memory.allocate(grown);
      Memory.copy(address, moved, length);
      Memory.free(address);
      address = moved;
      capacity = grown;
    }
  }

  /** Frees the memory; the record is not to be used any more. */
  void free() {
    Memory.free(arguments);
    Memory.free(address);
    address = 0;
  }
}

package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.SyscallRecord;
import java.util.Arrays;

/**
 * One call as a printer sees it: registers and captures of a SYSCALL record that lies in memory.
 * Reused from call to call; for one thread. Hot: no allocation, but for captures that were put
 * together outside the record, which are copied.
 *
 * <p>The record has to stay where it is while the view is used.
 */
public final class CallView implements AutoCloseable {
  private static final int NONE = -1;

  private final RegisterLayout[] layouts = new RegisterLayout[Abi.values().length];
  private final int[][] positions = new int[Abi.values().length][Abi.ARGUMENTS + 1];
  private final long[] registers = new long[Abi.ARGUMENTS];
  private final long[] unpacked = new long[Abi.ARGUMENTS];

  private long[] arguments = registers;

  private int narrow;
  private long record;
  private long recordEnd;
  private Abi abi;
  private int number;
  private int flags;
  private long result;
  private boolean hasResult;
  private Descriptors descriptors = Descriptors.UNKNOWN;

  private long[] addresses = new long[16];
  private long[] data = new long[16];
  private int[] lengths = new int[16];
  private long[] originals = new long[16];
  private int[] errnos = new int[16];
  private int[] marks = new int[16];
  private int captures;
  private long answer;
  private boolean answered;
  private int hint;
  private int previous = NONE;
  private long[] copies = new long[4];
  private int copied;

  /** A view of nothing yet. */
  public CallView() {}

  /** Shows a record and the captures that lie in it. */
  public void set(long syscallRecord, RegisterLayout layout) {
    begin(syscallRecord, layout);
    long end = SyscallRecord.end(syscallRecord);
    for (long each = SyscallRecord.captures(syscallRecord); each < end; each = Capture.next(each)) {
      addCapture(
          Capture.argument(each),
          Capture.phase(each),
          Capture.flags(each),
          Capture.address(each),
          Capture.originalLength(each),
          Capture.data(each),
          Capture.capturedLength(each),
          Capture.errno(each));
    }
  }

  /**
   * Shows a record without any captures; {@link #addCapture} adds them.
   *
   * @param layout where the registers of the record's ABI stand
   */
  public void begin(long syscallRecord, RegisterLayout layout) {
    clear();
    record = syscallRecord;
    recordEnd = SyscallRecord.end(syscallRecord);
    abi = layout.abi();
    number = SyscallRecord.number(syscallRecord);
    flags = SyscallRecord.flags(syscallRecord);
    int[] at = positions(layout);
    for (int i = 0; i < Abi.ARGUMENTS; i++) {
      arguments[i] = at[i] == NONE ? 0 : argumentWord(at[i]);
    }
    int exit = at[Abi.ARGUMENTS];
    hasResult =
        exit != NONE
            && exit < SyscallRecord.exitRegisters(record)
            && (flags & SyscallRecord.NO_EXIT) == 0;
    result =
        hasResult ? abi.signedResult(Memory.getLong(SyscallRecord.exitRegister(record, exit))) : 0;
  }

  private long argumentWord(int position) {
    if (position >= SyscallRecord.entryRegisters(record)) {
      return 0;
    }
    long word = Memory.getLong(SyscallRecord.entryRegister(record, position));
    return abi == Abi.I386 ? word & 0xffff_ffffL : word;
  }

  private int[] positions(RegisterLayout layout) {
    int index = abi.ordinal();
    if (layouts[index] != layout) {
      for (int i = 0; i < Abi.ARGUMENTS; i++) {
        positions[index][i] = layout.argument(i);
      }
      positions[index][Abi.ARGUMENTS] = layout.result();
      layouts[index] = layout;
    }
    return positions[index];
  }

  /**
   * Adds a capture. Bytes outside the record are copied.
   *
   * @param argument the argument, 0 to 5, or {@link Capture#RESULT_ARGUMENT}
   * @param phase {@link Capture#ENTRY} or {@link Capture#EXIT}
   * @param captureFlags {@link Capture#TRUNCATED} and the like
   * @param address where the bytes lay in the program
   * @param originalLength bytes that the call spoke of, or {@link Capture#UNKNOWN_LENGTH}
   * @param bytes address of the bytes
   * @param length how many bytes there are
   * @param errno why the rest could not be read, or 0
   */
  public void addCapture(
      int argument,
      int phase,
      int captureFlags,
      long address,
      long originalLength,
      long bytes,
      int length,
      int errno) {
    if (captures == addresses.length) {
      grow();
    }
    addresses[captures] = address;
    data[captures] = bytes >= record && bytes < recordEnd ? bytes : copy(bytes, length);
    lengths[captures] = length;
    originals[captures] = originalLength;
    errnos[captures] = errno;
    marks[captures] = mark(argument, phase) | captureFlags;
    captures++;
  }

  private static int mark(int argument, int phase) {
    return argument << 16 | phase << 8;
  }

  private long copy(long bytes, int length) {
    if (length == 0) {
      return 0;
    }
    if (copied == copies.length) {
      copies = Arrays.copyOf(copies, 2 * copied);
    }
    long copy = Memory.allocate(length);
    Memory.copy(bytes, copy, length);
    copies[copied++] = copy;
    return copy;
  }

  private void grow() {
    int size = 2 * captures;
    addresses = Arrays.copyOf(addresses, size);
    data = Arrays.copyOf(data, size);
    lengths = Arrays.copyOf(lengths, size);
    originals = Arrays.copyOf(originals, size);
    errnos = Arrays.copyOf(errnos, size);
    marks = Arrays.copyOf(marks, size);
  }

  /**
   * Takes the words that an argument points to for the call's arguments: socketcall(2). Whatever
   * they point to was captured for that argument.
   *
   * @param count how many there are
   * @return whether they are known; else nothing is changed
   */
  boolean unpack(int argument, int count) {
    long address = registers[argument];
    int capture = address == 0 ? NONE : find(argument, Capture.ENTRY, address);
    int width = abi.pointerWidth();
    if (capture < 0 || lengths[capture] < count * width) {
      return false;
    }
    Arrays.fill(unpacked, 0);
    for (int i = 0; i < count; i++) {
      unpacked[i] = Words.load(data[capture] + (long) i * width, width);
    }
    arguments = unpacked;
    return true;
  }

  /**
   * Shows the arguments in another order: those of a call that another stands for. Whatever they
   * point to may have been captured for any of them.
   */
  void arrange(int[] order) {
    Arrays.fill(unpacked, 0);
    for (int i = 0; i < order.length; i++) {
      unpacked[i] = registers[order[i]];
    }
    arguments = unpacked;
  }

  /** Sets one of the arguments that are shown in another order. */
  void arranged(int index, long word) {
    unpacked[index] = word;
  }

  /** Shows the registers again. */
  void pack() {
    arguments = registers;
  }

  /** What a capture has to be marked with to be one of an argument in a phase. */
  private int wanted(int argument, int phase) {
    return arguments == registers ? mark(argument, phase) : phase << 8;
  }

  /** The bits of a mark that count for that. */
  private int marked() {
    return arguments == registers ? 0xffff00 : 0xff00;
  }

  private void clear() {
    arguments = registers;
    for (int i = 0; i < copied; i++) {
      Memory.free(copies[i]);
    }
    copied = 0;
    captures = 0;
    hint = 0;
  }

  /** Frees the copies. */
  @Override
  public void close() {
    clear();
  }

  /**
   * Says which call the thread made before, for restart_syscall(2) tells what it takes up again.
   *
   * @param number its number, -1 where it is not known
   */
  public void previous(int number) {
    previous = number;
  }

  /** The number of the call that the thread made before, or -1. */
  int previous() {
    return previous;
  }

  /** The call's ABI. */
  public Abi abi() {
    return abi;
  }

  /** The call's number, without ABI bits. */
  public int number() {
    return number;
  }

  /** An argument, 0 to 5, as the kernel takes it; 0 where the record does not hold it. */
  public long argument(int index) {
    return arguments[index];
  }

  /** Sets who knows about the descriptors of the calls that are shown from now on. */
  public void descriptors(Descriptors known) {
    descriptors = known;
  }

  /** Who knows about the process's descriptors. */
  public Descriptors descriptors() {
    return descriptors;
  }

  /**
   * An argument that says how many there are: of those that are ints the kernel takes 32 bits,
   * unsigned.
   */
  public long count(int index) {
    return (narrow >>> index & 1) == 0 ? arguments[index] : arguments[index] & 0xffff_ffffL;
  }

  /** Says which arguments are ints, a bit each. */
  public void narrow(int bits) {
    narrow = bits;
  }

  /** {@link SyscallRecord#NO_ENTRY} and the like. */
  public int flags() {
    return flags;
  }

  /** Whether the call returned and its result is known. */
  public boolean hasResult() {
    return hasResult;
  }

  /** The result; an error number is negated. 0 where there is none. */
  public long result() {
    return result;
  }

  /** Whether the call returned without an error. */
  public boolean succeeded() {
    return hasResult && !Abi.isError(result);
  }

  /**
   * The capture of an argument's memory that begins at an address, or -1. The search goes on where
   * the last one ended, for elements are asked for in the order in which they were captured.
   */
  public int find(int argument, int phase, long address) {
    int wanted = wanted(argument, phase);
    for (int i = 0; i < captures; i++) {
      int at = hint + i < captures ? hint + i : hint + i - captures;
      if (addresses[at] == address && (marks[at] & marked()) == wanted) {
        hint = at;
        return at;
      }
    }
    return NONE;
  }

  /**
   * The capture of an argument's memory that begins at an address and has so many bytes, where
   * several do; else one that is shorter, or -1. Of these, one that could not be read to its end
   * tells that there is no more, which one of which less was asked does not.
   */
  public int find(int argument, int phase, long address, long length) {
    int found = find(argument, phase, address);
    if (found < 0 || lengths[found] >= length) {
      return found;
    }
    int wanted = wanted(argument, phase);
    for (int i = 0; i < captures; i++) {
      boolean same = addresses[i] == address && (marks[i] & marked()) == wanted;
      if (same && lengths[i] >= length) {
        return i;
      }
      if (same && errnos[i] != 0) {
        found = i;
      }
    }
    return found;
  }

  /** The longest capture of an argument's memory that begins at an address, or -1. */
  public int longest(int argument, int phase, long address) {
    int found = find(argument, phase, address);
    int wanted = wanted(argument, phase);
    for (int i = 0; i < captures; i++) {
      if (found >= 0 && addresses[i] == address && (marks[i] & marked()) == wanted) {
        found = lengths[i] > lengths[found] ? i : found;
      }
    }
    return found;
  }

  /** The first capture of an argument, or -1. */
  public int first(int argument, int phase) {
    int wanted = wanted(argument, phase);
    for (int i = 0; i < captures; i++) {
      if ((marks[i] & marked()) == wanted) {
        return i;
      }
    }
    return NONE;
  }

  /** The capture of any argument's memory that begins at an address, or -1. */
  public int findAny(int phase, long address) {
    for (int i = 0; i < captures; i++) {
      int at = hint + i < captures ? hint + i : hint + i - captures;
      if (addresses[at] == address && (marks[at] >>> 8 & 0xff) == phase) {
        hint = at;
        return at;
      }
    }
    return NONE;
  }

  /**
   * Says that what is written lies in a struct of which there is a second capture, at exit.
   *
   * @param distance from the bytes at entry to those at exit
   */
  void answer(long distance) {
    answer = distance;
    answered = true;
  }

  /** Says that there is none any more. */
  void noAnswer() {
    answered = false;
  }

  /** Whether there is one. */
  boolean isAnswered() {
    return answered;
  }

  /** The distance. */
  long answer() {
    return answer;
  }

  /** The capture whose bytes a pointer points into, or -1. */
  public int holding(long pointer) {
    for (int i = 0; i < captures; i++) {
      if (pointer >= data[i] && pointer < data[i] + lengths[i]) {
        return i;
      }
    }
    return NONE;
  }

  /** The capture whose bytes a pointer points into or just behind, or -1. */
  int around(long pointer) {
    for (int i = 0; i < captures; i++) {
      if (pointer >= data[i] && pointer <= data[i] + lengths[i]) {
        return i;
      }
    }
    return NONE;
  }

  /** Where a capture's bytes lay in the program. */
  public long address(int capture) {
    return addresses[capture];
  }

  /** {@link Capture#ENTRY} or {@link Capture#EXIT}. */
  public int phase(int capture) {
    return marks[capture] >>> 8 & 0xff;
  }

  /** Address of a capture's bytes. */
  public long data(int capture) {
    return data[capture];
  }

  /** How many bytes there are. */
  public int length(int capture) {
    return lengths[capture];
  }

  /** Bytes that the call spoke of, or {@link Capture#UNKNOWN_LENGTH}. */
  public long originalLength(int capture) {
    return originals[capture];
  }

  /** Why not all could be read, or 0. */
  public int errno(int capture) {
    return errnos[capture];
  }

  /** Whether a capture has a flag. */
  public boolean has(int capture, int flag) {
    return (marks[capture] & flag) != 0;
  }
}

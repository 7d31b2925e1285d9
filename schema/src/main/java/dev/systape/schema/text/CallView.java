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
public final class CallView extends CapturedMemory {

  private final RegisterLayout[] layouts = new RegisterLayout[Abi.values().length];
  private final int[][] positions = new int[Abi.values().length][Abi.ARGUMENTS + 1];
  private final long[] registers = new long[Abi.ARGUMENTS];
  private final long[] unpacked = new long[Abi.ARGUMENTS];

  private long[] arguments = registers;

  private int narrow;
  private long record;
  private Abi abi;
  private int number;
  private int flags;
  private long result;
  private boolean hasResult;
  private Descriptors descriptors = Descriptors.UNKNOWN;

  private long answer;
  private boolean answered;
  private int previous = NONE;

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
    clear(syscallRecord, SyscallRecord.end(syscallRecord));
    pack();
    record = syscallRecord;
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
    if (capture < 0 || length(capture) < count * width) {
      return false;
    }
    Arrays.fill(unpacked, 0);
    for (int i = 0; i < count; i++) {
      unpacked[i] = Words.load(data(capture) + (long) i * width, width);
    }
    show(unpacked);
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
    show(unpacked);
  }

  /** Sets one of the arguments that are shown in another order. */
  void arranged(int index, long word) {
    unpacked[index] = word;
  }

  /** Shows the registers again. */
  void pack() {
    show(registers);
  }

  private void show(long[] words) {
    arguments = words;
    ofAnyArgument(words != registers);
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
}

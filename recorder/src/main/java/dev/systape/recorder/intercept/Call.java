package dev.systape.recorder.intercept;

import dev.systape.recorder.ptrace.Registers;
import dev.systape.recorder.ptrace.SyscallEntry;
import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.recorder.ptrace.Tracee;
import dev.systape.recorder.ptrace.TraceeMemory;
import dev.systape.schema.abi.Abi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A call of a thread, from its entry to its exit, and what becomes of it. A handler that does
 * nothing lets it pass. There is one object a thread, used again for its next call: it and the
 * arguments that a method got with it are valid up to the exit.
 *
 * <p>What a handler changes the program does not notice, but for the result and the memory that
 * calls are there to fill: argument registers and the bytes of {@link UserPointer#replace} are as
 * they were when it goes on.
 */
public final class Call {
  private final Tracee tracee;
  private final CallShapes shapes;
  private final long[] words;
  private final Pointers pointers = new Pointers(this);
  private final PlacedBytes placed = new PlacedBytes(this);
  private final List<Consumer<Call>> atExit = new ArrayList<>();

  private CallShape shape;
  private Abi abi;
  private int number;
  private boolean open;
  private boolean gone;
  private boolean suppressed;
  private boolean replaced;
  private boolean registersChanged;
  private long numberRegister;
  private SyscallEntry<?> entry;
  private SyscallExit<?> exit;

  Call(Tracee tracee, CallShapes shapes) {
    this(tracee, shapes, new long[Abi.ARGUMENTS]);
  }

  /**
   * A thread's call.
   *
   * @param words for the words of its calls
   */
  Call(Tracee tracee, CallShapes shapes, long[] words) {
    this.tracee = tracee;
    this.shapes = shapes;
    this.words = words;
  }

  /** The thread. */
  public Tracee tracee() {
    return tracee;
  }

  /** The thread, as gettid(2) names it. */
  public int tid() {
    return tracee.tid();
  }

  /** Its process, as getpid(2) names it. */
  public int pid() {
    return tracee.pid();
  }

  /**
   * The memory of its process.
   *
   * @throws IllegalStateException where the thread has ended
   */
  public TraceeMemory memory() {
    if (gone) {
      throw new IllegalStateException(this + " has no memory any more");
    }
    return tracee.memory();
  }

  /** The ABI of the call. */
  public Abi abi() {
    return abi;
  }

  /** The number that the program called, without the bit that marks x32. */
  public int number() {
    return number;
  }

  /** The name of the call; {@code syscall_0x...} where the number has none. */
  public String name() {
    return shape.name();
  }

  /** Word {@code index} (0 to 5) of the call as the program gave it, whatever was changed. */
  public long word(int index) {
    return words[index];
  }

  /** Whether the thread is in the call: between its entry and its exit. */
  public boolean isOpen() {
    return open;
  }

  /** Whether a handler kept the kernel from executing it. */
  public boolean suppressed() {
    return suppressed;
  }

  /**
   * Keeps the kernel from executing the call. At the entry.
   *
   * @param result what the program gets: a value, or a negated errno
   */
  public void suppress(long result) {
    changing();
    suppressed = true;
    entered().suppress(result);
  }

  /** Has the call fail, at the entry without the kernel's executing it. */
  public void fail(int errno) {
    if (exit != null) {
      exit.changeResult(-errno);
    } else {
      suppress(-errno);
    }
  }

  /**
   * Has the kernel execute the call with another argument. At the entry.
   *
   * @param position of the argument in the call's method, 0 for the first behind the {@code Call}
   */
  public void changeArgument(int position, long value) {
    changing();
    int high = shape.highWord(position);
    if (high >= 0) {
      changeWord(high, value >>> Integer.SIZE);
    }
    changeWord(shape.word(position), value);
  }

  private void changeWord(int index, long value) {
    boolean narrow = abi == Abi.I386;
    entered().changeArgument(index, narrow ? value & 0xffff_ffffL : value);
  }

  /**
   * Has the kernel execute another call with the same words. At the entry.
   *
   * @param other a number of the same ABI, without the bit that marks x32
   */
  public void changeNumber(int other) {
    changing();
    entered().changeNumber(other);
  }

  /** Has something done at the exit of this call, also where it is suppressed. At the entry. */
  public void onExit(Consumer<Call> action) {
    entered();
    atExit.add(action);
  }

  /** The result, at the exit: a value, or a negated errno. */
  public long result() {
    return exited().result();
  }

  /** Whether the result is a negated errno. */
  public boolean failed() {
    return exited().failed();
  }

  /** The errno, 0 where the call succeeded. */
  public int errno() {
    return exited().errno();
  }

  /** Gives the program another result, at the exit: a value, or a negated errno. */
  public void changeResult(long result) {
    exited().changeResult(result);
  }

  @Override
  public String toString() {
    return name() + " of " + tracee;
  }

  private SyscallEntry<?> entered() {
    if (entry == null) {
      throw new IllegalStateException(name() + ": only at the entry of the call");
    }
    return entry;
  }

  private SyscallExit<?> exited() {
    if (exit == null) {
      throw new IllegalStateException(name() + ": only at the exit of the call");
    }
    return exit;
  }

  boolean atExit() {
    return exit != null;
  }

  CallShape shape() {
    return shape;
  }

  CallShapes shapes() {
    return shapes;
  }

  /** Begins a call; the caller ends the stop by {@link #pause}. */
  void begin(SyscallEntry<?> event) {
    for (int i = 0; i < words.length; i++) {
      words[i] = event.argument(i);
    }
    identify(event.abi(), event.number());
    atExit.clear();
    placed.forget();
    suppressed = false;
    replaced = false;
    registersChanged = false;
    open = true;
    entry = event;
  }

  /** Says which call it is. */
  void identify(Abi ofCall, int ofNumber) {
    abi = ofCall;
    number = ofNumber;
    shape = shapes.call(abi.code(), number);
  }

  void pause() {
    entry = null;
  }

  /** The exit; the caller ends the call by {@link #end}. */
  void resume(SyscallExit<?> event) {
    exit = event;
    for (int i = 0; i < atExit.size(); i++) {
      atExit.get(i).accept(this);
    }
  }

  /** Puts back what the program is not to see changed. */
  void end() {
    SyscallExit<?> event = exit;
    exit = null;
    open = false;
    if (!replaced) {
      placed.restore();
      if (registersChanged) {
        restore(event.registers());
        event.registersChanged();
      }
    }
  }

  /** The thread is stopped and about to run on untraced: as if nothing had been changed. */
  void leave() {
    if (open && !replaced) {
      placed.restore();
      if (registersChanged) {
        try (Registers registers = new Registers()) {
          tracee.readRegisters(registers);
          restore(registers);
          tracee.writeRegisters(registers);
        }
      }
    }
  }

  /** The thread is no more. */
  void gone() {
    gone = true;
  }

  /** execve(2) succeeded: memory and registers are those of another program. */
  void execSucceeded() {
    replaced = true;
    placed.forget();
  }

  private void changing() {
    if (!registersChanged) {
      registersChanged = true;
      numberRegister = entered().registers().number();
    }
  }

  private void restore(Registers registers) {
    // The first argument's register of aarch64 is the result's.
    for (int i = abi == Abi.AARCH64 ? 1 : 0; i < words.length; i++) {
      registers.argument(abi.code(), i, words[i]);
    }
    registers.number(numberRegister);
  }

  /** Puts bytes into the program's memory up to the exit; see {@link PlacedBytes}. */
  long place(byte[] bytes) {
    return placed.place(bytes, entered().stackPointer());
  }

  /** A number in memory. */
  long load(long address, int width, boolean signed) {
    byte[] bytes = memory().read(address, width);
    if (bytes.length < width) {
      throw new UserFaultException(this, address);
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[i] & 0xffL) << Byte.SIZE * i;
    }
    int shift = Long.SIZE - Byte.SIZE * width;
    return signed ? value << shift >> shift : value;
  }

  /** Puts a number into memory. */
  void store(long address, int width, long value) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    if (memory().write(address, Arrays.copyOf(bytes, width)) < width) {
      throw new UserFaultException(this, address);
    }
  }

  /** Whether an argument is there: some are only with some flags. */
  boolean has(int position) {
    return shape.has(position, words);
  }

  long longArgument(int position) {
    return shape.value(position, words);
  }

  int intArgument(int position) {
    return (int) shape.value(position, words);
  }

  UserPointer pointer(int position) {
    return pointers.pointer(position);
  }

  UserString string(int position) {
    return pointers.string(position);
  }

  UserStrings strings(int position) {
    return pointers.strings(position);
  }

  UserBuffer buffer(int position) {
    return pointers.buffer(position);
  }

  UserStruct struct(int position) {
    return pointers.struct(position);
  }

  UserNumbers numbers(int position) {
    return pointers.numbers(position);
  }

  UserVector vector(int position) {
    return pointers.vector(position);
  }
}

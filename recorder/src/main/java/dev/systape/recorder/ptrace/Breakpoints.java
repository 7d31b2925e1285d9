package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.Linux;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The software breakpoints of one address space. Each is the architecture's breakpoint instruction
 * ({@link RegisterSet#breakpoint}) in place of the program's own code. The program does not notice:
 * at a hit the instruction pointer is set back, and a thread goes on by executing the original
 * instruction before the breakpoint is put there again ({@link #stepOver}).
 *
 * <p>Every method is given a stopped thread of the process to work through.
 */
public final class Breakpoints {
  /** Signals that an instruction itself can cause; they are not held back while it is stepped. */
  private static final long SYNCHRONOUS =
      bit(Linux.SIGILL)
          | bit(Linux.SIGTRAP)
          | bit(Linux.SIGBUS)
          | bit(Linux.SIGFPE)
          | bit(Linux.SIGSEGV);

  /** Bytes that tell an instruction that enters the kernel from others. */
  private static final int INSTRUCTION = 4;

  private final RegisterSet machine;
  private final Map<Long, Breakpoint> byAddress = new TreeMap<>();
  private boolean lifted;

  /** No breakpoints yet, in an address space of this machine. */
  public Breakpoints() {
    this(RegisterSet.ofThisMachine());
  }

  Breakpoints(RegisterSet machine) {
    this.machine = machine;
  }

  private static long bit(int signal) {
    return 1L << signal - 1;
  }

  /** Those of a process that a fork made from this one: its memory has the same code. */
  Breakpoints copy() {
    Breakpoints copy = new Breakpoints(machine);
    byAddress.forEach((address, each) -> copy.byAddress.put(address, each.copy()));
    return copy;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return byAddress.isEmpty();
  }

  /** All of them, by address. */
  public List<Breakpoint> all() {
    return new ArrayList<>(byAddress.values());
  }

  /** The one at an address, or null. */
  public Breakpoint at(long address) {
    return byAddress.get(address);
  }

  /**
   * Sets a breakpoint; the one that is there already where there is.
   *
   * @param address of an instruction's first byte
   * @throws dev.systape.recorder.linux.ErrnoException where nothing is mapped there
   */
  public Breakpoint set(Tracee tracee, long address) {
    Breakpoint known = byAddress.get(address);
    if (known != null) {
      return known;
    }
    byte[] code = machine.breakpoint();
    byte[] instruction = tracee.memory().read(address, INSTRUCTION);
    tracee.memory().patch(address, code);
    Breakpoint breakpoint =
        new Breakpoint(
            address, Arrays.copyOf(instruction, code.length), machine.entersKernel(instruction));
    byAddress.put(address, breakpoint);
    return breakpoint;
  }

  /** Removes a breakpoint: the program's own code is there again. */
  public void remove(Tracee tracee, Breakpoint breakpoint) {
    if (byAddress.remove(breakpoint.address()) != null) {
      lift(tracee, breakpoint);
    }
  }

  /**
   * Whether a thread that stopped for SIGTRAP did so for a breakpoint of these; then its
   * instruction pointer is set back to the breakpoint's address, and the hit is counted.
   *
   * @return the breakpoint, or null where the signal is the program's own
   */
  public Breakpoint hit(Tracee tracee) {
    if (byAddress.isEmpty() || !trapped(tracee)) {
      return null;
    }
    Registers registers = tracee.ownRegisters();
    if (!tracee.readRegisters(registers)) {
      return null;
    }
    long address = registers.instructionPointer() - machine.breakpointAdvance();
    Breakpoint breakpoint = byAddress.get(address);
    if (breakpoint != null) {
      registers.instructionPointer(address);
      tracee.writeRegisters(registers);
      breakpoint.count();
    }
    return breakpoint;
  }

  private static boolean trapped(Tracee tracee) {
    int code = tracee.signalCode();
    return code == Ptrace.SI_KERNEL || code == Ptrace.TRAP_BRKPT;
  }

  /**
   * Executes the instruction under a breakpoint that a thread stands at, and puts the breakpoint
   * back. Signals from outside wait until then. An instruction that enters the kernel is left to
   * PTRACE_SYSCALL, so that its call is seen.
   *
   * <p>Other threads of the process must be stopped, or they can pass the address meanwhile.
   *
   * @return what the thread stopped for: SIGTRAP after the step, or the entry of the call, or a
   *     signal that the instruction caused (it did not complete then), or its end
   */
  public WaitStatus stepOver(Tracee tracee, Breakpoint breakpoint) {
    lift(tracee, breakpoint);
    long mask = tracee.signalMask();
    tracee.signalMask(~SYNCHRONOUS);
    if (breakpoint.entersKernel()) {
      tracee.syscall(0);
    } else {
      tracee.step(0);
    }
    WaitStatus status = tracee.await();
    if (status.stopped()) {
      tracee.signalMask(mask);
      insert(tracee, breakpoint);
    }
    return status;
  }

  /** Puts the program's own code back for a while. */
  void lift(Tracee tracee, Breakpoint breakpoint) {
    tracee.memory().patch(breakpoint.address(), breakpoint.original());
  }

  /** Puts the breakpoint's code there again. */
  void insert(Tracee tracee, Breakpoint breakpoint) {
    tracee.memory().patch(breakpoint.address(), machine.breakpoint());
  }

  /**
   * Puts the program's own code back everywhere, for good; threads that came to a breakpoint before
   * are still recognized.
   */
  void liftOnce(Tracee tracee) {
    if (!lifted) {
      lifted = true;
      liftAll(tracee);
    }
  }

  /** Puts the program's own code back everywhere, for a while or in a copy of the memory. */
  void liftAll(Tracee tracee) {
    byAddress.values().forEach(each -> lift(tracee, each));
  }

  /** Puts all breakpoints' code there again. */
  void insertAll(Tracee tracee) {
    byAddress.values().forEach(each -> insert(tracee, each));
  }
}

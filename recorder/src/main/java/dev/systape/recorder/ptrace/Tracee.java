package dev.systape.recorder.ptrace;

import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import dev.systape.recorder.launch.Spawner;
import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.schema.memory.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread of a program under ptrace(2), with nothing between the caller and the kernel's
 * requests: resume it, wait for it, look into it, change it. {@link Tracer} does that for whole
 * process trees.
 *
 * <p>ptrace(2) ties a tracee to the thread that attached it: all methods are to be called on that
 * one. Where a request says that the tracee is gone (ESRCH), it was killed meanwhile: the request
 * returns false, and {@link #await} tells how it ended. A request to a tracee that runs fails in
 * the same way. Any other failure is an {@link ErrnoException}.
 *
 * <p>The native memory that a tracee uses is freed by {@link #close}, which leaves the program
 * alone.
 */
public final class Tracee implements AutoCloseable {
  private static final int VECTORS = 64;
  private static final long POLL_NS = 200_000;
  private static final long SIGSET_BYTES = 8;

  private final long scratch = Memory.allocate(Ptrace.SIGINFO_SIZE + VECTORS);
  private final TraceeMemory memory = new TraceeMemory(this);
  private Registers registers;
  private int tid;
  private int pid;

  Tracee(int tid, int pid) {
    this.tid = tid;
    this.pid = pid;
  }

  /**
   * Starts a program and stops it before its first instruction, right behind its execve:
   * PTRACE_EVENT_EXEC of ptrace(2). Its execve is not seen as a call.
   *
   * @param command the program, looked up on PATH where it has no slash, and its arguments
   * @throws TraceRefusedException where it cannot be found, executed or traced
   */
  public static Tracee spawn(String... command) {
    Program program = Spawned.program(command);
    return spawn(program, LaunchState.current());
  }

  /**
   * Starts a program as {@link #spawn(String...)}.
   *
   * @throws TraceRefusedException where it cannot be executed or traced
   */
  public static Tracee spawn(Program program, LaunchState launch) {
    try (Spawner spawner = new Spawner()) {
      Tracee tracee = Spawned.parked(spawner, program, launch, null, Ptrace.O_TRACEEXEC);
      spawner.release();
      tracee.cont(0);
      WaitStatus status = tracee.await();
      while (status.stopped() && status.event() != Ptrace.EVENT_EXEC) {
        tracee.cont(status.event() == 0 ? status.signal() : 0);
        status = tracee.await();
      }
      if (!status.stopped()) {
        tracee.close();
        throw new TraceRefusedException("cannot run '" + program.path() + "': execve failed", "");
      }
      return tracee;
    }
  }

  /**
   * Attaches to every thread of a running process, those included that appear meanwhile, and stops
   * them: PTRACE_SEIZE and PTRACE_INTERRUPT of ptrace(2). A blocking call of the program may see
   * one EINTR more. Returns when all have stopped. Not for children of this JVM made by {@link
   * ProcessBuilder}: the JVM's own waitpid takes their stops.
   *
   * @return the threads, the leader first; more can only come from these, and are not traced
   * @throws TraceRefusedException where that is refused, with what to do about it
   */
  public static List<Tracee> attach(int pid) {
    List<Tracee> tracees = new ArrayList<>();
    Seizing.seizeAll(pid, Ptrace.O_TRACESYSGOOD, tid -> false, tracees::add);
    for (Tracee each : tracees) {
      each.await();
    }
    return tracees;
  }

  /** The thread, as gettid(2) names it in this process's pid namespace. */
  public int tid() {
    return tid;
  }

  /** The process, as getpid(2) names it. */
  public int pid() {
    return pid;
  }

  /** The thread took another's tid over, or it became known whose it is. */
  void identify(int newTid, int newPid) {
    tid = newTid;
    pid = newPid;
  }

  /**
   * Resumes it: PTRACE_CONT.
   *
   * @param signal delivered to it where it stopped for a signal, or 0
   */
  public boolean cont(int signal) {
    return request(Ptrace.CONT, signal);
  }

  /**
   * Resumes it for one instruction: PTRACE_SINGLESTEP. It stops with SIGTRAP then. A system call is
   * one instruction, and is not seen as a call.
   */
  public boolean step(int signal) {
    return request(Ptrace.SINGLESTEP, signal);
  }

  /** Resumes it up to the entry or the exit of a system call: PTRACE_SYSCALL. */
  public boolean syscall(int signal) {
    return request(Ptrace.SYSCALL, signal);
  }

  /**
   * Leaves it in its group stop and waits for what ends that, a SIGCONT: PTRACE_LISTEN. For a
   * thread that reported a group stop (event 128 with a stop signal).
   */
  public boolean listen() {
    return request(Ptrace.LISTEN, 0);
  }

  /** Stops it wherever it is, with event 128 and SIGTRAP: PTRACE_INTERRUPT. */
  public boolean interrupt() {
    return request(Ptrace.INTERRUPT, 0);
  }

  /**
   * Stops tracing it; it runs on, or stays in its group stop: PTRACE_DETACH. It must be stopped.
   *
   * @param signal delivered to it where it stopped for a signal, or 0
   */
  public boolean detach(int signal) {
    return request(Ptrace.DETACH, signal);
  }

  /** Kills its whole process: SIGKILL, kill(2). {@link #await} reports the end. */
  public void kill() {
    LibC.LIBC.kill(pid, Linux.SIGKILL);
  }

  private boolean request(int request, long data) {
    return Ptrace.request(request, tid, 0, data) == 0;
  }

  /** Waits until it stops or ends: waitpid(2) with __WALL. */
  public WaitStatus await() {
    while (LibC.LIBC.wait4(tid, scratch, Ptrace.WALL, 0) != tid) {
      if (LibC.errno() != Linux.EINTR) {
        throw ErrnoException.last("wait4(" + tid + ")");
      }
    }
    return new WaitStatus(Memory.getInt(scratch));
  }

  /**
   * Waits until it stops or ends, for a bounded time.
   *
   * @return the status, or null when the time was over
   */
  public WaitStatus await(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    do {
      int got = LibC.LIBC.wait4(tid, scratch, Ptrace.WALL | Ptrace.WNOHANG, 0);
      if (got == tid) {
        return new WaitStatus(Memory.getInt(scratch));
      }
      if (got < 0 && LibC.errno() != Linux.EINTR) {
        throw ErrnoException.last("wait4(" + tid + ")");
      }
      LockSupport.parkNanos(POLL_NS);
    } while (System.nanoTime() - deadline < 0);
    return null;
  }

  /**
   * Reads its registers: PTRACE_GETREGS, on aarch64 PTRACE_GETREGSET with NT_PRSTATUS.
   *
   * @return false where it is gone
   */
  public boolean readRegisters(Registers into) {
    return switch (into.set()) {
      case X86_64 -> Ptrace.request(Ptrace.GETREGS, tid, 0, into.address()) == 0;
      case AARCH64 -> Ptrace.request(Ptrace.GETREGSET, tid, Ptrace.NT_PRSTATUS, into.iovec()) == 0;
    };
  }

  /**
   * Writes its registers: PTRACE_SETREGS, on aarch64 PTRACE_SETREGSET with NT_PRSTATUS.
   *
   * @return false where it is gone
   */
  public boolean writeRegisters(Registers from) {
    return switch (from.set()) {
      case X86_64 -> Ptrace.request(Ptrace.SETREGS, tid, 0, from.address()) == 0;
      case AARCH64 -> Ptrace.request(Ptrace.SETREGSET, tid, Ptrace.NT_PRSTATUS, from.iovec()) == 0;
    };
  }

  /**
   * Sets the number of the call that it is entering, which on aarch64 is apart from the registers:
   * PTRACE_SETREGSET with NT_ARM_SYSTEM_CALL. On x86_64 it is {@code orig_rax}.
   */
  boolean writeNumber(Registers changed, long number) {
    changed.number(number);
    if (changed.set() == RegisterSet.X86_64) {
      return writeRegisters(changed);
    }
    Memory.putInt(scratch, (int) number);
    Memory.putLong(vectors(), scratch);
    Memory.putLong(vectors() + 8, 4);
    return writeRegisters(changed)
        && Ptrace.request(Ptrace.SETREGSET, tid, Ptrace.NT_ARM_SYSTEM_CALL, vectors()) == 0;
  }

  /** Registers of its own, for whoever needs them for a moment. */
  Registers ownRegisters() {
    if (registers == null) {
      registers = new Registers();
    }
    return registers;
  }

  /** Its memory. */
  public TraceeMemory memory() {
    return memory;
  }

  /** The memory map of its process: /proc/PID/maps of proc(5); empty where the process is gone. */
  public List<MemoryMapping> maps() {
    return MemoryMapping.parse(ProcFs.maps(tid));
  }

  /**
   * The message of the event that it stopped for, PTRACE_GETEVENTMSG: the child's tid, the old tid
   * at an exec, a seccomp filter's data. -1 where it is gone.
   */
  public long eventMessage() {
    return Ptrace.request(Ptrace.GETEVENTMSG, tid, 0, scratch) < 0 ? -1 : Memory.getLong(scratch);
  }

  /**
   * The siginfo_t of the signal that it stopped for, PTRACE_GETSIGINFO: 128 bytes, see
   * sigaction(2).
   *
   * @return empty where it is gone
   */
  public byte[] siginfo() {
    return readSiginfo(scratch) ? Memory.bytes(scratch, Ptrace.SIGINFO_SIZE) : new byte[0];
  }

  /** Reads the siginfo_t to 128 bytes of native memory; false where it is gone. */
  public boolean readSiginfo(long destination) {
    return Ptrace.request(Ptrace.GETSIGINFO, tid, 0, destination) == 0;
  }

  /** Changes the siginfo_t of the signal that it stopped for, PTRACE_SETSIGINFO. */
  public boolean writeSiginfo(byte[] siginfo) {
    if (siginfo.length != Ptrace.SIGINFO_SIZE) {
      throw new IllegalArgumentException("a siginfo_t of " + siginfo.length + " bytes, not 128");
    }
    Memory.copy(siginfo, 0, scratch, siginfo.length);
    return Ptrace.request(Ptrace.SETSIGINFO, tid, 0, scratch) == 0;
  }

  /** The si_code of the signal that it stopped for, 0 where it is gone. */
  int signalCode() {
    return readSiginfo(scratch) ? Memory.getInt(scratch + Ptrace.SIGINFO_CODE) : 0;
  }

  /** The signals that it blocks, bit n - 1 for signal n: PTRACE_GETSIGMASK; 0 where it is gone. */
  public long signalMask() {
    return Ptrace.request(Ptrace.GETSIGMASK, tid, SIGSET_BYTES, scratch) < 0
        ? 0
        : Memory.getLong(scratch);
  }

  /** Sets the signals that it blocks: PTRACE_SETSIGMASK. */
  public boolean signalMask(long mask) {
    Memory.putLong(scratch, mask);
    return Ptrace.request(Ptrace.SETSIGMASK, tid, SIGSET_BYTES, scratch) == 0;
  }

  /**
   * Its seccomp filters, the one that was installed first at the front; empty where it is gone.
   *
   * @throws ErrnoException EACCES without CAP_SYS_ADMIN in the initial user namespace, and where
   *     this process has a filter itself; EINVAL where the thread has none, or the kernel no
   *     CONFIG_CHECKPOINT_RESTORE
   */
  public List<InstalledFilter> seccompFilters() {
    return InstalledFilter.of(this);
  }

  /** 128 bytes for a moment. */
  long scratch() {
    return scratch;
  }

  /** Two struct iovec, for a moment. */
  long vectors() {
    return scratch + Ptrace.SIGINFO_SIZE;
  }

  /** Frees its native memory; the thread itself goes on as it is. Not to be used afterwards. */
  @Override
  public void close() {
    Memory.free(scratch);
    if (registers != null) {
      registers.close();
    }
  }

  @Override
  public String toString() {
    return "thread " + tid + " of process " + pid;
  }
}

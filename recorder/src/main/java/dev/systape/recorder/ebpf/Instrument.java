package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Layouts.*;

import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SyscallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The programs and maps in the kernel. They are there as long as their descriptors are open: where
 * the recorder is killed, the kernel takes them out.
 */
final class Instrument implements AutoCloseable {
  private static final Path OWN_NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final int EPERM = 1;
  private static final int EACCES = 13;
  private static final int SYS_PIDFD_OPEN = 434;
  private static final int SYS_MEMBARRIER = 324;
  private static final int MEMBARRIER_CMD_GLOBAL = 1;

  /** PIDFD_THREAD of linux/pidfd.h, since 6.9. */
  private static final int PIDFD_THREAD = 0x80;

  /** What the type of a tracepoint's function begins with. */
  private static final String TRACEPOINT = "btf_trace_";

  /**
   * Tracepoint of kernels since 6.10; without it, what an execve cannot read at once is unreadable.
   */
  private static final String PREPARE_EXEC = "sched_prepare_exec";

  /** Leaders that died in an execve which has not come to its end yet. */
  private static final int LEADERS = 4096;

  private final BpfMap threads;
  private final BpfMap counters;
  private final BpfMap leaders;
  private final CallTables tables;
  private final Ring ring;
  private final List<BpfProgram> programs = new ArrayList<>();
  private final List<Integer> links = new ArrayList<>();
  private final long area = Memory.allocate(CallArea.SIZE);
  private final long key = Memory.allocate(8);
  private final int stringLimit;
  private final Consumer<String> disassembly;
  private long adopted;

  /**
   * Loads and attaches the programs; no thread is recorded yet.
   *
   * @param disassembly is given the text of each program before it is loaded, or null
   * @throws UnavailableException where the kernel does not take them, or not from this user
   */
  static Instrument open(
      RecordOptions options, CapturePlans plans, int ringSize, Consumer<String> disassembly)
      throws UnavailableException {
    if (options.fullRegisters()) {
      throw new UnavailableException(
          "whole register sets are recorded by ptrace alone", "", "", null);
    }
    try {
      return new Instrument(options, plans, ringSize, KernelTypes.running(), disassembly);
    } catch (IOException e) {
      throw new UnavailableException(
          "the kernel has no type information, /sys/kernel/btf/vmlinux",
          "one built with CONFIG_DEBUG_INFO_BTF has",
          "",
          e);
    } catch (VerifierException e) {
      throw new UnavailableException(e.getMessage(), "", e.log(), e);
    } catch (ErrnoException e) {
      boolean refused = e.errno() == EPERM || e.errno() == EACCES;
      throw new UnavailableException(
          e.getMessage(), refused ? "it takes CAP_BPF and CAP_PERFMON, or root" : "", "", e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UnavailableException(e.getMessage(), "", "", e);
    }
  }

  private Instrument(
      RecordOptions options,
      CapturePlans plans,
      int ringSize,
      KernelTypes types,
      Consumer<String> disassembly) {
    this.disassembly = disassembly;
    KernelOffsets offsets = new KernelOffsets(types);
    threads = BpfMap.taskStorage("threads", CallArea.SIZE);
    counters = BpfMap.sharedArray("counters", Counters.SIZE, 1);
    leaders = BpfMap.hash("leaders", 4, 8, LEADERS);
    tables = new CallTables(plans, options);
    ring = new Ring(ringSize);
    Maps maps =
        new Maps(
            threads.fd(),
            tables.calls.fd(),
            tables.selectors.fd(),
            tables.plans.fd(),
            ring.fd(),
            counters.fd(),
            leaders.fd());
    FileOffsets files = new FileOffsets(types);
    LifePrograms life = new LifePrograms(maps, offsets, files);
    SignalPrograms signals = new SignalPrograms(maps, offsets);
    long[] namespace = namespace();
    stringLimit = options.stringLimit();
    try {
      lookAround(life.surroundings());
      UntouchedPages untouched =
          new UntouchedPages(offsets, PageTables.directMap(offsets, this::show));
      CallPrograms calls =
          new CallPrograms(
              maps,
              offsets,
              options.resolved().isEmpty() ? null : files,
              untouched,
              options.filter().recordsAll());
      // Exits before entries: where only the one is attached yet, nothing is half recorded.
      load(types, "sys_exit", calls.exit());
      load(types, "sys_enter", calls.enter());
      if (types.hasTypedef(TRACEPOINT + PREPARE_EXEC)) {
        load(types, PREPARE_EXEC, calls.prepareExec());
      }
      load(types, "signal_generate", signals.generated());
      load(types, "signal_deliver", signals.delivered());
      load(types, "sched_process_exit", life.exit());
      load(types, "sched_process_exec", life.exec());
      load(
          types,
          "sched_process_fork",
          life.fork(options.follow(), options.stringLimit(), namespace[0], namespace[1]));
      for (BpfProgram program : programs) {
        links.add(program.attach());
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static long[] namespace() {
    try {
      Map<String, Object> stat = Files.readAttributes(OWN_NAMESPACE, "unix:dev,ino");
      return new long[] {(long) stat.get("dev"), (long) stat.get("ino")};
    } catch (IOException e) {
      throw new IllegalStateException("cannot look at " + OWN_NAMESPACE + ": " + e, e);
    }
  }

  private void load(KernelTypes types, String tracepoint, Code code) {
    show(code);
    int id = types.typedef(TRACEPOINT + tracepoint);
    programs.add(BpfProgram.loadTracing(id, tracepoint, code));
  }

  private void show(Code code) {
    if (disassembly != null) {
      disassembly.accept(Disassembly.of(code));
    }
  }

  /** The ring that they write to. */
  Ring ring() {
    return ring;
  }

  /** Says which thread makes the program's process, 0 for none. */
  void spawner(int tid) {
    Memory.putLong(counters.address() + Counters.SPAWNER, tid);
  }

  private void lookAround(Code code) {
    show(code);
    try (BpfProgram program = BpfProgram.load(BpfProgram.RAW_TRACEPOINT, "surroundings", code)) {
      program.testRun();
    }
  }

  /**
   * Has a thread recorded that runs already.
   *
   * @param sequence of its next record
   * @throws ErrnoException where the kernel refuses
   */
  Adopted adopt(int pid, int tid, int sequence) {
    int pidfd = pidfd(tid);
    if (pidfd < 0) {
      return Adopted.GONE;
    }
    Memory.zero(area, CallArea.SIZE);
    Memory.putInt(area + TID, tid);
    Memory.putInt(area + PID, pid);
    Memory.putLong(area + SEQUENCE, sequence);
    Memory.putInt(area + STATE, ThreadState.OUTSIDE);
    Memory.putLong(area + STRING_LIMIT, stringLimit);
    Memory.putU16(area + RECORD + RECORD_TYPE, RecordType.SYSCALL.code());
    Memory.putU8(area + RECORD + RECORD_VERSION, 1);
    Memory.putInt(key, pidfd);
    int result = threads.add(key, area);
    LibC.LIBC.close(pidfd);
    switch (-result) {
      case 0 -> {
        adopted++;
        return Adopted.NOW;
      }
      case Linux.EEXIST -> {
        return Adopted.BEFORE;
      }
      case Linux.ENOENT, Linux.ESRCH -> {
        return Adopted.GONE;
      }
      default -> throw new ErrnoException("bpf(BPF_MAP_UPDATE_ELEM, thread " + tid + ")", -result);
    }
  }

  /** A descriptor of a thread, which the map of threads is asked by; negative where it is gone. */
  private static int pidfd(int tid) {
    return (int) LibC.LIBC.syscall(SYS_PIDFD_OPEN, tid, PIDFD_THREAD, 0, 0, 0, 0);
  }

  /** Whether the kernel has descriptors of threads: without them only what is new is recorded. */
  static boolean canAdopt() {
    int pidfd = pidfd(Linux.gettid());
    if (pidfd >= 0) {
      LibC.LIBC.close(pidfd);
    }
    return pidfd >= 0;
  }

  /** Recorded threads that live. */
  long live() {
    return adopted + Memory.getLongVolatile(counters.address() + Counters.LIVE);
  }

  /** Records that found the ring full. */
  long lost() {
    return Memory.getLongVolatile(counters.address() + Counters.LOST);
  }

  /** Threads that are not recorded because there was no memory for them. */
  long unrecorded() {
    return Memory.getLongVolatile(counters.address() + Counters.NO_MEMORY);
  }

  /** Takes the programs off the tracepoints; what they have written can still be read. */
  void detach() {
    links.forEach(LibC.LIBC::close);
    links.clear();
  }

  /**
   * Waits until no program runs any more that was running when {@link #detach} took it off: they
   * run in RCU read sections, and membarrier(2) waits for those.
   */
  void settle() {
    LibC.LIBC.syscall(SYS_MEMBARRIER, MEMBARRIER_CMD_GLOBAL, 0, 0, 0, 0, 0);
  }

  /**
   * The record of the call that a thread is in, as one that has not returned, or 0; overwritten by
   * the next.
   */
  long openCall(int tid) {
    int pidfd = pidfd(tid);
    if (pidfd < 0) {
      return 0;
    }
    Memory.putInt(key, pidfd);
    boolean found = threads.lookup(key, area);
    LibC.LIBC.close(pidfd);
    if (!found || Memory.getInt(area + STATE) != ThreadState.INSIDE) {
      return 0;
    }
    long record = area + RECORD;
    Memory.putLong(record + SYSCALL_EXIT_NS, 0);
    Memory.putLong(area + RESULT, 0);
    Memory.putU8(record + SYSCALL_FLAGS, SyscallRecord.NO_EXIT);
    RecordHeader.sequence(record, Memory.getLong(area + SEQUENCE));
    RecordHeader.total(record, CAPTURES - RECORD + Memory.getU32(area + USED));
    return record;
  }

  @Override
  public void close() {
    detach();
    programs.forEach(BpfProgram::close);
    ring.close();
    tables.close();
    leaders.close();
    counters.close();
    threads.close();
    Memory.free(area);
    Memory.free(key);
  }
}

package dev.systape.recorder.ebpf;

import dev.systape.recorder.Backend;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import dev.systape.recorder.launch.Spawner;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Records by programs in the kernel, which write the tape's records to a ring while the program
 * runs on; this side copies them to the tape.
 */
public final class EbpfBackend implements Backend {
  /** Bytes of buffers that are kept of a call: 16 MiB. */
  public static final int MAX_CALL_BYTES = CallArea.MAX_PIECES * CallArea.CHUNK;

  /**
   * Between two looks at the ring. A look while the program is writing takes the line of the ring's
   * positions from its cpu, which costs it more than the record does, so looks are few.
   */
  private static final long POLL_NS = 1_000_000;

  /** How often the recorder of attached processes looks whether these are still there. */
  private static final long LOOK_NS = 200_000_000;

  private static final int WNOHANG = 1;
  private static final int SYS_EXECVE = 59;

  private final TapeWriter tape;
  private final Instrument instrument;
  private final Notices notices;
  private final LiveThreads threads = new LiveThreads();
  private final long status = Memory.allocate(8);
  private int execErrno;
  private boolean execed;
  private int targetStatus;
  private long ringLost;
  private long unrecorded;
  private long pollNs;
  private volatile int target;
  private volatile boolean targetEnded;
  private volatile int stopReason;

  /**
   * Loads and attaches the programs; nothing is recorded yet.
   *
   * @param ringSize bytes of the ring, a power of two and of pages
   * @param disassembly is given the text of each program, its functions under their names, before
   *     it is loaded; or null
   * @throws UnavailableException where that is not to be had here
   */
  public EbpfBackend(
      TapeWriter tape,
      RecordOptions options,
      CapturePlans plans,
      int ringSize,
      Consumer<String> disassembly)
      throws UnavailableException {
    this.tape = tape;
    instrument = Instrument.open(options, plans, ringSize, disassembly);
    notices = new Notices(tape);
  }

  /**
   * Says whether processes that run already can be recorded.
   *
   * @throws UnavailableException where the kernel is too old
   */
  public static void requireAttach() throws UnavailableException {
    if (!Instrument.canAdopt()) {
      throw new UnavailableException(
          "attaching to threads takes Linux 6.9 or newer (PIDFD_THREAD)", "", "", null);
    }
  }

  /**
   * Loads and attaches the programs, and takes them out again.
   *
   * @throws UnavailableException where that is not to be had here
   */
  public static void attempt(RecordOptions options, CapturePlans plans, int ringSize)
      throws UnavailableException {
    Instrument.open(options, plans, ringSize, null).close();
  }

  @Override
  public Outcome run(Program program, LaunchState launch) {
    pollNs = System.nanoTime();
    instrument.spawner(Linux.gettid());
    try (Spawner spawner = new Spawner()) {
      int pid = spawner.spawn(program, launch);
      instrument.spawner(0);
      poll();
      notices.open(pid);
      target = pid;
      spawner.release();
    }
    record(false);
    if (stopReason == 0 && !targetEnded) {
      // All its threads are gone by the tracepoint; it can be waited for a moment later.
      reap(0);
    }
    return end(!targetEnded);
  }

  @Override
  public Outcome attach(List<Integer> pids, Attached attached) {
    pollNs = System.nanoTime();
    execed = true;
    Attachment attachment = new Attachment(instrument, tape, threads);
    for (int pid : pids) {
      int count = attachment.attach(pid);
      if (count == 0 && !ProcFs.runs(pid)) {
        throw new IllegalStateException("-p: there is no process " + pid);
      }
      attached.to(pid, count);
      poll();
    }
    record(true);
    return end(false);
  }

  /** Records until no recorded thread lives, or recording is to stop. */
  private void record(boolean attached) {
    // Now that the program is there, which would inherit it: where all CPUs are busy the ring fills
    // in a tenth of a second, and what it drains goes before what fills it.
    Linux.goFirst();
    long lookNs = System.nanoTime() + LOOK_NS;
    while (stopReason == 0 && instrument.live() > 0) {
      poll();
      if (attached && System.nanoTime() - lookNs > 0) {
        if (allGone()) {
          return;
        }
        lookNs = System.nanoTime() + LOOK_NS;
      }
      if (!instrument.ring().fillsFast()) {
        LockSupport.parkNanos(POLL_NS);
      }
    }
  }

  /**
   * Whether no thread that is known to be recorded lives. One that was attached to in its last
   * moments may have gone by the tracepoint before, and would be waited for in vain.
   */
  private boolean allGone() {
    return ringLost + unrecorded == 0 && threads.all().stream().noneMatch(ProcFs::runs);
  }

  private Outcome end(boolean open) {
    instrument.detach();
    poll();
    reap(WNOHANG);
    if (open || stopReason != 0) {
      // Programs that were running when they were taken off have written their records by now.
      instrument.settle();
      while (instrument.ring().holdsMore()) {
        poll();
      }
      unfinished();
    }
    int reason = stopReason == 0 ? TapeEnd.ENDED : stopReason;
    return new Outcome(
        reason, targetStatus, execErrno, ringLost + unrecorded, instrument.ring().largestFill());
  }

  /** Copies what is in the ring to the tape. */
  private void poll() {
    boolean any = instrument.ring().drain(sink);
    long now = System.nanoTime();
    ringLost = lost(ringLost, instrument.lost(), now, Lost.RING_FULL);
    unrecorded = lost(unrecorded, instrument.unrecorded(), now, Lost.NO_MEMORY);
    if (any) {
      tape.commit();
    }
    if (!targetEnded) {
      reap(WNOHANG);
    }
    pollNs = now;
  }

  /** Says what was lost since the last time; returns what was lost in all. */
  private long lost(long before, long total, long now, int reason) {
    if (total > before) {
      long count = total - before;
      tape.append(0, 0, 0, 0, now, new Lost(count, pollNs, now, TapeHeader.EBPF, reason));
    }
    return total;
  }

  private void reap(int flags) {
    if (target != 0 && LibC.LIBC.wait4(target, status, flags, 0) == target) {
      targetStatus = Memory.getInt(status);
      targetEnded = true;
    }
  }

  private final Ring.Sink sink =
      new Ring.Sink() {
        @Override
        public void records(long address, int bytes, int count, int calls) {
          tape.appendRun(address, bytes, count, calls);
        }

        @Override
        public void other(long record) {
          look(record);
        }

        @Override
        public boolean looksAtCalls() {
          return !execed;
        }
      };

  private void look(long record) {
    int type = RecordHeader.type(record);
    if (type == Notice.PRIVATE + RecordType.PROCESS_NEW.code()) {
      threads.add(RecordHeader.tid(record));
      notices.processNew(record);
    } else if (type == Notice.PRIVATE + RecordType.EXEC.code()) {
      execed = true;
      threads.remove(Memory.getInt(record + Notice.OLD_TID));
      threads.add(RecordHeader.tid(record));
      notices.exec(record);
    } else if (type == Notice.WORKING_DIRECTORY || type == Notice.EXECUTABLE) {
      notices.executing(record);
    } else if (type == Notice.PRIVATE + RecordType.RESOLVED_PATH.code()) {
      notices.resolved(record);
    } else if (type == RecordType.EXIT.code()) {
      threads.remove(RecordHeader.tid(record));
    } else if (type == RecordType.SYSCALL.code() && !execed) {
      boolean execve = SyscallRecord.number(record) == SYS_EXECVE;
      execErrno = execve ? (int) -Memory.getLong(SyscallRecord.exitRegister(record, 0)) : execErrno;
    }
  }

  /** The calls that are open when recording ends. */
  private void unfinished() {
    for (int tid : threads.all()) {
      long record = instrument.openCall(tid);
      if (record != 0) {
        tape.append(record, RecordHeader.total(record));
      }
    }
    tape.commit();
  }

  @Override
  public int awaitTarget() {
    while (!targetEnded) {
      reap(0);
      if (!targetEnded && LibC.errno() != Linux.EINTR) {
        return targetStatus;
      }
    }
    return targetStatus;
  }

  @Override
  public void stop(int reason) {
    stopReason = reason;
  }

  @Override
  public int targetPid() {
    return targetEnded ? 0 : target;
  }

  /** Takes the programs out of the kernel. */
  @Override
  public void close() {
    instrument.close();
    Memory.free(status);
  }
}

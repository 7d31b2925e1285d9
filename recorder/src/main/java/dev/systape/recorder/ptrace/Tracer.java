package dev.systape.recorder.ptrace;

import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import dev.systape.recorder.launch.ProgramFilter;
import dev.systape.recorder.launch.Spawner;
import dev.systape.recorder.linux.WakeSignal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Traces whole process trees with ptrace(2) and tells what happens in them, one event at a time:
 *
 * <pre>{@code
 * try (Tracer<Void> tracer = Tracer.plain()) {
 *   tracer.spawn("ls", "-l");
 *   for (TraceEvent<Void> event : tracer) {
 *     if (event instanceof SyscallExit<Void> exit) {
 *       System.out.println(exit.number() + " = " + exit.result());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The thread that an event is about is stopped until the next event is asked for. Events are
 * reused: each is valid until then. Between two events nothing is allocated.
 *
 * <p>How it waits is chosen by measurement while it runs: by asking for a tenth of a millisecond
 * with idle CPUs kept awake (where /dev/cpu_dma_latency can be opened: root), or by blocking.
 *
 * <p>ptrace(2) ties tracees to the thread that attached them: a tracer belongs to the thread that
 * made it, and only {@link #stop} may be called by others. The end of the programs is the end of
 * the events; {@link #close} before that detaches, and they run on.
 *
 * @param <S> the type of the state that the caller keeps per process or thread
 */
public final class Tracer<S> implements Iterable<TraceEvent<S>>, AutoCloseable {
  /** How long threads may take to stop for their detaching, or for a snapshot. */
  private static final long PATIENCE_NS = 2_000_000_000L;

  private static final long POLL_NS = 500_000;

  /** The stop that a thread begins with: PTRACE_EVENT_STOP and SIGTRAP. */
  private static final int INTERRUPTED = Ptrace.EVENT_STOP << 16 | 5 << 8 | 0x7f;

  private final TracerOptions options;
  private final TraceStates<S> states;
  private final ThreadTable<S> threads = new ThreadTable<>();
  private final StopQueue queue = new StopQueue();
  private final StopWait wait;
  private final Events<S> events = new Events<>();
  private final Resumer<S> resumer;
  private final StopReader<S> reader;
  private final Deque<Spawner> parked = new ArrayDeque<>();
  private final Thread owner = Thread.currentThread();
  private final WakeSignal wake = WakeSignal.forCurrentThread();

  private TraceEvent<S> current;
  private long deadlineNs;
  private boolean detaching;
  private boolean closed;
  private volatile boolean stopped;
  private volatile boolean waiting;

  /** A tracer of this thread; nothing is traced yet. */
  public Tracer(TracerOptions options, TraceStates<S> states) {
    this.options = options;
    this.states = states;
    wait = new StopWait(queue, () -> stopped);
    resumer = new Resumer<>(options.syscalls(), threads, queue);
    Births<S> births = new Births<>(options, states, threads, resumer, events);
    reader = new StopReader<>(options, threads, queue, resumer, births, events);
  }

  /** A tracer of all calls of whole trees, without state. */
  public static Tracer<Void> plain() {
    return new Tracer<>(TracerOptions.defaults(), tracee -> null);
  }

  /**
   * Starts a program, looked up on PATH where it has no slash. Its first events are {@link
   * StartedEvent} and, with {@link SyscallStops#ALL}, the entry of its execve.
   *
   * @throws TraceRefusedException where it cannot be found or traced
   */
  public Tracee spawn(String... command) {
    return spawn(Spawned.program(command), LaunchState.current());
  }

  /**
   * Starts a program with the environment, descriptors, signals and limits of a launch state.
   *
   * @throws TraceRefusedException where it cannot be traced
   */
  public Tracee spawn(Program program, LaunchState launch) {
    return spawn(program, launch, null);
  }

  /**
   * Starts a program with a seccomp filter of the tracer's, for {@link SyscallStops#FILTERED}. Its
   * answer for calls to stop at is SECCOMP_RET_TRACE with {@link
   * dev.systape.recorder.seccomp.TraceFilter#DATA}, and execve is to be among them. Detaching from
   * such a program makes these calls fail with ENOSYS.
   *
   * @param filter null for none
   * @throws TraceRefusedException where it cannot be traced
   */
  public Tracee spawn(Program program, LaunchState launch, ProgramFilter filter) {
    checkOwner();
    Spawner spawner = new Spawner();
    try {
      Tracee tracee = Spawned.parked(spawner, program, launch, filter, options.bits());
      TracedThread<S> thread = begun(tracee, TracedThread.PARKED);
      queue.add(thread.tid(), INTERRUPTED);
      parked.add(spawner);
      return tracee;
    } catch (RuntimeException e) {
      spawner.close();
      throw e;
    }
  }

  /**
   * Attaches to a running process, all its threads, those included that appear meanwhile, and
   * returns when they have stopped. Each gives a {@link StartedEvent}. Not for children of this JVM
   * made by {@link ProcessBuilder}: the JVM's own waitpid takes their stops.
   *
   * @throws TraceRefusedException where that is refused, with what to do about it
   */
  public void attach(int pid) {
    checkOwner();
    List<TracedThread<S>> begun = new ArrayList<>();
    Breakpoints breakpoints = new Breakpoints();
    Seizing.seizeAll(
        pid,
        options.bits(),
        tid -> threads.get(tid) != null,
        tracee -> {
          TracedThread<S> thread = begun(tracee, TracedThread.OUTSIDE);
          thread.breakpoints = breakpoints;
          thread.attached = true;
          thread.running = true;
          begun.add(thread);
        });
    boolean all = stopped(begun);
    begun.forEach(thread -> thread.stoppedWhole = all);
  }

  private TracedThread<S> begun(Tracee tracee, int phase) {
    TracedThread<S> thread = new TracedThread<>(tracee, phase);
    thread.fresh = true;
    thread.breakpoints = new Breakpoints();
    thread.state = states.first(tracee);
    threads.add(thread);
    return thread;
  }

  /** Waits, for a while, until threads have stopped; the stops are in the queue then. */
  private boolean stopped(List<TracedThread<S>> begun) {
    long deadline = System.nanoTime() + PATIENCE_NS;
    while (begun.stream().anyMatch(each -> each.running && threads.get(each.tid()) == each)) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      if (queue.collect(false, false, true) <= 0) {
        LockSupport.parkNanos(POLL_NS);
      }
      queue.forEachTid(this::markStopped);
    }
    return true;
  }

  private void markStopped(int tid) {
    TracedThread<S> thread = threads.get(tid);
    if (thread != null) {
      thread.running = false;
    }
  }

  /**
   * Ends the last event and waits for the next.
   *
   * @return null when all programs have ended or were detached, or after {@link #stop}
   */
  public TraceEvent<S> next() {
    checkOwner();
    settle();
    while (!stopped || detaching) {
      resumer.release(false);
      if (!queue.isEmpty()) {
        int tid = queue.tid();
        int word = queue.word();
        queue.pop();
        current = detaching ? reader.readDetaching(tid, word) : reader.read(tid, word);
        if (current != null) {
          return current;
        }
      } else if (threads.size() == 0 || !await()) {
        return null;
      }
    }
    return null;
  }

  private void settle() {
    if (current != null) {
      TraceEvent<S> over = current;
      current = null;
      if (over == events.started && !over.thread.attached) {
        parked.remove().release();
      }
      resumer.settle(over);
    }
  }

  /** Waits for stops; false where there is nothing to wait for any more. */
  private boolean await() {
    if (detaching) {
      return awaitBounded();
    }
    if (resumer.untilDueNs() < Long.MAX_VALUE) {
      return awaitHolding();
    }
    waiting = true;
    int got = wait.await(threads.size() == 1, reader.endsExpected());
    waiting = false;
    return got >= 0;
  }

  /** Waits for stops, or until a thread that is held is due. */
  private boolean awaitHolding() {
    int got = queue.collect(false, false, true);
    if (got == 0) {
      LockSupport.parkNanos(Math.min(resumer.untilDueNs(), POLL_NS / 4));
    }
    return got >= 0;
  }

  private boolean awaitBounded() {
    int got = queue.collect(false, false, true);
    if (got == 0) {
      LockSupport.parkNanos(POLL_NS);
    }
    return got >= 0 && System.nanoTime() - deadlineNs < 0;
  }

  /** Calls a handler for each event until the programs have ended or {@link #stop} was called. */
  public void run(TraceHandler<S> handler) {
    for (TraceEvent<S> event = next(); event != null; event = next()) {
      event.accept(handler);
    }
  }

  /** The events; one pass over them, as {@link #next} gives them. */
  @Override
  public Iterator<TraceEvent<S>> iterator() {
    return new Iterator<>() {
      private TraceEvent<S> ahead;
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (ahead == null && !ended) {
          ahead = Tracer.this.next();
          ended = ahead == null;
        }
        return ahead != null;
      }

      @Override
      public TraceEvent<S> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        TraceEvent<S> event = ahead;
        ahead = null;
        return event;
      }
    };
  }

  /**
   * Has {@link #next} return null, at once where it waits; any thread may call this. What is traced
   * stays so, to be detached by {@link #detach} or {@link #close}.
   */
  public void stop() {
    stopped = true;
    while (stopped && waiting && owner.isAlive()) {
      // Again until it took effect: a wake-up just before the wait that it is meant for is lost.
      wake.wake();
      LockSupport.parkNanos(POLL_NS);
    }
  }

  /**
   * Takes {@link #stop} back: {@link #next} gives events again.
   *
   * @return whether it was stopped
   */
  public boolean goOn() {
    checkOwner();
    boolean was = stopped;
    stopped = false;
    return was;
  }

  /** The caller's state of each thread that is traced and has one, in no order. */
  public List<S> states() {
    checkOwner();
    return threads.all().stream().map(each -> each.state).filter(Objects::nonNull).toList();
  }

  /**
   * Begins to let all programs go. {@link #next} then gives a {@link DetachedEvent} for each
   * thread, or how it ended, and null when all are done, or when a thread did not stop within 2 s:
   * the kernel lets that one go when this thread ends.
   */
  public void detach() {
    checkOwner();
    if (detaching) {
      return;
    }
    settle();
    resumer.release(true);
    detaching = true;
    deadlineNs = System.nanoTime() + PATIENCE_NS;
    parked.forEach(Spawner::release);
    parked.clear();
    for (TracedThread<S> thread : threads.all()) {
      if (thread.phase == TracedThread.EARLY) {
        threads.remove(thread);
        thread.tracee.detach(0);
        thread.free();
      } else if (thread.running || thread.listening) {
        thread.tracee.interrupt();
      }
    }
  }

  /** How many threads are traced. */
  public int threads() {
    return threads.size();
  }

  /** Detaches, where programs are left, and frees what the tracer holds. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    detach();
    while (next() != null) {
      // What is left to be told is not of interest to anyone.
      continue;
    }
    closed = true;
    threads.all().forEach(TracedThread::free);
    wait.close();
    queue.free();
    events.free();
  }

  private void checkOwner() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException("a tracer belongs to the thread that made it, " + owner);
    }
    if (closed) {
      throw new IllegalStateException("the tracer is closed");
    }
  }
}

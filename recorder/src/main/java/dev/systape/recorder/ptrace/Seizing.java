package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** PTRACE_SEIZE of ptrace(2), for one thread and for all of a process. */
final class Seizing {
  private Seizing() {}

  /** Seizes a thread; 0 or the errno. */
  static int seize(int tid, int options) {
    return LibC.LIBC.ptrace(Ptrace.SEIZE, tid, 0, options) == 0 ? 0 : LibC.errno();
  }

  /**
   * Seizes and interrupts every thread of a process. /proc/PID/task is read until nothing new shows
   * up: a thread that a seized one makes is traced from its beginning if the options say so, and
   * one that another makes shows up in the next reading.
   *
   * @param known whether a thread is traced by the caller already
   * @param seized takes each thread, interrupted and perhaps not stopped yet
   * @throws TraceRefusedException where the first thread is refused
   */
  static void seizeAll(int pid, int options, IntPredicate known, Consumer<Tracee> seized) {
    Set<Integer> done = new HashSet<>();
    seizeOne(pid, pid, options, known, seized);
    done.add(pid);
    boolean any = true;
    while (any) {
      any = false;
      for (int tid : ProcFs.tasks(pid)) {
        if (done.add(tid)) {
          any = true;
          seizeOne(tid, pid, options, known, seized);
        }
      }
    }
  }

  private static void seizeOne(
      int tid, int pid, int options, IntPredicate known, Consumer<Tracee> seized) {
    int errno = seize(tid, options);
    if (errno == 0) {
      Tracee tracee = new Tracee(tid, pid);
      tracee.interrupt();
      seized.accept(tracee);
    } else if (!harmless(tid, pid, errno, known)) {
      throw Refusals.of(tid, errno);
    }
  }

  /**
   * A thread that ended meanwhile, or that its maker brought, is no error; nor is a leader that
   * ended before its threads.
   */
  private static boolean harmless(int tid, int pid, int errno, IntPredicate known) {
    if (tid == pid) {
      return ended(tid) && ProcFs.tasks(pid).size() > 1;
    }
    return errno == Linux.ESRCH || mine(tid, known) || ended(tid);
  }

  /** Whether this thread traces another already: its maker was seized, and it came with it. */
  private static boolean mine(int tid, IntPredicate known) {
    return known.test(tid) || ProcFs.tracer(tid) == Linux.gettid();
  }

  private static boolean ended(int tid) {
    char state = ProcFs.state(tid);
    return state == 'Z' || state == 'X' || state == 0;
  }
}

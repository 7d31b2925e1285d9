package dev.systape.recorder.ptrace;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.ObjIntConsumer;

/** Threads that stay stopped for a while: {@link SyscallEvent#delay}. */
final class HeldThreads<S> {
  private record Held<S>(TracedThread<S> thread, int signal, long dueNs) {}

  private final PriorityQueue<Held<S>> held =
      new PriorityQueue<>(Comparator.comparingLong(Held<S>::dueNs));

  /** Holds a thread, which goes on with a signal or none. */
  void add(TracedThread<S> thread, int signal, long ns) {
    held.add(new Held<>(thread, signal, System.nanoTime() + ns));
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** How long until the first one is due, in ns. */
  long untilDueNs() {
    return held.isEmpty() ? Long.MAX_VALUE : held.element().dueNs - System.nanoTime();
  }

  /**
   * Lets go of those that are due.
   *
   * @param all whether to let go of the others too
   * @param resume what is done with a thread and its signal; one that ended meanwhile is told too
   */
  void release(boolean all, ObjIntConsumer<TracedThread<S>> resume) {
    while (!held.isEmpty() && (all || untilDueNs() <= 0)) {
      Held<S> first = held.remove();
      resume.accept(first.thread, first.signal);
    }
  }
}

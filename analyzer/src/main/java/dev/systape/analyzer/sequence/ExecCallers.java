package dev.systape.analyzer.sequence;

import dev.systape.schema.tape.Exec;
import java.util.HashSet;
import java.util.Set;

/**
 * Threads that called execve and are leaders now. The call itself comes after the {@link Exec},
 * when it has returned, and under the tid that the thread had when it made it: the last record
 * there is of that tid, until another thread is given it.
 */
public final class ExecCallers {
  private final Set<Integer> oldTids = new HashSet<>();

  /** A thread, the leader by now, has executed another program. */
  public void executed(int tid, Exec exec) {
    if (exec.oldTid() != tid) {
      oldTids.add(exec.oldTid());
    }
  }

  /** Whether what came under a tid, a call or the birth of a thread, ends the one that had it. */
  public boolean left(int tid) {
    return oldTids.remove(tid);
  }
}

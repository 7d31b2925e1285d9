package dev.systape.recorder.ptrace;

/**
 * Makes the state that a caller keeps per process or per thread; a {@link Tracer} hands it out with
 * every event.
 *
 * @param <S> the state's type
 */
public interface TraceStates<S> {
  /** The state of a process that was spawned, or of a thread of one that was attached. */
  S first(Tracee tracee);

  /**
   * The state of a new thread or process. As it stands, the threads of a process share one state,
   * and each new process has one of its own, made by {@link #first}.
   *
   * @param child it has not run yet, and is perhaps not stopped yet
   * @param parent the state of the thread that made it
   * @param cloneFlags CLONE_* flags of clone(2), 0 for a fork
   */
  default S child(Tracee child, S parent, long cloneFlags) {
    return (cloneFlags & Ptrace.CLONE_THREAD) != 0 ? parent : first(child);
  }
}

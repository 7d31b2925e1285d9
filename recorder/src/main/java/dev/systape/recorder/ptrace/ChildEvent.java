package dev.systape.recorder.ptrace;

/**
 * A thread made a process or a thread: PTRACE_EVENT_FORK, _VFORK and _CLONE of ptrace(2). The child
 * runs its first instruction when the event is over.
 *
 * @param <S> the type of the caller's state
 */
public final class ChildEvent<S> extends TraceEvent<S> {
  TracedThread<S> child;
  long cloneFlags;
  boolean early;

  ChildEvent() {}

  /** The new thread. */
  public Tracee child() {
    return child.tracee;
  }

  /** Its state, null where it is not followed. */
  public S childState() {
    return child.state;
  }

  /** Whether it is traced; otherwise it is detached at its first stop. */
  public boolean followed() {
    return child.phase != TracedThread.UNFOLLOWED;
  }

  /** CLONE_* flags of clone(2); 0 for fork, CLONE_VM and CLONE_VFORK for vfork. */
  public long cloneFlags() {
    return cloneFlags;
  }

  /** Whether it is a thread of the same process. */
  public boolean isThread() {
    return (cloneFlags & Ptrace.CLONE_THREAD) != 0;
  }

  /** Whether its maker waits until it calls execve or ends. */
  public boolean isVfork() {
    return (cloneFlags & Ptrace.CLONE_VFORK) != 0;
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.child(this);
  }
}

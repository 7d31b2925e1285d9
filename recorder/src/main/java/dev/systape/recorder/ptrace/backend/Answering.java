package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.ptrace.EndEvent;
import dev.systape.recorder.ptrace.ExecEvent;
import dev.systape.recorder.ptrace.ExitedEvent;
import dev.systape.recorder.ptrace.KilledEvent;
import dev.systape.recorder.ptrace.SeccompEvent;
import dev.systape.recorder.ptrace.TraceHandler;

/**
 * What is left of recording when it stopped and a filter in the programs still wants a tracer: they
 * are let go on at each stop, nothing is written, and how the first program ended is kept.
 */
final class Answering implements TraceHandler<RecordedThread> {
  private final int target;
  private boolean targetEnded;
  private int targetStatus;

  Answering(int target) {
    this.target = target;
  }

  /** Whether the first program has ended. */
  boolean targetEnded() {
    return targetEnded;
  }

  /** Its status word. */
  int targetStatus() {
    return targetStatus;
  }

  @Override
  public void seccomp(SeccompEvent<RecordedThread> event) {
    event.suppress(-Linux.ENOSYS);
  }

  @Override
  public void exec(ExecEvent<RecordedThread> event) {
    if (event.replaced() != null) {
      event.replaced().record.free();
    }
  }

  @Override
  public void exited(ExitedEvent<RecordedThread> event) {
    ended(event);
  }

  @Override
  public void killed(KilledEvent<RecordedThread> event) {
    ended(event);
  }

  private void ended(EndEvent<RecordedThread> event) {
    if (event.tid() == target) {
      targetEnded = true;
      targetStatus = event.waitStatus();
    }
    if (event.state() != null) {
      event.state().record.free();
    }
  }
}

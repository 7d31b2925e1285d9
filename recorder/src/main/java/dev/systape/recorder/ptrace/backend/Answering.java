package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.ptrace.EndEvent;
import dev.systape.recorder.ptrace.ExecEvent;
import dev.systape.recorder.ptrace.ExitedEvent;
import dev.systape.recorder.ptrace.KilledEvent;
import dev.systape.recorder.ptrace.SeccompEvent;
import dev.systape.recorder.ptrace.TraceHandler;
import java.util.function.IntConsumer;

/**
 * What is left of recording when it stopped and a filter in the programs still wants a tracer: they
 * are let go on at each stop, nothing is written, and how the first program ended is told.
 */
final class Answering implements TraceHandler<RecordedThread> {
  private final int target;
  private final IntConsumer targetEnded;

  /**
   * A handler.
   *
   * @param target the first program
   * @param targetEnded is told its status word when it ended
   */
  Answering(int target, IntConsumer targetEnded) {
    this.target = target;
    this.targetEnded = targetEnded;
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
      targetEnded.accept(event.waitStatus());
    }
    if (event.state() != null) {
      event.state().record.free();
    }
  }
}

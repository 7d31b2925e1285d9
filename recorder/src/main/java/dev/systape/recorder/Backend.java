package dev.systape.recorder;

import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import java.util.List;

/**
 * Runs a program and records it and what it starts, until all of it ended or recording is to stop.
 * {@link #run} owns its thread; {@link #stop} and {@link #targetPid} may be called by any other.
 */
public interface Backend extends AutoCloseable {
  /**
   * How a recording ended.
   *
   * @param reason as in {@link dev.systape.schema.tape.TapeEnd}
   * @param waitStatus status word of the program, 0 where it has not ended
   * @param execErrno why its execve failed, or 0
   * @param lost records that were lost on the way to the tape
   * @param largestFill bytes that lay in the kernel's ring at once at the most, 0 where there is
   *     none
   */
  record Outcome(int reason, int waitStatus, int execErrno, long lost, long largestFill) {}

  /**
   * Runs a program to its end, or until {@link #stop}.
   *
   * @throws dev.systape.recorder.linux.ErrnoException where the kernel refuses to start or record
   *     it
   */
  Outcome run(Program program, LaunchState launch);

  /**
   * Attaches to running processes and records them, with what they start, until all have ended or
   * {@link #stop}. Nothing of them is left changed when it returns.
   *
   * @throws UnsupportedOperationException by a backend that records only what it starts
   * @throws IllegalStateException where one of them is refused, or is not there; none is traced
   *     then
   */
  default Outcome attach(List<Integer> pids) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot attach");
  }

  /**
   * Waits for the program itself where recording stopped before it ended; returns its status word.
   */
  int awaitTarget();

  /**
   * Stops recording, for a reason of {@link dev.systape.schema.tape.TapeEnd}; the program goes on.
   * To be repeated until {@link #run} has returned.
   */
  void stop(int reason);

  /** The program's pid, 0 before it is there or after it ended. */
  int targetPid();

  /** Frees what it holds; nothing of it is left in the kernel. */
  @Override
  void close();
}

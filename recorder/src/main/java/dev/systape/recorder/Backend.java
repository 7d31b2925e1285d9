package dev.systape.recorder;

import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import java.util.List;

/**
 * Runs a program, or attaches to such as run, and records it and what it starts, until all of it
 * ended or recording is to stop. {@link #run} owns its thread; {@link #stop} and {@link #targetPid}
 * may be called by any other.
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
   * Records processes that run already, with all their threads and what they start, until all of it
   * ended or {@link #stop}; they go on.
   *
   * @param pids of the processes, at least one, each of another process
   * @param attached is told of each process, with the number of its threads, once it is recorded
   * @throws IllegalStateException where there is no such process
   * @throws dev.systape.recorder.linux.ErrnoException where the kernel refuses to record one
   */
  Outcome attach(List<Integer> pids, Attached attached);

  /** Is told of processes that are being recorded. */
  interface Attached {
    /** A process is being recorded, with so many threads. */
    void to(int pid, int threads);
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

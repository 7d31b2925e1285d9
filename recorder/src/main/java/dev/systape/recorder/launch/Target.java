package dev.systape.recorder.launch;

import java.util.List;

/**
 * What is to be recorded: a program to start, or processes that run already.
 *
 * @param program the program, null where processes are attached to
 * @param launch the surroundings to start it in, null likewise
 * @param pids the processes to attach to, empty where a program is started
 */
public record Target(Program program, LaunchState launch, List<Integer> pids) {
  /** Copies the list. */
  public Target {
    pids = List.copyOf(pids);
  }

  /** A program to start. */
  public static Target start(Program program, LaunchState launch) {
    return new Target(program, launch, List.of());
  }

  /** Processes to attach to. */
  public static Target attach(List<Integer> pids) {
    return new Target(null, null, pids);
  }

  /** Whether processes are attached to. */
  public boolean attached() {
    return program == null;
  }
}

package dev.systape.recorder.ptrace;

import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import dev.systape.recorder.launch.ProgramFilter;
import dev.systape.recorder.launch.Spawner;
import dev.systape.recorder.linux.Linux;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Programs that the tracer itself starts. */
final class Spawned {
  private Spawned() {}

  /** A program of this process's surroundings. */
  static Program program(String... command) {
    LaunchState launch = LaunchState.current();
    try {
      return new Program(
          Program.find(command[0], System.getenv().getOrDefault("PATH", "/bin:/usr/bin")),
          Arrays.stream(command).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList(),
          launch.environment(),
          null);
    } catch (Program.NotFoundException | Program.NotExecutableException e) {
      throw new TraceRefusedException(e.getMessage(), "");
    }
  }

  /** Makes a program's process, parks it before its execve, seizes it and stops it there. */
  static Tracee parked(
      Spawner spawner, Program program, LaunchState launch, ProgramFilter filter, int options) {
    int pid = spawner.spawn(program, launch, filter);
    int errno = Seizing.seize(pid, options | Ptrace.O_TRACESYSGOOD);
    if (errno == Linux.ESRCH) {
      throw new IllegalStateException("the new process was killed before its execve");
    }
    if (errno != 0) {
      throw Refusals.ofChild(errno);
    }
    Tracee tracee = new Tracee(pid, pid);
    tracee.interrupt();
    if (!tracee.await().stopped()) {
      throw new IllegalStateException("the new process was killed before its execve");
    }
    return tracee;
  }
}

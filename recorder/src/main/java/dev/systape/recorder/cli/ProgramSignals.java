package dev.systape.recorder.cli;

import dev.systape.recorder.Backend;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.schema.tape.TapeEnd;
import java.util.List;
import sun.misc.Signal;

/**
 * Signals that come to the recorder. Those of a terminal (SIGINT, SIGQUIT, SIGHUP) go to the whole
 * foreground group, the program among it, so the recorder does nothing: the program decides.
 * SIGTERM is passed on; where the program has ended and its children are still being recorded, it
 * ends the recording. Where processes are attached to, each of these signals detaches from them.
 */
final class ProgramSignals {
  private static final long IGNORE = 1;

  private ProgramSignals() {}

  static void install(Backend backend) {
    Signal.handle(new Signal("INT"), signal -> {});
    Signal.handle(new Signal("HUP"), signal -> {});
    Signal.handle(
        new Signal("TERM"),
        signal -> {
          int pid = backend.targetPid();
          if (pid != 0) {
            LibC.LIBC.kill(pid, Linux.SIGTERM);
          } else {
            backend.stop(TapeEnd.DETACHED);
          }
        });
    common();
  }

  /**
   * For processes that are attached to: they are not of the terminal's group, so all signals end
   * it.
   */
  static void installDetaching(Backend backend) {
    for (String name : List.of("INT", "HUP", "TERM")) {
      Signal.handle(new Signal(name), signal -> backend.stop(TapeEnd.DETACHED));
    }
    common();
  }

  private static void common() {
    // The JVM keeps SIGQUIT to itself and prints its threads to standard output.
    Linux.signal(Linux.SIGQUIT, IGNORE, 0, 0);
    // An inherited SIG_IGN would have the kernel reap the program without a word.
    Linux.signal(Linux.SIGCHLD, 0, 0, 0);
  }
}

package dev.systape.recorder.cli;

import dev.systape.recorder.Backend;
import dev.systape.recorder.Backend.Outcome;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.cli.Backends.Chosen;
import dev.systape.recorder.launch.Target;
import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** One recording: sets it up, waits for its end, closes the tape, and says what became of it. */
final class Recording {
  private static final int SIGNALED = 128;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int ENOENT = 2;

  private final RecordCommand command;
  private final List<byte[]> words;
  private final RecordOptions options;
  private final Target target;
  private final PrintStream err;

  /** Whether a seccomp filter in the program keeps the recorder here to its end. */
  private boolean filtered;

  Recording(
      RecordCommand command,
      List<byte[]> words,
      RecordOptions options,
      Target target,
      PrintStream err) {
    this.command = command;
    this.words = words;
    this.options = options;
    this.target = target;
    this.err = err;
  }

  /** Records and returns the exit status. */
  int run() throws IOException {
    CapturePlans plans = CapturePlans.load();
    long startMs = System.currentTimeMillis();
    int status;
    try (TapeWriter tape = new TapeWriter(command.output, startMs)) {
      Chosen chosen = Backends.open(command, options, plans, target, tape, err);
      try (Backend backend = chosen.backend()) {
        if (!chosen.reason().isEmpty()) {
          say("with ptrace, " + chosen.reason());
        }
        if (!chosen.filter().message().isEmpty()) {
          say(chosen.filter().message());
        }
        filtered = chosen.filter().filter() != null;
        TapeHeader header =
            Headers.header(
                chosen.kind(),
                filtered ? TapeHeader.KERNEL_FILTER : 0,
                options,
                plans,
                target,
                words);
        tape.append(0, 0, 0, 0, header.clock().monotonicNs(), header);
        status = record(tape, backend, chosen.kind());
      }
    } catch (ErrnoException | IllegalStateException e) {
      Tapes.remove(command.output);
      throw e;
    }
    if (status < 0) {
      Tapes.remove(command.output);
      return -status;
    }
    return status;
  }

  /**
   * Records; the program's exit status, or the negated status of a program that could not be
   * executed.
   */
  private int record(TapeWriter tape, Backend backend, int kind) {
    Outcome outcome;
    try (Watch watch = new Watch(tape, backend, options)) {
      if (target.attached()) {
        ProgramSignals.installDetaching(backend);
        outcome = watch.run(() -> backend.attach(target.pids(), this::attached));
      } else {
        ProgramSignals.install(backend);
        outcome = watch.run(() -> backend.run(target.program(), target.launch()));
      }
    }
    if (outcome.execErrno() != 0) {
      err.println(
          "record: cannot run '"
              + target.program().path()
              + "': "
              + ErrnoNames.describe(outcome.execErrno()));
      return outcome.execErrno() == ENOENT ? -NOT_FOUND : -NOT_EXECUTABLE;
    }
    end(tape, outcome, kind);
    if (target.attached()) {
      return 0;
    }
    int waitStatus = backend.awaitTarget();
    int signal = waitStatus & 0x7f;
    return signal != 0 ? SIGNALED + signal : waitStatus >> 8 & 0xff;
  }

  private void attached(int pid, int threads) {
    say(
        "attached to process "
            + pid
            + ", "
            + (threads == 1 ? "1 thread" : threads + " threads")
            + "; Ctrl-C or SIGTERM ends the recording, not the process");
  }

  private void end(TapeWriter tape, Outcome outcome, int kind) {
    long calls = tape.calls();
    TapeEnd end =
        new TapeEnd(
            tape.failure().isEmpty() ? outcome.reason() : TapeEnd.FAILED,
            outcome.waitStatus(),
            tape.records(),
            calls,
            tape.lost() + outcome.lost(),
            outcome.largestFill(),
            tape.failure());
    tape.append(0, 0, 0, 1, System.nanoTime(), end);
    tape.close();
    if (!tape.failure().isEmpty()) {
      err.println(
          "record: the tape '"
              + command.output
              + "' ends early, "
              + tape.lost()
              + " records are lost: "
              + tape.failure());
    } else if (outcome.lost() > 0) {
      err.println(
          "record: "
              + outcome.lost()
              + " records are lost: the ring was full, or there was no memory for a new thread;"
              + " a larger --buffer helps");
    } else if (outcome.reason() == TapeEnd.DETACHED && target.attached()) {
      say("detached; what was recorded is in '" + command.output + "', the processes run on");
    } else if (outcome.reason() == TapeEnd.TIMEOUT || outcome.reason() == TapeEnd.MAX_SIZE) {
      say(
          "recording stopped at "
              + (outcome.reason() == TapeEnd.TIMEOUT ? "--timeout" : "--max-size")
              + "; the program goes on"
              + (filtered ? ", and record stays until all ends: its filter needs it" : ""));
    }
    if (command.verbose) {
      say(
          calls
              + " calls, "
              + tape.bytes()
              + " bytes in '"
              + command.output
              + "', recorded with "
              + (kind == TapeHeader.EBPF
                  ? "eBPF; the ring held at most " + outcome.largestFill() + " bytes"
                  : "ptrace"));
    }
  }

  private void say(String message) {
    if (!command.quiet) {
      err.println("record: " + message);
    }
  }
}

package dev.systape.recorder.cli;

import dev.systape.recorder.Backend;
import dev.systape.recorder.Backend.Outcome;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.tape.TapeEnd;
import java.io.Closeable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Runs the backend on the thread that is to own all ptrace calls, and stops recording, not the
 * program, when the time is over, the tape is long enough, or it failed.
 */
final class Watch implements Closeable {
  private static final long TICK_NS = 10_000_000;

  private final TapeWriter tape;
  private final Backend backend;
  private final RecordOptions options;
  private final Thread thread = new Thread(this::watch, "record-watch");
  private volatile boolean done;

  Watch(TapeWriter tape, Backend backend, RecordOptions options) {
    this.tape = tape;
    this.backend = backend;
    this.options = options;
    thread.setDaemon(true);
  }

  /** Runs the backend on this thread while another one watches. */
  Outcome run(Supplier<Outcome> recording) {
    thread.start();
    return recording.get();
  }

  private void watch() {
    long end =
        options.timeoutMs() == 0
            ? Long.MAX_VALUE
            : System.nanoTime() + options.timeoutMs() * 1_000_000;
    int reason = 0;
    while (!done) {
      LockSupport.parkNanos(TICK_NS);
      if (reason == 0) {
        reason = reason(end);
      }
      if (reason != 0 && !done) {
        // Again until it took effect: a wake-up just before the wait that it is meant for is lost.
        backend.stop(reason);
      }
    }
  }

  private int reason(long end) {
    if (System.nanoTime() - end >= 0) {
      return TapeEnd.TIMEOUT;
    }
    if (options.maxBytes() > 0 && tape.bytes() >= options.maxBytes()) {
      return TapeEnd.MAX_SIZE;
    }
    return tape.failure().isEmpty() ? 0 : TapeEnd.FAILED;
  }

  @Override
  public void close() {
    done = true;
    LockSupport.unpark(thread);
  }
}

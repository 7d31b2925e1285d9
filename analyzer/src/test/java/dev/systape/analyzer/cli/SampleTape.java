package dev.systape.analyzer.cli;

import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.Usage;
import java.nio.file.Path;
import java.util.List;

/**
 * A tape of a second. Process 100 runs {@code ./prog arg}: it looks for /etc/missing, opens /data/a
 * and reads five bytes of it while its child 101 closes descriptor 3; then both end, the child with
 * status 7.
 */
public final class SampleTape {
  private static final int READ = 0;
  private static final int CLOSE = 3;
  private static final int EXIT_GROUP = 231;
  private static final int OPENAT = 257;
  private static final long AT_FDCWD = -100;
  private static final long NAME = 0x5000;
  private static final long BUFFER = 0x6000;
  private static final int SIGCHLD = 17;

  private SampleTape() {}

  /** Writes it, whole, to a directory that does not exist yet. */
  public static Path write(Path directory) {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory)) {
      records(tape);
      tape.end(1_001_000_000, 0);
    }
    return directory;
  }

  /** Writes it without its end. */
  public static Path writeWithoutEnd(Path directory) {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory)) {
      records(tape);
    }
    return directory;
  }

  private static void records(TapeBuilder tape) {
    begin(tape);
    tape.call(100, 100, OPENAT)
        .times(2_000_000, 2_001_000)
        .arguments(AT_FDCWD, NAME, 0, 0)
        .result(-2)
        .text(1, NAME, "/etc/missing")
        .add();
    tape.call(100, 100, OPENAT)
        .times(3_000_000, 3_002_000)
        .arguments(AT_FDCWD, NAME, 0, 0)
        .result(3)
        .text(1, NAME, "/data/a")
        .add();
    tape.record(
        101, 101, 4_000_000, new ProcessNew(100, 100, 0, ProcessNew.CREATED, 101, 0, prog()));
    tape.call(101, 101, CLOSE).times(6_000_000, 6_000_500).arguments(3).result(0).add();
    // Entered before the close, left after it.
    tape.call(100, 100, READ)
        .times(5_000_000, 9_000_000)
        .arguments(3, BUFFER, 512)
        .result(5)
        .buffer(1, Capture.EXIT, BUFFER, new byte[] {'h', 'i', 0, (byte) 0xff, '\n'})
        .add();
    end(tape, 101, 10_000_000, 7);
    tape.record(100, 100, 11_000_000, new Signal(SIGCHLD, new byte[0]));
    end(tape, 100, 12_000_000, 0);
  }

  private static void begin(TapeBuilder tape) {
    tape.record(100, 100, 1_000_100, new ProcessNew(77, 77, 0, ProcessNew.SPAWNED, 100, 0, prog()));
    tape.record(
        100,
        100,
        1_000_200,
        new Exec(
            100,
            TapeBuilder.bytes("/home/user/prog"),
            TapeBuilder.bytes("/home/user"),
            TapeBuilder.bytes(List.of("./prog", "arg"))));
  }

  private static void end(TapeBuilder tape, int tid, long ns, int status) {
    tape.call(tid, tid, EXIT_GROUP)
        .flags(SyscallRecord.NO_EXIT)
        .times(ns, 0)
        .arguments(status)
        .add();
    tape.record(tid, tid, ns + 1000, new Exit(status << 8, 1, Usage.UNKNOWN));
  }

  private static byte[] prog() {
    return TapeBuilder.bytes("prog");
  }
}

package dev.systape.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.ProcessNew;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A tape of calls as a busy program of 8 threads makes them: of ten calls four read or write 64
 * bytes, one opens and one stats one of 20,000 paths, four have no captures. Bytes are random,
 * which no compression helps; so are the times between calls. The same seed gives the same tape.
 */
public final class GeneratedTape {
  private static final int THREADS = 8;
  private static final int PID = 1000;
  private static final int PATHS = 20_000;
  private static final int DATA = 64;
  private static final int STAT_SIZE = 144;
  private static final int AT_FDCWD = -100;
  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int NEWFSTATAT = 262;
  private static final int OPENAT = 257;
  private static final int[] PLAIN = {39, 96, 228, 202, 3, 8, 9, 11};
  private static final int CLONE_THREAD_FLAGS = 0x3d0f00;

  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[][] paths = new byte[PATHS][];
  private final long[] clock = new long[THREADS];
  private final long[] sequence = new long[THREADS];
  private final TapeWriter tape;
  private final CallWriter writer;
  private final int[] numbers;

  private GeneratedTape(TapeWriter tape, boolean plain) {
    this.tape = tape;
    writer = new CallWriter(tape);
    numbers =
        plain
            ? PLAIN
            : new int[] {
              READ, WRITE, READ, WRITE, OPENAT, NEWFSTATAT, PLAIN[0], PLAIN[1], PLAIN[2], PLAIN[3]
            };
    for (int i = 0; i < PATHS; i++) {
      paths[i] = ("/usr/share/doc/package-" + i % 977 + "/file-" + i).getBytes(UTF_8);
    }
  }

  /** The arguments are the tape, the calls on it, and whether all are without captures. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Long.parseLong(arguments[1]), Boolean.parseBoolean(arguments[2]));
  }

  /**
   * Writes a tape.
   *
   * @param directory does not exist yet
   * @param plain whether all calls are without captures
   */
  private static void write(Path directory, long calls, boolean plain) throws IOException {
    try (TapeWriter tape = new TapeWriter(directory, 1_700_000_000_000L)) {
      GeneratedTape generated = new GeneratedTape(tape, plain);
      generated.begin();
      for (long i = 0; i < calls; i++) {
        generated.call();
      }
      generated.writer.end(calls, generated.clock[0]);
      if (!tape.failure().isEmpty()) {
        throw new IOException("the tape " + directory + " could not be written: " + tape.failure());
      }
    }
  }

  private void begin() {
    writer.header("/");
    for (int thread = 0; thread < THREADS; thread++) {
      int origin = thread == 0 ? ProcessNew.SPAWNED : ProcessNew.CREATED;
      int parent = thread == 0 ? 0 : PID;
      int flags = thread == 0 ? 0 : CLONE_THREAD_FLAGS;
      tape.append(
          0,
          PID + thread,
          PID,
          sequence[thread]++,
          thread,
          new ProcessNew(parent, parent, flags, origin, PID + thread, 1, "bench".getBytes(UTF_8)));
    }
  }

  private void call() {
    int thread = random.nextInt(THREADS);
    int number = numbers[random.nextInt(numbers.length)];
    long entryNs = clock[thread] + random.nextInt(20_000);
    clock[thread] = entryNs + 100 + random.nextInt(2_000);
    writer.begin(PID + thread, PID, thread & 1, sequence[thread]++, number, entryNs, clock[thread]);
    arguments(number);
    writer.append();
  }

  private void arguments(int number) {
    long buffer = CallWriter.HEAP + 16L * random.nextInt(1 << 16);
    int fd = 3 + random.nextInt(60);
    switch (number) {
      case READ, WRITE -> {
        writer.registers(fd, buffer, DATA, 0, DATA);
        data(1, number == READ ? Capture.EXIT : Capture.ENTRY, buffer, DATA);
      }
      case OPENAT -> {
        writer.registers(AT_FDCWD, buffer, 0x80000, 0, random.nextInt(10) == 0 ? -2 : fd);
        path(buffer);
      }
      case NEWFSTATAT -> {
        writer.registers(AT_FDCWD, buffer, buffer + 4096, 0, 0);
        path(buffer);
        data(2, Capture.EXIT, buffer + 4096, STAT_SIZE);
      }
      default -> writer.registers(random.nextInt(1 << 20), buffer, random.nextInt(4096), 0, 0);
    }
  }

  private void path(long address) {
    writer.text(1, address, paths[random.nextInt(PATHS)]);
  }

  private void data(int argument, int phase, long address, int length) {
    long data = writer.buffer(argument, phase, address, length);
    for (int i = 0; i < length; i += Long.BYTES) {
      Memory.putLong(data + i, random.nextLong());
    }
  }
}

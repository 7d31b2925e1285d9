package dev.systape.analyzer.export;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import dev.systape.analyzer.sequence.ReadOptions.By;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The format of the data sets of the University of New Mexico: lines of two numbers, process and
 * call. A file a part of the split, {@code all.int} without one. The first number is the pid, or
 * the tid, of the stream; where one was used again, a number that no process can have.
 */
final class UnmExport implements Export {
  /** PID_MAX_LIMIT of linux/threads.h, on machines with 64 bits: tids are below. */
  private static final int PID_MAX = 1 << 22;

  @Override
  public void write(Path tape, ExportOptions options, Destination out) throws IOException {
    Streams.requireNoSplitAttack(options);
    By by = options.by() == null ? By.PROCESS : options.by();
    Streams streams = Streams.of(tape, by);
    streams.requireOneAbi("the format has nothing else");
    int[] parts = Split.of(streams.count(), options.split(), options.seed());
    Path directory = out.directory();
    List<TextFiles> files = new ArrayList<>();
    List<String> names = options.split().isEmpty() ? List.of("all") : Split.PARTS;
    for (String name : names) {
      files.add(new TextFiles(directory.resolve(name + ".int")));
    }
    Alphabet alphabet = new Alphabet();
    try {
      Streams.read(tape, by, alphabet, new Pairs(files, parts, alphabet), options.notices());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (TextFiles file : files) {
      file.flush();
    }
    Sidecar sidecar = streams.sidecar(tape, "unm", options, by);
    if (!options.split().isEmpty()) {
      sidecar.put("parts", Streams.sizes(parts));
    }
    sidecar.write(directory);
  }

  /** Writes a line a call. */
  private static final class Pairs implements CallSink {
    private final List<TextFiles> files;
    private final int[] parts;
    private final Alphabet alphabet;
    private final Set<Integer> used = new HashSet<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<TextFiles> bySlot = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private int stream;

    private Pairs(List<TextFiles> files, int[] parts, Alphabet alphabet) {
      this.files = files;
      this.parts = parts;
      this.alphabet = alphabet;
    }

    @Override
    public void begin(int slot, CallStream each) {
      while (numbers.size() <= slot) {
        numbers.add(0);
        bySlot.add(null);
      }
      int key = (int) each.key();
      numbers.set(slot, used.add(key) ? key : PID_MAX + stream);
      bySlot.set(slot, files.get(parts[stream++]));
    }

    @Override
    public void call(int slot, int symbol) {
      line.setLength(0);
      line.append(numbers.get(slot)).append(' ');
      line.append(alphabet.call(symbol).number()).append('\n');
      try {
        bySlot.get(slot).append(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void end(int slot) {
      // The next stream in this slot has its own number.
    }
  }
}

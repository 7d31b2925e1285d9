package dev.systape.analyzer.export;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import dev.systape.analyzer.sequence.ReadOptions.By;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The format of ADFA-LD: a file a stream, its calls as numbers with blanks between them on one
 * line; in directories by the parts of the split, where there is one.
 */
final class AdfaLdExport implements Export {
  @Override
  public void write(Path tape, ExportOptions options, Destination out) throws IOException {
    Streams.requireNoSplitAttack(options);
    By by = options.by() == null ? By.PROCESS : options.by();
    Streams streams = Streams.of(tape, by);
    if (!options.names()) {
      streams.requireOneAbi("--names writes names");
    }
    int[] parts = Split.of(streams.count(), options.split(), options.seed());
    Path directory = out.directory();
    List<Path> directories = new ArrayList<>();
    for (String part : options.split().isEmpty() ? List.of(".") : Split.PARTS) {
      directories.add(Destination.directory(directory.resolve(part).normalize()));
    }
    Alphabet alphabet = new Alphabet();
    Files files = new Files(directories, parts, alphabet, options.names(), by);
    try {
      Streams.read(tape, by, alphabet, files, options.notices());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Sidecar sidecar = streams.sidecar(tape, "adfa-ld", options, by);
    if (!options.split().isEmpty()) {
      sidecar.put("parts", Streams.sizes(parts));
    }
    sidecar.write(directory);
  }

  /** Writes a file a stream. */
  private static final class Files implements CallSink {
    private final List<Path> directories;
    private final int[] parts;
    private final Alphabet alphabet;
    private final boolean names;
    private final By by;
    private final List<TextFiles> bySlot = new ArrayList<>();
    private int stream;

    private Files(List<Path> directories, int[] parts, Alphabet alphabet, boolean names, By by) {
      this.directories = directories;
      this.parts = parts;
      this.alphabet = alphabet;
      this.names = names;
      this.by = by;
    }

    @Override
    public void begin(int slot, CallStream each) {
      while (bySlot.size() <= slot) {
        bySlot.add(null);
      }
      String kind = by == By.THREAD ? "tid" : "pid";
      String name = String.format(Locale.ROOT, "%06d-%s-%d.txt", stream + 1, kind, each.key());
      run(() -> bySlot.set(slot, new TextFiles(directories.get(parts[stream]).resolve(name))));
      stream++;
    }

    @Override
    public void call(int slot, int symbol) {
      Alphabet.Call call = alphabet.call(symbol);
      String word = names ? call.name() : Integer.toString(call.number());
      run(() -> bySlot.get(slot).append(word + " "));
    }

    @Override
    public void end(int slot) {
      run(() -> bySlot.get(slot).flush());
    }

    private interface Step {
      void run() throws IOException;
    }

    private static void run(Step step) {
      try {
        step.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.systape.analyzer.export;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import dev.systape.analyzer.sequence.Format;
import dev.systape.analyzer.sequence.ReadOptions;
import dev.systape.analyzer.sequence.ReadOptions.By;
import dev.systape.analyzer.sequence.Reading;
import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The streams of a tape, counted before they are written: who shares them out needs to know. */
final class Streams implements CallSink {
  private final Alphabet alphabet = new Alphabet();
  private int count;

  private Streams() {}

  /** Counts them. */
  static Streams of(Path tape, By by) throws IOException {
    Streams streams = new Streams();
    read(tape, by, streams.alphabet, streams, notice -> {});
    return streams;
  }

  /** Reads them into a sink. */
  static void read(Path tape, By by, Alphabet alphabet, CallSink sink, Consumer<String> notices)
      throws IOException {
    ReadOptions options = new ReadOptions(Format.TAPE, by, false, Abi.X86_64);
    new Reading(options, alphabet, sink, notices).read(tape.toString());
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The labels of the ABIs of their calls. */
  List<String> abis() {
    return alphabet.kinds();
  }

  /** Refuses numbers that could be of one ABI or another. */
  void requireOneAbi(String instead) throws ExportException {
    if (abis().size() > 1) {
      throw new ExportException(
          "the tape holds calls of %s: a number alone does not tell which; %s"
              .formatted(String.join(" and ", abis()), instead));
    }
  }

  /** What the sidecar of every export of streams says. */
  Sidecar sidecar(Path tape, String format, ExportOptions options, By by) {
    Sidecar sidecar =
        Sidecar.of(tape, format)
            .put("abi", abis().size() == 1 ? abis().get(0) : abis())
            .put("calls_by", options.names() ? "name" : "number")
            .put("streams_by", by == null ? "tape" : by == By.THREAD ? "thread" : "process")
            .put("order", "as the calls returned")
            .put("streams", count)
            .put("label", options.label());
    if (!options.split().isEmpty()) {
      sidecar.put("split", options.split()).put("seed", options.seed());
    }
    return sidecar;
  }

  /** How many streams each part has, by its name. */
  static Map<String, Object> sizes(int[] parts) {
    Map<String, Object> sizes = new LinkedHashMap<>();
    List<Long> counts = new ArrayList<>(List.of(0L, 0L, 0L));
    for (int part : parts) {
      counts.set(part, counts.get(part) + 1);
    }
    for (int part = 0; part < counts.size(); part++) {
      sizes.put(Split.PARTS.get(part), counts.get(part));
    }
    return sizes;
  }

  /** Refuses to put an attack where normal behaviour is learned from. */
  static void requireNoSplitAttack(ExportOptions options) throws ExportException {
    if (options.isAttack() && !options.split().isEmpty()) {
      throw new ExportException(
          "a tape with an attack is not split: nothing of it belongs into training");
    }
  }

  @Override
  public void begin(int slot, CallStream stream) {
    count++;
  }

  @Override
  public void call(int slot, int symbol) {
    // The alphabet has it.
  }

  @Override
  public void end(int slot) {
    // Counted where it began.
  }
}

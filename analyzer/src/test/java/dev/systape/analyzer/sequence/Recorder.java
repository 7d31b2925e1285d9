package dev.systape.analyzer.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sink that keeps the streams that ended as lines: name, trace, label, calls by name. */
final class Recorder implements CallSink {
  final List<String> lines = new ArrayList<>();
  final List<String> notices = new ArrayList<>();
  final Alphabet alphabet = new Alphabet();
  private final Map<Integer, Open> open = new HashMap<>();
  private final List<Open> ended = new ArrayList<>();

  private record Open(CallStream stream, List<Integer> symbols) {}

  /** Reads places. */
  static Recorder of(ReadOptions options, String... places) throws IOException {
    Recorder recorder = new Recorder();
    Reading reading = new Reading(options, recorder.alphabet, recorder, recorder.notices::add);
    for (String place : places) {
      reading.read(place);
    }
    assertThat(recorder.open).isEmpty();
    for (Open each : recorder.ended) {
      recorder.lines.add(recorder.line(each));
    }
    return recorder;
  }

  private String line(Open each) {
    CallStream stream = each.stream;
    StringBuilder line = new StringBuilder();
    line.append(stream.name()).append(" [").append(stream.trace());
    line.append(' ').append(stream.label()).append(']');
    int[] symbols = each.symbols.stream().mapToInt(Integer::intValue).toArray();
    alphabet.texts(symbols).forEach(name -> line.append(' ').append(name));
    return line.toString();
  }

  @Override
  public void begin(int slot, CallStream stream) {
    assertThat(open.put(slot, new Open(stream, new ArrayList<>()))).isNull();
  }

  @Override
  public void call(int slot, int symbol) {
    open.get(slot).symbols.add(symbol);
  }

  @Override
  public void end(int slot) {
    ended.add(open.remove(slot));
  }
}

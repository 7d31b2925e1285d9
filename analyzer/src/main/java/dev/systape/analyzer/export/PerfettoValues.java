package dev.systape.analyzer.export;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.value.ValueSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Values as debug annotations: each member of the outermost object is one, objects and arrays in it
 * nest. Bytes are text with what is not printable as {@code \xNN}.
 */
final class PerfettoValues implements ValueSink {
  /** Fields of DebugAnnotation, perfetto/trace/track_event/debug_annotation.proto. */
  private static final int NAME_IID = 1;

  private static final int BOOL = 2;
  private static final int UINT = 3;
  private static final int INT = 4;
  private static final int STRING = 6;
  private static final int DICT_ENTRIES = 11;
  private static final int ARRAY_VALUES = 12;

  private final int outermost;
  private final Interned names;
  private final List<Level> levels = new ArrayList<>();
  private ProtoWriter out;
  private ProtoWriter interned;
  private String name;

  /**
   * Annotations.
   *
   * @param outermost the field of TrackEvent that holds them
   */
  PerfettoValues(int outermost, Interned names) {
    this.outermost = outermost;
    this.names = names;
  }

  /** An object or an array that is open. */
  private record Level(int begin, int valuesField, boolean array, int emptySize) {}

  /** Where the next annotations go. */
  PerfettoValues into(ProtoWriter event, ProtoWriter internedData) {
    out = event;
    interned = internedData;
    levels.clear();
    return this;
  }

  private int begin() {
    Level level = levels.get(levels.size() - 1);
    int begin = out.begin(level.valuesField);
    if (!level.array) {
      out.number(NAME_IID, names.number(name, interned));
    }
    return begin;
  }

  private void open(boolean array) {
    if (levels.isEmpty()) {
      levels.add(new Level(-1, outermost, false, 0));
      return;
    }
    int begin = begin();
    levels.add(new Level(begin, array ? ARRAY_VALUES : DICT_ENTRIES, array, out.size()));
  }

  /** An annotation needs a value: what is empty says so. */
  private void close() {
    Level level = levels.remove(levels.size() - 1);
    if (level.begin < 0) {
      return;
    }
    if (out.size() == level.emptySize) {
      out.text(STRING, level.array ? "[]" : "{}");
    }
    out.end(level.begin);
  }

  @Override
  public void beginObject() {
    open(false);
  }

  @Override
  public void endObject() {
    close();
  }

  @Override
  public void beginArray() {
    open(true);
  }

  @Override
  public void endArray() {
    close();
  }

  @Override
  public void name(String value) {
    name = value;
  }

  private void number(int field, long value) {
    int begin = begin();
    out.number(field, value);
    out.end(begin);
  }

  @Override
  public void signed(long value) {
    number(INT, value);
  }

  @Override
  public void unsigned(long value) {
    number(UINT, value);
  }

  @Override
  public void truth(boolean value) {
    number(BOOL, value ? 1 : 0);
  }

  @Override
  public void text(String value) {
    int begin = begin();
    out.text(STRING, value);
    out.end(begin);
  }

  @Override
  public void bytes(long address, int length) {
    text(text(Memory.bytes(address, length)));
  }

  /** Bytes for people. */
  static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte each : bytes) {
      int c = each & 0xff;
      if (c >= ' ' && c < 0x7f) {
        text.append((char) c);
      } else {
        text.append(FlatArguments.escaped(new byte[] {each}));
      }
    }
    return text.toString();
  }
}

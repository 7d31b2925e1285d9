package dev.systape.analyzer.export;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.value.ValueSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the arguments of a call for formats that know no structs: of each its number, what its word
 * is called, and the bytes that it points to where these are a string or a buffer.
 */
final class FlatArguments implements ValueSink {
  private static final int ARGUMENT = 1;
  private static final int MEMBER = 2;
  private static final int MEMORY = 3;

  private final List<Argument> arguments = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private Argument current = new Argument("");

  /** An argument. */
  static final class Argument {
    private final String name;
    private String number = "";
    private String symbol;
    private String in;
    private String out;

    private Argument(String name) {
      this.name = name;
    }

    /** Its name in the description. */
    String name() {
      return name;
    }

    /** Its word in decimal. */
    String number() {
      return number;
    }

    /** What the word is called, flags with bars between them; null where it has no name. */
    String symbol() {
      return symbol;
    }

    /** The bytes that the program gave, escaped; null where they are none, or not known. */
    String in() {
      return in;
    }

    /** The bytes that the kernel left, likewise. */
    String out() {
      return out;
    }
  }

  /** Forgets the call before. */
  FlatArguments clear() {
    arguments.clear();
    path.clear();
    return this;
  }

  /** The arguments, in order. */
  List<Argument> arguments() {
    return arguments;
  }

  /** An argument by its name, or null. */
  Argument argument(String name) {
    return arguments.stream().filter(each -> each.name.equals(name)).findFirst().orElse(null);
  }

  @Override
  public void beginObject() {
    path.add("");
  }

  @Override
  public void endObject() {
    path.remove(path.size() - 1);
  }

  @Override
  public void beginArray() {
    path.add("");
  }

  @Override
  public void endArray() {
    path.remove(path.size() - 1);
  }

  @Override
  public void name(String name) {
    path.set(path.size() - 1, name);
    if (path.size() == ARGUMENT) {
      current = new Argument(name);
      arguments.add(current);
    }
  }

  private boolean isMember(String name) {
    return path.size() == MEMBER && path.get(MEMBER - 1).equals(name);
  }

  private void number(String text) {
    if (isMember("raw") || isMember("value")) {
      current.number = text;
    }
  }

  @Override
  public void signed(long value) {
    number(Long.toString(value));
  }

  @Override
  public void unsigned(long value) {
    number(Long.toUnsignedString(value));
  }

  @Override
  public void truth(boolean value) {
    // No word of an argument is one.
  }

  @Override
  public void text(String value) {
    if (isMember("name")) {
      current.symbol = value;
    } else if (path.size() == MEMORY && path.get(MEMBER - 1).equals("flags")) {
      current.symbol = current.symbol == null ? value : current.symbol + "|" + value;
    }
  }

  @Override
  public void bytes(long address, int length) {
    if (path.size() == MEMORY && path.get(MEMORY - 1).equals("value")) {
      String text = escaped(Memory.bytes(address, length));
      if (path.get(MEMBER - 1).equals("in")) {
        current.in = text;
      } else {
        current.out = text;
      }
    }
  }

  /** Bytes as printable ASCII without blanks; the rest, and backslashes, as {@code \xNN}. */
  static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte each : bytes) {
      int c = each & 0xff;
      if (c > ' ' && c < 0x7f && c != '\\') {
        text.append((char) c);
      } else {
        text.append("\\x").append(Character.forDigit(c >> 4, 16));
        text.append(Character.forDigit(c & 15, 16));
      }
    }
    return text.toString();
  }
}

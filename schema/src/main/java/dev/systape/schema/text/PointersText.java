package dev.systape.schema.text;

import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** Writes an array of pointers to values, each value in place of its pointer. */
final class PointersText implements ArgumentText {
  private final int argument;
  private final boolean exit;
  private final Type.Pointers type;
  private final MemoryText element;
  private final int size;
  private final TextOptions options;
  private final MemoryText pointed = this::pointed;

  PointersText(
      int argument, Type.Pointers type, MemoryText element, int size, TextOptions options) {
    this.argument = argument;
    exit = type.direction().readsAtExit();
    this.type = type;
    this.element = element;
    this.size = size;
    this.options = options;
  }

  @Override
  public boolean isAtExit() {
    return exit;
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(argument);
    long wanted = Lengths.of(type.count(), call);
    int capture = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
    int width = call.abi().pointerWidth();
    if (address == 0) {
      out.append("NULL");
    } else if (wanted == 0) {
      out.append("[]");
    } else if (wanted < 0 || capture < 0 || call.length(capture) < width) {
      Digits.hex(out, address);
    } else {
      Elements.print(call, pointed, width, capture, address, wanted, options, out);
    }
  }

  private void pointed(CallView call, long data, StringBuilder out) {
    long address = Words.load(data, call.abi().pointerWidth());
    int phase = exit ? Capture.EXIT : Capture.ENTRY;
    int capture = address == 0 ? -1 : call.find(argument, phase, address);
    if (capture < 0 || call.length(capture) < size) {
      Digits.address(out, address);
    } else {
      element.print(call, call.data(capture), out);
    }
  }
}

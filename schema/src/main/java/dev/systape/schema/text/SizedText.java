package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/**
 * Writes a struct whose size the call states: the fields that are there, and what is not zero of
 * the bytes behind those that are known.
 */
final class SizedText implements ArgumentText {
  private final int argument;
  private final boolean exit;
  private final int least;
  private final StructFields fields;
  private final TextOptions options;

  SizedText(int argument, Type.Sized sized, StructFields fields, TextOptions options) {
    this.argument = argument;
    exit = sized.direction().readsAtExit();
    least = sized.least() == 0 ? fields.size() : sized.least();
    this.fields = fields;
    this.options = options;
  }

  @Override
  public boolean isAtExit() {
    return exit;
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(argument);
    boolean known = address != 0 && (!exit || call.succeeded());
    int capture = known ? call.find(argument, exit ? Capture.EXIT : Capture.ENTRY, address) : -1;
    if (capture < 0 || call.length(capture) < least) {
      Digits.address(out, address);
      return;
    }
    long data = call.data(capture);
    fields.printFields(call, data, call.length(capture), out.append('{'));
    tail(data, fields.size(), call.length(capture), options, out);
    if (call.errno(capture) != 0 && call.length(capture) >= fields.size()) {
      out.append(", ???");
    }
    out.append(fields.isAbbreviated() ? ", ...}" : "}");
  }

  /** What is not zero of the bytes behind those that are known; in short that there is some. */
  static void tail(long data, int from, int end, TextOptions options, StringBuilder out) {
    boolean zero = true;
    for (int i = from; i < end && zero; i++) {
      zero = Memory.getU8(data + i) == 0;
    }
    if (zero) {
      return;
    }
    if (!options.verbose()) {
      out.append(", ...");
      return;
    }
    out.append(", /* bytes ").append(from).append("..").append(end - 1).append(" */ ");
    Quotes.quote(out, data + from, end - from, Quotes.HEX_ALWAYS);
  }
}

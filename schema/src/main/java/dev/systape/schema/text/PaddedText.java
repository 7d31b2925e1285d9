package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/**
 * Writes a struct whose size the call states and that is taken as if zero bytes followed it: the
 * fields that begin within the size, with what goes along with them. That there is more behind
 * those that are known is said by three dots; it is written only where all is.
 */
final class PaddedText implements ArgumentText {
  private final int argument;
  private final boolean exit;
  private final int least;
  private final String opening;
  private final String closing;
  private final StructFields fields;
  private final TextOptions options;

  PaddedText(int argument, Type.Sized sized, StructFields fields, TextOptions options) {
    this.argument = argument;
    exit = sized.direction().readsAtExit();
    least = Math.max(sized.least(), 1);
    opening = sized.group() == null ? "{" : "{" + sized.group() + "={";
    closing = sized.group() == null ? "" : "}";
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
    int length = capture < 0 ? 0 : call.length(capture);
    if (length < least || call.errno(capture) != 0 && length < fields.size()) {
      Digits.address(out, address);
      return;
    }
    long data = call.data(capture);
    out.append(opening);
    int end;
    if (length < fields.size()) {
      long padded = Memory.allocate(fields.size());
      Memory.copy(data, padded, length);
      end = fields.printPadded(call, padded, length, out);
      Memory.free(padded);
    } else {
      end = fields.printPadded(call, data, length, out);
    }
    out.append(closing);
    tail(call, capture, end, out);
    out.append(fields.isAbbreviated() ? ", ...}" : "}");
  }

  private void tail(CallView call, int capture, int end, StringBuilder out) {
    long data = call.data(capture);
    int length = call.length(capture);
    boolean more = call.errno(capture) != 0;
    for (int i = end; i < length && !more; i++) {
      more = Memory.getU8(data + i) != 0;
    }
    if (!more) {
      return;
    }
    if (options.verbose() && length > end) {
      out.append(", /* bytes ").append(end).append("..").append(length - 1).append(" */ ");
      Quotes.quote(out, data + end, length - end, Quotes.HEX_ALWAYS);
    } else {
      out.append(", ...");
    }
  }
}

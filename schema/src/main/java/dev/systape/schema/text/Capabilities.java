package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;

/**
 * The sets of capget(2) and capset(2): an element of 32 bits a set, or two, which the version in
 * the header tells.
 */
final class Capabilities implements ArgumentText {
  private static final int VERSION_2 = 0x20071026;
  private static final int VERSION_3 = 0x20080522;
  private static final int HEADER = 8;
  private static final int ELEMENT = 12;
  private static final String[] SETS = {"{effective=", ", permitted=", ", inheritable="};

  private final boolean exit;
  private final WordText low;
  private final WordText high;

  Capabilities(ArgumentTexts types, boolean exit) {
    this.exit = exit;
    low = types.symbols().text("cap_mask0", 4);
    high = types.symbols().text("cap_mask1", 4);
  }

  @Override
  public boolean isAtExit() {
    return exit;
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(1);
    int phase = exit ? Capture.EXIT : Capture.ENTRY;
    int header = header(call);
    int version = header < 0 ? 0 : Memory.getInt(call.data(header));
    boolean known = address != 0 && header >= 0 && (!exit || call.succeeded());
    int capture = known ? call.find(1, phase, address) : -1;
    boolean two = version == VERSION_2 || version == VERSION_3;
    if (capture < 0 || call.length(capture) < (two ? 2 * ELEMENT : ELEMENT)) {
      Digits.address(out, address);
      return;
    }
    for (int i = 0; i < SETS.length; i++) {
      long word = call.data(capture) + 4L * i;
      set(Memory.getInt(word), two ? Memory.getInt(word + ELEMENT) : 0, out.append(SETS[i]));
    }
    out.append('}');
  }

  private void set(int first, int second, StringBuilder out) {
    if (first != 0 || second == 0) {
      low.print(first, out);
    }
    if (second != 0) {
      high.print(second, first == 0 ? out : out.append('|'));
    }
  }

  /** The capture of the header, which begins with the version; -1 where it cannot be read. */
  private static int header(CallView call) {
    long address = call.argument(0);
    int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
    return capture < 0 || call.length(capture) < HEADER ? -1 : capture;
  }
}

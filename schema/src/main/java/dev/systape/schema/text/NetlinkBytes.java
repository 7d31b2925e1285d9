package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * Parts of netlink messages as memory of the program that may end before they do. strace looks at
 * each part by itself: of one that it cannot read it tells the address. Hot: no allocation.
 */
final class NetlinkBytes {
  private NetlinkBytes() {}

  /**
   * Bytes of which nothing is known.
   *
   * @param there bytes that were captured
   * @param whole bytes that there were
   * @param hexStrings as {@link TextOptions#hexStrings}
   */
  static void print(
      CallView call,
      long data,
      int there,
      long whole,
      int hexStrings,
      TextOptions options,
      StringBuilder out) {
    if (isBroken(call, data, there, whole, options)) {
      address(call, data, out);
      return;
    }
    int shown = (int) Math.min(Math.max(there, 0), Math.min(whole, options.stringLimit()));
    Quotes.quote(out, data, shown, hexStrings);
    out.append(shown < whole ? "..." : "");
  }

  /** A struct, of which strace tells the address where it cannot read all of it. */
  static void print(
      CallView call, MemoryText struct, long data, int there, int size, StringBuilder out) {
    if (there < size) {
      address(call, data, out);
    } else {
      struct.print(call, data, out);
    }
  }

  /** Where a part lay in the program. */
  static void address(CallView call, long data, StringBuilder out) {
    Digits.address(out, address(call, data));
  }

  /** Where a part lay in the program, 0 where that is not known. */
  static long address(CallView call, long data) {
    int capture = call.around(data);
    return capture < 0 ? 0 : call.address(capture) + (data - call.data(capture));
  }

  /**
   * What lies behind an element of an array and is none, or cannot be read.
   *
   * @param element before it
   * @param next its distance from that
   * @param there bytes that were captured, which may be fewer than none
   * @param whole bytes that there were
   * @param header bytes that an element has at least
   */
  static void rest(
      CallView call,
      long element,
      long next,
      long there,
      long whole,
      int header,
      TextOptions options,
      StringBuilder out) {
    if (there >= 0 && whole < header) {
      print(call, element + next, (int) there, whole, Quotes.HEX_ALWAYS, options, out);
      return;
    }
    long address = address(call, element) + next;
    if (whole < header) {
      Digits.address(out, address);
    } else {
      Digits.hex(out.append("... /* "), address);
      out.append(" */");
    }
  }

  /** Whether bytes cannot be read, of which strace reads one more than it shows. */
  static boolean isBroken(CallView call, long data, int there, long whole, TextOptions options) {
    int capture = call.around(data);
    long needed = Math.min(whole, options.stringLimit() + 1L);
    return there < needed && capture >= 0 && call.errno(capture) != 0;
  }

  /** Whether bytes begin with a text and its end. */
  static boolean startsWith(long data, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Memory.getU8(data + i) != text.charAt(i)) {
        return false;
      }
    }
    return Memory.getU8(data + text.length()) == 0;
  }
}

package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * What NETLINK_KOBJECT_UEVENT carries, which has no header: the kernel's texts, and those that udev
 * sends on with a header of its own (libudev). Hot: no allocation.
 */
final class KernelEvents {
  private static final String PREFIX = "libudev";
  private static final int SIZE = 40;
  private static final String[] NAMES = {
    "magic",
    "header_size",
    "properties_off",
    "properties_len",
    "filter_subsystem_hash",
    "filter_devtype_hash",
    "filter_tag_bloom_hi",
    "filter_tag_bloom_lo"
  };

  /** Those that are in the program's own order, by place. */
  private static final int OWN_ORDER = 0b1110;

  private final TextOptions options;

  KernelEvents(TextOptions options) {
    this.options = options;
  }

  /**
   * Writes an event.
   *
   * @param length bytes that were captured
   * @param whole bytes that there were
   */
  void print(CallView call, long data, int length, long whole, StringBuilder out) {
    if (length < SIZE || whole < SIZE || !NetlinkBytes.startsWith(data, PREFIX)) {
      text(call, data, length, whole, out);
      return;
    }
    out.append(whole > SIZE ? "[{prefix=\"" : "{prefix=\"").append(PREFIX).append('"');
    for (int i = 0; i < NAMES.length; i++) {
      long word = Memory.getU32(data + 8 + 4L * i);
      out.append(", ").append(NAMES[i]).append('=');
      if ((OWN_ORDER >>> i & 1) != 0) {
        Digits.unsigned(out, word);
      } else {
        Digits.hex(out.append("htonl("), Integer.reverseBytes((int) word) & 0xffff_ffffL);
        out.append(')');
      }
    }
    out.append('}');
    if (whole > SIZE) {
      text(call, data + SIZE, length - SIZE, whole - SIZE, out.append(", "));
      out.append(']');
    }
  }

  private void text(CallView call, long data, int length, long whole, StringBuilder out) {
    NetlinkBytes.print(call, data, length, whole, options.hexStrings(), options, out);
  }
}

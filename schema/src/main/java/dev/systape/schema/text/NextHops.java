package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * The ways that a route has, linux/rtnetlink.h: each a {@code struct rtnexthop}, which says how
 * long it is with the attributes that follow it. Hot: no allocation.
 */
final class NextHops implements NetlinkAttributes.Payload {
  private static final int SIZE = 8;

  private final MemoryText head;
  private final NetlinkAttributes.Payload attributes;
  private final TextOptions options;

  NextHops(MemoryText head, NetlinkAttributes.Payload attributes, TextOptions options) {
    this.head = head;
    this.attributes = attributes;
    this.options = options;
  }

  @Override
  public boolean print(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (length < SIZE) {
      return false;
    }
    boolean array = Memory.getU16(data) < whole;
    out.append(array ? "[" : "");
    long at = data;
    int rest = length;
    long left = whole;
    while (true) {
      int size = Memory.getU16(at);
      long own = Math.min(size, left) - SIZE;
      out.append(own > 0 ? "[" : "");
      head.print(call, at, out);
      if (own > 0) {
        int there = (int) Math.min(rest - SIZE, own);
        attributes.print(call, family, at + SIZE, there, own, out.append(", "));
        out.append(']');
      }
      long next = Math.max(size + 3 & ~3L, Integer.BYTES);
      if (next >= left) {
        break;
      }
      if (size < SIZE && left - next < SIZE) {
        Digits.address(out, NetlinkBytes.address(call, at) + next);
        break;
      }
      out.append(", ");
      rest -= (int) next;
      left -= next;
      if (rest < SIZE) {
        NetlinkBytes.rest(call, at, next, rest, left, SIZE, options, out);
        break;
      }
      at += next;
    }
    out.append(array ? "]" : "");
    return true;
  }
}

package dev.systape.recorder.ebpf;

import static dev.systape.schema.plan.CaptureOp.*;

import dev.systape.recorder.linux.Linux;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.TapeFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The half of the plain interpreter that reads memory and makes captures. Memory is an array of
 * bytes at one address, which ends where a page ends; a read gets what is there. Reads return what
 * others may look into, or null where there is nothing: what the record holds, not what goes to
 * records of its own.
 */
final class ReferenceReads {
  private final long base;
  private final byte[] memory;
  private final long stringLimit;
  private final List<Seen> seen = new ArrayList<>();
  private final List<Seen> alone = new ArrayList<>();
  private long used;
  private byte[] whole;

  ReferenceReads(long base, byte[] memory, long stringLimit) {
    this.base = base;
    this.memory = memory;
    this.stringLimit = stringLimit;
  }

  /** The captures so far: those in the record, then those in records of their own. */
  List<Seen> seen() {
    List<Seen> all = new ArrayList<>(seen);
    all.addAll(alone);
    return all;
  }

  /** What the last read got, with what is not in the record. */
  byte[] whole() {
    return whole;
  }

  byte[] bytes(int index, long op, int element, long at, long length) {
    long kept = kept(op, length);
    int flags = Long.compareUnsigned(kept, length) < 0 ? Capture.TRUNCATED : 0;
    byte[] bytes = there(at, (int) Math.min(kept, 1 << 30));
    int errno = bytes.length < kept ? Linux.EFAULT : 0;
    return add(index, op, element, at, length, bytes, flags, errno);
  }

  byte[] string(int index, long op, int element, long at) {
    int kept = (int) least(kept(op, -1), CallArea.CHUNK);
    byte[] bytes = there(at, kept + 1);
    for (int length = 0; length < Math.min(kept, bytes.length); length++) {
      if (bytes[length] == 0) {
        byte[] text = Arrays.copyOf(bytes, length);
        return add(index, op, element, at, length, text, Capture.STRING, 0);
      }
    }
    boolean hole = kept > 0 && bytes.length <= kept;
    byte[] text = Arrays.copyOf(bytes, Math.min(kept, bytes.length));
    int flags = hole ? 0 : Capture.TRUNCATED;
    int errno = hole ? Linux.EFAULT : 0;
    return add(index, op, element, at, Capture.UNKNOWN_LENGTH, text, flags, errno);
  }

  byte[] vector(int index, long op, int element, long at) {
    int width = pointerWidth(op);
    int most = Math.min(limit(op), (CallArea.CHUNK - 8) / width + 1);
    byte[] bytes = new byte[0];
    for (int words = 0; words < most; words++) {
      byte[] more = readable(at, bytes.length + width);
      if (more == null) {
        return add(index, op, element, at, Capture.UNKNOWN_LENGTH, bytes, 0, Linux.EFAULT);
      }
      bytes = more;
      if (word(bytes, bytes.length - width, width) == 0) {
        return add(index, op, element, at, bytes.length, bytes, Capture.STRING, 0);
      }
    }
    int flags = Capture.TRUNCATED | Capture.LIMIT;
    return add(index, op, element, at, Capture.UNKNOWN_LENGTH, bytes, flags, 0);
  }

  /** Says that an element and those behind it are not tried. */
  void behindLimit(int index, long op, int element) {
    add(index, op, element, 0, Capture.UNKNOWN_LENGTH, new byte[0], Capture.LIMIT, 0);
  }

  /** A little-endian word. */
  static long word(byte[] bytes, int at, int width) {
    long word = 0;
    for (int i = 0; i < width; i++) {
      word |= (bytes[at + i] & 0xffL) << 8 * i;
    }
    return word;
  }

  /** The smaller of two, unsigned. */
  static long least(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }

  private long kept(long op, long length) {
    long most = (flags(op) & FLAG_DATA) == 0 ? cap(op) : least(cap(op), stringLimit);
    return least(length, most);
  }

  private byte[] readable(long at, int length) {
    byte[] there = there(at, length);
    return there.length < length ? null : there;
  }

  private byte[] there(long at, int length) {
    long from = at - base;
    return from < 0 || from >= memory.length
        ? new byte[0]
        : Arrays.copyOfRange(memory, (int) from, (int) Math.min(memory.length, from + length));
  }

  private byte[] add(
      int index, long op, int element, long at, long original, byte[] bytes, int flags, int errno) {
    boolean lookedInto = (flags(op) & LookedInto.FLAG) != 0;
    boolean fits = used <= (lookedInto ? CallArea.ROOM : CallArea.DATA_ROOM);
    whole = bytes;
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    (fits ? seen : alone)
        .add(
            new Seen(
                argument(op),
                phase(op),
                kind(op),
                index,
                element,
                at,
                original,
                text,
                flags,
                errno));
    if (!fits) {
      return null;
    }
    byte[] held = Arrays.copyOf(bytes, Math.min(bytes.length, CallArea.CHUNK));
    used += Capture.HEADER + TapeFormat.align(held.length);
    return held.length == 0 && errno != 0 ? null : held;
  }
}

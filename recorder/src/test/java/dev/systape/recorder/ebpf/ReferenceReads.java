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
 * bytes at one address; a read is all or nothing, as in the kernel. Reads return what others may
 * look into, or null where there is nothing.
 */
final class ReferenceReads {
  /** The area is full, which a capture flagged LIMIT has said: the phase ends. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final long base;
  private final byte[] memory;
  private final long stringLimit;
  private final List<Seen> seen = new ArrayList<>();
  private long used;

  ReferenceReads(long base, byte[] memory, long stringLimit) {
    this.base = base;
    this.memory = memory;
    this.stringLimit = stringLimit;
  }

  /** The captures so far. */
  List<Seen> seen() {
    return seen;
  }

  byte[] bytes(int index, long op, int element, long at, long length) {
    room(index, op, element, at);
    int kept = (int) least(kept(op, length), CallArea.LARGEST);
    int flags = Long.compareUnsigned(kept, length) < 0 ? Capture.TRUNCATED : 0;
    byte[] bytes = kept == 0 ? new byte[0] : readable(at, kept);
    add(index, op, element, at, length, bytes, flags, bytes == null ? Linux.EFAULT : 0);
    return bytes;
  }

  byte[] string(int index, long op, int element, long at) {
    room(index, op, element, at);
    int kept = (int) least(kept(op, -1), CallArea.LARGEST - 1);
    for (int length = 0; kept > 0 && length <= kept; length++) {
      byte[] bytes = readable(at, length + 1);
      if (bytes == null) {
        add(index, op, element, at, Capture.UNKNOWN_LENGTH, null, 0, Linux.EFAULT);
        return null;
      }
      if (bytes[length] == 0 && length < kept) {
        byte[] text = Arrays.copyOf(bytes, length);
        add(index, op, element, at, length, text, Capture.STRING, 0);
        return text;
      }
    }
    byte[] text = kept == 0 ? new byte[0] : readable(at, kept);
    add(index, op, element, at, Capture.UNKNOWN_LENGTH, text, Capture.TRUNCATED, 0);
    return text;
  }

  byte[] vector(int index, long op, int element, long at) {
    room(index, op, element, at);
    int width = pointerWidth(op);
    int most = Math.min(limit(op), (CallArea.LARGEST - 8) / width + 1);
    byte[] bytes = new byte[0];
    for (int words = 0; words < most; words++) {
      byte[] more = readable(at, bytes.length + width);
      if (more == null) {
        add(index, op, element, at, Capture.UNKNOWN_LENGTH, bytes, 0, Linux.EFAULT);
        return bytes.length == 0 ? null : bytes;
      }
      bytes = more;
      if (word(bytes, bytes.length - width, width) == 0) {
        add(index, op, element, at, bytes.length, bytes, Capture.STRING, 0);
        return bytes;
      }
    }
    int flags = Capture.TRUNCATED | Capture.LIMIT;
    add(index, op, element, at, Capture.UNKNOWN_LENGTH, bytes, flags, 0);
    return bytes;
  }

  /** Says that an element and those behind it are not tried. */
  void behindLimit(int index, long op, int element) {
    room(index, op, element, 0);
    add(index, op, element, 0, Capture.UNKNOWN_LENGTH, null, Capture.LIMIT, 0);
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
    long from = at - base;
    return from < 0 || from + length > memory.length
        ? null
        : Arrays.copyOfRange(memory, (int) from, (int) from + length);
  }

  private void room(int index, long op, int element, long at) {
    if (used > CallArea.ROOM) {
      add(index, op, element, at, Capture.UNKNOWN_LENGTH, null, Capture.LIMIT, 0);
      throw new Full();
    }
  }

  private void add(
      int index, long op, int element, long at, long original, byte[] bytes, int flags, int errno) {
    String text = bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    seen.add(
        new Seen(
            argument(op), phase(op), kind(op), index, element, at, original, text, flags, errno));
    used += Capture.HEADER + TapeFormat.align(text.length());
  }
}

package dev.systape.recorder.ebpf;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One capture as a person would write it down; its bytes as text, one character each.
 *
 * @param original {@link Capture#UNKNOWN_LENGTH} where it is not known
 */
record Seen(
    int argument,
    int phase,
    int kind,
    int operation,
    int element,
    long address,
    long original,
    String bytes,
    int flags,
    int errno) {

  /** The captures that lie back to back between two addresses. */
  static List<Seen> between(long from, long to) {
    List<Seen> seen = new ArrayList<>();
    for (long capture = from; capture < to; capture = Capture.next(capture)) {
      seen.add(at(capture));
    }
    return seen;
  }

  /** Whether another is of the same memory. */
  boolean isOf(Seen other) {
    return operation == other.operation && element == other.element && address == other.address;
  }

  /** This and the piece behind it. */
  Seen with(Seen more) {
    return new Seen(
        argument,
        phase,
        kind,
        operation,
        element,
        address,
        original,
        bytes + more.bytes,
        flags & ~Capture.CONTINUED,
        more.errno);
  }

  private static Seen at(long c) {
    byte[] bytes = Memory.bytes(Capture.data(c), Capture.capturedLength(c));
    return new Seen(
        Capture.argument(c),
        Capture.phase(c),
        Capture.kind(c),
        Capture.operation(c),
        Capture.element(c),
        Capture.address(c),
        Capture.originalLength(c),
        new String(bytes, StandardCharsets.ISO_8859_1),
        Capture.flags(c),
        Capture.errno(c));
  }
}

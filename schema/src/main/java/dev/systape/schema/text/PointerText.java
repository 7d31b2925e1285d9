package dev.systape.schema.text;

import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.tape.Capture;

/**
 * Writes what a pointer to one value or to an array points to: at entry what the program gives, at
 * exit what the kernel gives; its address where that is not known or the call failed.
 */
final class PointerText implements ArgumentText {
  /** How a single value is set off. */
  enum Frame {
    /** Not at all: structs have braces of their own. */
    NONE,
    /** In brackets. */
    BRACKETS,
    /** In brackets, with the value at entry where both are known and differ. */
    BOTH_VALUES
  }

  private final int argument;
  private final Direction direction;
  private final boolean always;
  private final MemoryText element;
  private final int size;
  private final Length count;
  private final Frame frame;
  private final boolean answered;
  private final TextOptions options;

  PointerText(
      int argument,
      Direction direction,
      boolean always,
      MemoryText element,
      int size,
      Length count,
      Frame frame,
      boolean answered,
      TextOptions options) {
    this.argument = argument;
    this.direction = direction;
    this.always = always;
    this.element = element;
    this.size = size;
    this.count = count;
    this.frame = frame;
    this.answered = answered;
    this.options = options;
  }

  @Override
  public boolean isAtExit() {
    return direction.readsAtExit();
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(argument);
    if (address == 0) {
      out.append("NULL");
    } else if (count != null) {
      array(call, address, out);
    } else {
      one(call, address, out);
    }
  }

  private void one(CallView call, long address, StringBuilder out) {
    int before = direction.readsAtEntry() ? whole(call, Capture.ENTRY, address) : -1;
    boolean known = direction.readsAtExit() && (always ? failed(call) : call.succeeded());
    int after = known ? whole(call, Capture.EXIT, address) : -1;
    if (before < 0 && after < 0 && direction == Direction.INOUT && call.succeeded()) {
      // What was to be read at entry and was read at exit is what the kernel left there.
      int late = call.find(argument, Capture.ENTRY, address);
      after = late >= 0 && call.length(late) >= size ? late : -1;
    }
    int shown = after >= 0 ? after : before;
    if (shown < 0) {
      Digits.hex(out, address);
      return;
    }
    if (answered) {
      answered(call, before >= 0 ? before : after, after, out);
      return;
    }
    if (frame == Frame.NONE) {
      element.print(call, call.data(shown), out);
      return;
    }
    out.append('[');
    if (frame == Frame.BOTH_VALUES && before >= 0 && after >= 0 && differ(call, before, after)) {
      element.print(call, call.data(before), out);
      out.append(" => ");
    }
    element.print(call, call.data(shown), out);
    out.append(']');
  }

  /**
   * What the program gave, with the fields that are the kernel's as they were at exit. Where only
   * the exit is known, as with a call that a seccomp filter answered, all are as they were then.
   */
  private void answered(CallView call, int before, int after, StringBuilder out) {
    if (after >= 0) {
      call.answer(call.data(after) - call.data(before));
    }
    element.print(call, call.data(before), out);
    call.noAnswer();
  }

  /** The kernel writes these where the call was interrupted; after success they hold nothing. */
  private static boolean failed(CallView call) {
    return call.hasResult() && !call.succeeded();
  }

  private boolean differ(CallView call, int before, int after) {
    return Words.load(call.data(before), size) != Words.load(call.data(after), size);
  }

  /** The capture of a whole value; one that is not what the kernel saw at entry does not count. */
  private int whole(CallView call, int phase, long address) {
    int capture = call.find(argument, phase, address);
    boolean stale = capture >= 0 && direction == Direction.INOUT && call.has(capture, Capture.LATE);
    return capture < 0 || call.length(capture) < size || stale ? -1 : capture;
  }

  private void array(CallView call, long address, StringBuilder out) {
    boolean exit = direction.readsAtExit();
    int phase = exit ? Capture.EXIT : Capture.ENTRY;
    int capture = exit && !call.succeeded() ? -1 : call.find(argument, phase, address);
    long wanted = exit && !call.succeeded() ? -1 : Lengths.of(count, call);
    if (wanted == 0) {
      out.append("[]");
    } else if (capture < 0
        || Elements.isTooMany(wanted, size)
        || call.length(capture) < (count instanceof Length.Constant ? wanted * size : size)) {
      Digits.hex(out, address);
    } else {
      Elements.print(call, element, size, capture, address, wanted, options, out);
    }
  }
}

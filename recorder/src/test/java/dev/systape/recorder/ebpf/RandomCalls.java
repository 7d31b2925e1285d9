package dev.systape.recorder.ebpf;

import static dev.systape.schema.plan.CaptureOp.*;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.OpBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Calls at random, as wild as the format allows: every opcode, base and term, references to
 * operations that did not run, lengths and pointers that are neither. The memory consists of 8-byte
 * places that hold pointers to places, small numbers, short texts, nothing, or the way to a hole.
 *
 * <p>Whatever is taken for a pointer, in either width, leads into that memory or to where no
 * program has any, for the plain interpreter knows no other: words are taken at their own
 * alignment; texts consist of low control characters and end in one, so that they are too low or
 * too high; what lies in the upper half of a place is 128 GiB and more as an address; the way to
 * the hole, where words are taken unaligned, is text or zero throughout. Where untouched memory is
 * between, that text ends in a punctuation mark or digit: with zeros behind it, up to four bytes
 * come to an address below 1 GiB, five to one above 128 GiB.
 */
final class RandomCalls {
  private static final int PLACE = 8;
  private static final int HOLE_APPROACH = 4 * PLACE;
  private static final int[] WIDTHS = {1, 2, 4, 8};
  private static final int[] STRIDES = {8, 16, 24};

  private final Random random;
  private final UserMemory memory;
  private final int places;
  private final List<byte[]> plan = new ArrayList<>();
  private final List<Integer> lookedInto = new ArrayList<>();
  private int phase;
  private int depth;

  private RandomCalls(Random random, UserMemory memory) {
    this.random = random;
    this.memory = memory;
    places = (int) (memory.end() - memory.base()) / PLACE;
  }

  /** Fills the memory and makes up a call, its plan too. */
  static PlannedCall next(Random random, UserMemory memory) {
    RandomCalls calls = new RandomCalls(random, memory);
    calls.phase = PHASE_ENTRY;
    calls.block(2 + random.nextInt(MAX_OPERATIONS - 2));
    calls.phase = PHASE_EXIT;
    calls.block(random.nextInt(MAX_OPERATIONS - calls.plan.size() + 1));
    return calls.call(calls.plan);
  }

  /** Fills the memory and makes up a call that has a given plan. */
  static PlannedCall of(List<byte[]> plan, Random random, UserMemory memory) {
    return new RandomCalls(random, memory).call(plan);
  }

  private PlannedCall call(List<byte[]> operations) {
    for (int i = 0; i < places; i++) {
      fill(memory.base() + (long) PLACE * i);
    }
    boolean text = random.nextBoolean();
    for (long at = memory.end() - HOLE_APPROACH; at < memory.end(); at++) {
      Memory.putU8(at, text ? 1 + random.nextInt(7) : 0);
    }
    if (text && memory.end() < memory.hole()) {
      Memory.putU8(memory.end() - 1, '!' + random.nextInt('@' - '!'));
    }
    long[] arguments = random.longs(8).map(any -> argument()).toArray();
    boolean failed = random.nextInt(4) == 0;
    long result = failed ? -14 : argument();
    return new PlannedCall(operations, arguments, result, failed, random.nextInt(60));
  }

  private void fill(long place) {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> Memory.putLong(place, pointer());
      case 3 -> Memory.putLong(place, random.nextInt(20));
      case 4 -> Memory.putLong(place, 0);
      case 5 -> {
        Memory.putInt(place, (int) pointer());
        Memory.putInt(place + 4, 32 + random.nextInt(20));
      }
      case 6 -> Memory.putLong(place, random.nextInt(4) == 0 ? nearHole() : pointer());
      default -> {
        for (int i = 0; i < PLACE; i++) {
          Memory.putU8(place + i, Math.max(0, random.nextInt(9) - 1));
        }
        Memory.putU8(place + PLACE - 1, 1 + random.nextInt(7));
      }
    }
  }

  private long pointer() {
    return memory.base() + (long) PLACE * random.nextInt(places);
  }

  /** Close to where memory ends, or where it is untouched from there on or up to there. */
  private long nearHole() {
    int distance = random.nextInt(HOLE_APPROACH - 2);
    if (memory.end() == memory.hole()) {
      return memory.hole() - distance;
    }
    return switch (random.nextInt(3)) {
      case 0 -> memory.base() - distance / PLACE * PLACE;
      case 1 -> memory.hole() - distance;
      default -> memory.end() - distance;
    };
  }

  private long argument() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> random.nextInt(70);
      case 2 -> nearHole();
      case 3 -> random.nextBoolean() ? -1 : Long.MIN_VALUE;
      case 4 -> 1L << 63 | (long) random.nextInt(64) << 16;
      default -> pointer();
    };
  }

  private void block(int operations) {
    int end = plan.size() + operations;
    while (plan.size() < end) {
      int left = end - plan.size() - 1;
      switch (random.nextInt(10)) {
        case 0 -> {
          if (depth == 0 && random.nextInt(20) == 0) {
            plan.add(op(END).build());
          } else {
            plan.add(skip(random.nextInt(Math.min(left, 3) + 1)));
          }
        }
        case 1, 2 -> {
          int span = Math.min(left, 1 + random.nextInt(6));
          plan.add(array(EACH).span(span).build());
          depth++;
          block(span);
          depth--;
        }
        case 3, 4 -> plan.add(terms(array(IOVEC)).build());
        case 5 -> {
          lookedInto.add(plan.size());
          plan.add(based(op(PTRVEC)).limit(random.nextInt(10)).build());
        }
        case 6 -> plan.add(based(op(STR)).build());
        default -> {
          lookedInto.add(plan.size());
          plan.add(terms(based(op(COPY))).build());
        }
      }
    }
  }

  private OpBuilder op(int opcode) {
    OpBuilder op = OpBuilder.op(opcode, phase);
    if (opcode == SKIP_UNLESS || opcode == END) {
      return op;
    }
    op.reports(random.nextInt(7), random.nextInt(5)).flags(random.nextInt(4));
    op.cap(random.nextInt(4) == 0 ? -1 : random.nextInt(200));
    return op.factor(random.nextInt(3) == 0 ? PLACE * (1 + random.nextInt(3)) : 1);
  }

  private byte[] skip(int span) {
    OpBuilder op = op(SKIP_UNLESS).span(span);
    term(op, TERM_A);
    long mask = random.nextBoolean() ? -1 : random.nextInt(256);
    return op.condition(mask, 1 + random.nextInt(8), argument()).build();
  }

  private OpBuilder array(int opcode) {
    int width = random.nextInt(4) == 0 ? 4 : 8;
    int stride = opcode == IOVEC ? 2 * width * (1 + random.nextInt(2)) : any(STRIDES);
    return op(opcode)
        .base(BASE_CAPTURED, earlier())
        .pointerWidth(width)
        .stride(stride)
        .limit(random.nextInt(8));
  }

  private OpBuilder based(OpBuilder op) {
    int width = random.nextInt(4) == 0 ? 4 : 8;
    int base = depth > 0 && random.nextBoolean() ? BASE_ELEMENT : sometimesElement(BASE_ELEMENT, 5);
    int index =
        switch (base) {
          case BASE_CAPTURED -> earlier();
          case BASE_ELEMENT -> random.nextInt(2);
          default -> random.nextInt(6);
        };
    int offset = random.nextInt(4) * width;
    boolean back = base == BASE_ARGUMENT_OFFSET && random.nextBoolean();
    return op.base(base, index).pointerWidth(width).offset(back ? -offset : offset);
  }

  private OpBuilder terms(OpBuilder op) {
    term(op, TERM_A);
    term(op, TERM_B);
    return op;
  }

  private void term(OpBuilder op, int term) {
    int source = random.nextBoolean() ? TERM_CONSTANT : sometimesElement(TERM_ELEMENT, 7);
    int index =
        switch (source) {
          case TERM_CAPTURED -> earlier();
          case TERM_ELEMENT -> random.nextInt(2);
          default -> random.nextInt(6);
        };
    int bits = random.nextBoolean() ? SCALE_BITS : SCALE_BITS32;
    int scale = random.nextInt(6) == 0 ? bits : SCALE_NONE;
    int value = source == TERM_CONSTANT ? random.nextInt(100) : random.nextInt(24);
    op.term(term, source, index, any(WIDTHS), scale, value);
  }

  /** An operation before this one, mostly one that may have captured something. */
  private int earlier() {
    if (!lookedInto.isEmpty() && random.nextInt(8) != 0) {
      return lookedInto.get(random.nextInt(lookedInto.size()));
    }
    return plan.isEmpty() ? 0 : random.nextInt(plan.size());
  }

  /** One of several; outside any EACH it is rarely the element, which is not there. */
  private int sometimesElement(int element, int several) {
    int one = random.nextInt(several);
    return one == element && depth == 0 && random.nextInt(8) != 0 ? 0 : one;
  }

  private int any(int[] of) {
    return of[random.nextInt(of.length)];
  }
}

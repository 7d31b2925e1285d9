package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.ReferenceReads.least;
import static dev.systape.recorder.ebpf.ReferenceReads.word;
import static dev.systape.schema.plan.CaptureOp.*;

import dev.systape.schema.memory.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link dev.systape.schema.plan.CaptureOp} says, in the plainest Java: bodies are recursion,
 * what is absent is null. It shares no code with the program that it is compared with, only the
 * numbers that bound the area.
 */
final class ReferenceInterpreter {
  /** One element of an EACH, or the call itself, which has no outer one. */
  private record Scope(
      Scope outer,
      int first,
      int end,
      byte[] element,
      int index,
      Map<Integer, byte[]> captured,
      Map<Integer, byte[]> whole) {
    Scope ownerOf(int operation) {
      return outer == null || operation >= first && operation < end
          ? this
          : outer.ownerOf(operation);
    }
  }

  private final ReferenceReads reads;
  private final Scope root = new Scope(null, 0, 0, null, 0, new HashMap<>(), new HashMap<>());
  private final PlannedCall call;
  private long operations;
  private long result;
  private long used;

  private ReferenceInterpreter(long base, byte[] memory, PlannedCall call) {
    reads = new ReferenceReads(base, memory, call.stringLimit());
    this.call = call;
  }

  /** The captures of both phases of a call whose memory is {@code memory}, at {@code base}. */
  static List<Seen> run(long base, byte[] memory, PlannedCall call) {
    return new ReferenceInterpreter(base, memory, call).run();
  }

  private List<Seen> run() {
    int count = call.operations().size();
    operations = Memory.allocate(Math.max(1, (long) SIZE * count));
    for (int i = 0; i < count; i++) {
      Memory.copy(call.operations().get(i), 0, operations + (long) SIZE * i, SIZE);
    }
    try {
      run(root, 0, call.entryOperations());
      result = call.result();
      run(root, call.entryOperations(), count);
    } finally {
      Memory.free(operations);
    }
    return reads.seen();
  }

  private void run(Scope scope, int from, int to) {
    int i = from;
    while (i < to) {
      long op = operations + (long) SIZE * i;
      boolean runs =
          phase(op) == PHASE_ENTRY || !call.failed() || (flags(op) & FLAG_ON_FAILURE) != 0;
      switch (opcode(op)) {
        case END -> {
          return;
        }
        case SKIP_UNLESS -> i += holds(scope, op) ? 0 : span(op);
        case EACH -> {
          if (runs) {
            each(scope, i, op);
          }
          i += span(op);
        }
        default -> {
          if (runs) {
            read(scope, i, op);
          }
        }
      }
      i++;
    }
  }

  private boolean holds(Scope scope, long op) {
    Long source =
        termSource(op, TERM_A) == TERM_RESULT ? Long.valueOf(result) : term(scope, op, TERM_A);
    if (source == null) {
      return false;
    }
    long left = source & mask(op);
    int unsigned = Long.compareUnsigned(left, value(op));
    return switch (compare(op)) {
      case EQ -> unsigned == 0;
      case NE -> unsigned != 0;
      case LT -> unsigned < 0;
      case LE -> unsigned <= 0;
      case GT -> unsigned > 0;
      case GE -> unsigned >= 0;
      case SLT -> left < value(op);
      case SGE -> left >= value(op);
      default -> false;
    };
  }

  private void each(Scope scope, int index, long op) {
    byte[] array = scope.ownerOf(baseIndex(op)).captured.get(baseIndex(op));
    if (array == null) {
      return;
    }
    if (scope != root && scope.outer != root) {
      reads.behindLimit(index, op, 0);
      return;
    }
    byte[] whole = scope.ownerOf(baseIndex(op)).whole.get(baseIndex(op));
    int most = Math.min(array.length / stride(op), limit(op));
    if (whole.length / stride(op) > most) {
      reads.behindLimit(index, op, most);
    }
    int end = index + 1 + span(op);
    for (int e = 0; e < most; e++) {
      byte[] element = new byte[stride(op)];
      System.arraycopy(array, e * stride(op), element, 0, element.length);
      run(
          new Scope(scope, index + 1, end, element, e, new HashMap<>(), new HashMap<>()),
          index + 1,
          end);
    }
  }

  private void read(Scope scope, int index, long op) {
    if (opcode(op) == IOVEC) {
      iovec(scope, index, op);
      return;
    }
    Long pointer = pointer(scope, op);
    if (pointer == null || pointer == 0) {
      return;
    }
    byte[] bytes =
        switch (opcode(op)) {
          case COPY -> {
            Long length = length(scope, op);
            yield length == null ? null : reads.bytes(index, op, scope.index, pointer, length);
          }
          case STR -> reads.string(index, op, scope.index, pointer);
          case PTRVEC -> reads.vector(index, op, scope.index, pointer);
          default -> throw new AssertionError("opcode " + opcode(op));
        };
    if (bytes != null) {
      scope.ownerOf(index).captured.put(index, bytes);
      scope.ownerOf(index).whole.put(index, reads.whole());
    }
  }

  private void iovec(Scope scope, int index, long op) {
    byte[] array = scope.ownerOf(baseIndex(op)).whole.get(baseIndex(op));
    Long budget = array == null ? null : length(scope, op);
    if (budget == null) {
      return;
    }
    long left = budget;
    int width = pointerWidth(op);
    int count = array.length / stride(op);
    for (int e = 0; e < count && left != 0; e++) {
      if (e == limit(op)) {
        reads.behindLimit(index, op, e);
        return;
      }
      int place = e * stride(op) + offset(op);
      long address = word(array, place, width);
      long length = least(word(array, place + width, width), left);
      if (address != 0) {
        reads.bytes(index, op, e, address, length);
      }
      left = budget == -1 ? -1 : left - length;
    }
  }

  private Long pointer(Scope scope, long op) {
    int index = baseIndex(op);
    int width = pointerWidth(op);
    return switch (base(op)) {
      case BASE_ARGUMENT -> cutTo(call.arguments()[index], width);
      case BASE_ARGUMENT_OFFSET -> {
        long argument = cutTo(call.arguments()[index], width);
        yield argument == 0 ? 0 : argument + offset(op);
      }
      case BASE_RESULT -> result;
      case BASE_CAPTURED -> captured(scope, index, offset(op), width);
      case BASE_ELEMENT -> element(scope, index, offset(op), width);
      default -> throw new AssertionError("base " + base(op));
    };
  }

  private Long length(Scope scope, long op) {
    Long a = term(scope, op, TERM_A);
    Long b = term(scope, op, TERM_B);
    if (a == null || b == null) {
      return null;
    }
    long least = least(a, b);
    if (least == -1) {
      return least;
    }
    boolean huge = Long.compareUnsigned(least, Long.divideUnsigned(Long.MAX_VALUE, factor(op))) > 0;
    return huge ? Long.MAX_VALUE : least * factor(op);
  }

  private Long term(Scope scope, long op, int term) {
    int index = termIndex(op, term);
    int width = termWidth(op, term);
    int at = (int) termValue(op, term);
    Long word =
        switch (termSource(op, term)) {
          case TERM_NONE -> Long.valueOf(-1);
          case TERM_CONSTANT -> Long.valueOf(termValue(op, term));
          case TERM_ARGUMENT -> Long.valueOf(cutTo(call.arguments()[index], width));
          case TERM_RESULT -> Long.valueOf(Math.max(result, 0));
          case TERM_CAPTURED -> captured(scope, index, at, width);
          case TERM_ELEMENT -> element(scope, index, at, width);
          case TERM_IOC_SIZE -> Long.valueOf(call.arguments()[index] >> 16 & 0x3fff);
          default -> throw new AssertionError("term " + termSource(op, term));
        };
    if (word == null || termScale(op, term) == SCALE_NONE) {
      return word;
    }
    return termScale(op, term) == SCALE_BITS ? word + 63 >>> 6 << 3 : word + 31 >>> 5 << 2;
  }

  private static Long captured(Scope scope, int operation, int at, int width) {
    byte[] bytes = scope.ownerOf(operation).captured.get(operation);
    return bytes == null || at + width > bytes.length ? null : Long.valueOf(word(bytes, at, width));
  }

  private Long element(Scope scope, int outwards, int at, int width) {
    Scope of = outwards == 0 || scope == root ? scope : scope.outer;
    return of == root || at + width > of.element.length
        ? null
        : Long.valueOf(word(of.element, at, width));
  }

  private static long cutTo(long word, int width) {
    return width == 8 ? word : word & (1L << 8 * width) - 1;
  }
}

package dev.systape.recorder.ptrace.backend;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;

/**
 * Runs the operations of a capture plan against a stopped tracee. The semantics are those of {@link
 * CaptureOp}.
 *
 * <p>Hot: no allocation but growth. All reads that do not depend on each other go out in one
 * process_vm_readv: operations queue their reads in {@link PendingReads}; one that needs bytes
 * which are still queued is deferred, with its scope, to the next level of indirection; then the
 * queue is read and the deferred operations run. A call without nested pointers takes one read, a
 * recvmsg three.
 *
 * <p>A <i>scope</i> is one element of an EACH: which bytes it is, and where the captures made for
 * it lie.
 */
final class CaptureInterpreter {
  private static final int OK = 0;
  private static final int ABSENT = 1;
  private static final int PENDING = 2;

  private static final long NO_BOUND = -1;

  private final PendingReads reads;
  private final Scopes scopes = new Scopes();
  private int[] deferred = new int[3 * 64];
  private int[] spare = new int[3 * 64];
  private int deferredCount;

  private CallRecord record;
  private long operations;
  private long arguments;
  private long result;
  private boolean failed;
  private long stringLimit;

  /**
   * How the last {@link #pointer}, {@link #term} or {@link #length} went: OK, ABSENT or PENDING.
   */
  private int state;

  CaptureInterpreter(PendingReads reads, int stringLimit) {
    this.reads = reads;
    this.stringLimit = stringLimit;
  }

  /**
   * Runs one phase of a plan.
   *
   * @param record takes the captures, and holds those of the phase before
   * @param tid the stopped thread
   * @param operations address of the plan's first operation
   * @param first index of the first operation to run
   * @param count how many to run
   * @param arguments address of the six argument words
   * @param result the call's result; 0 at entry
   * @param failed whether the call failed
   */
  void run(
      CallRecord record,
      int tid,
      long operations,
      int first,
      int count,
      long arguments,
      long result,
      boolean failed) {
    this.record = record;
    this.operations = operations;
    this.arguments = arguments;
    this.result = result;
    this.failed = failed;
    scopes.reset(record);
    reads.begin(record, scopes, tid);
    run(Scopes.ROOT, first, first + count);
    reads.flush();
    while (deferredCount > 0) {
      runDeferred();
      reads.flush();
    }
  }

  private void runDeferred() {
    int[] level = deferred;
    int count = deferredCount;
    deferred = spare;
    spare = level;
    deferredCount = 0;
    for (int i = 0; i < 3 * count; i += 3) {
      // Pending until now; those that do not run again (a body without an array) never come.
      for (int k = level[i + 1]; k < level[i + 2]; k++) {
        scopes.remember(level[i], k, Scopes.ABSENT, 0);
      }
      run(level[i], level[i + 1], level[i + 2]);
    }
  }

  private void run(int scope, int from, int to) {
    int i = from;
    while (i < to) {
      long op = operations + (long) CaptureOp.SIZE * i;
      int span = CaptureOp.span(op);
      boolean skipped =
          failed
              && CaptureOp.phase(op) == CaptureOp.PHASE_EXIT
              && (CaptureOp.flags(op) & CaptureOp.FLAG_ON_FAILURE) == 0;
      switch (CaptureOp.opcode(op)) {
        case CaptureOp.END -> {
          return;
        }
        case CaptureOp.SKIP_UNLESS -> i += skipUnless(scope, i, op) ? 1 + span : 1;
        case CaptureOp.EACH -> {
          if (!skipped) {
            each(scope, i, op);
          }
          i += 1 + span;
        }
        default -> {
          if (!skipped) {
            read(scope, i, op);
          }
          i++;
        }
      }
    }
  }

  /**
   * Whether the guarded operations are not to run now: the condition is false, or not known before
   * the next level.
   */
  private boolean skipUnless(int scope, int index, long op) {
    long source = term(scope, op, CaptureOp.TERM_A);
    int end = index + 1 + CaptureOp.span(op);
    if (state == PENDING) {
      defer(scope, index, end);
      return true;
    }
    boolean skipped =
        state == ABSENT
            || !holds(source & CaptureOp.mask(op), CaptureOp.compare(op), CaptureOp.value(op));
    for (int i = index + 1; skipped && i < end; i++) {
      scopes.remember(scope, i, Scopes.ABSENT, 0);
    }
    return skipped;
  }

  private static boolean holds(long left, int compare, long right) {
    return switch (compare) {
      case CaptureOp.EQ -> left == right;
      case CaptureOp.NE -> left != right;
      case CaptureOp.LT -> Long.compareUnsigned(left, right) < 0;
      case CaptureOp.LE -> Long.compareUnsigned(left, right) <= 0;
      case CaptureOp.GT -> Long.compareUnsigned(left, right) > 0;
      case CaptureOp.GE -> Long.compareUnsigned(left, right) >= 0;
      case CaptureOp.SLT -> left < right;
      case CaptureOp.SGE -> left >= right;
      default -> false;
    };
  }

  private void each(int scope, int index, long op) {
    int array = CaptureOp.baseIndex(op);
    int offset = scopes.offset(scope, array);
    if (offset == Scopes.PENDING) {
      defer(scope, index, index + 1);
      return;
    }
    if (offset == Scopes.ABSENT) {
      return;
    }
    int stride = CaptureOp.stride(op);
    int elements = scopes.length(scope, array) / stride;
    int span = CaptureOp.span(op);
    for (int e = 0; e < Math.min(elements, CaptureOp.limit(op)); e++) {
      int inner = scopes.open(scope, index + 1, span, offset + e * stride, stride, e);
      run(inner, index + 1, index + 1 + span);
    }
    if (elements > CaptureOp.limit(op)) {
      reads.limited(op, index, CaptureOp.limit(op), 0);
    }
  }

  private void read(int scope, int index, long op) {
    // An operation that was deferred is pending; what it does not capture now will never come.
    scopes.remember(scope, index, Scopes.ABSENT, 0);
    if (CaptureOp.opcode(op) == CaptureOp.IOVEC) {
      iovec(scope, index, op);
      return;
    }
    long pointer = pointer(scope, op);
    if (state == OK && pointer == 0) {
      return;
    }
    int pointerState = state;
    long length = CaptureOp.opcode(op) == CaptureOp.COPY && state == OK ? length(scope, op) : 0;
    if (pointerState == PENDING || state == PENDING) {
      defer(scope, index, index + 1);
    } else if (pointerState == OK && state == OK) {
      switch (CaptureOp.opcode(op)) {
        case CaptureOp.COPY ->
            reads.bytes(scope, index, op, scopes.element(scope), pointer, length, kept(op, length));
        case CaptureOp.STR ->
            reads.string(scope, index, op, scopes.element(scope), pointer, kept(op, NO_BOUND));
        case CaptureOp.PTRVEC -> reads.vector(scope, index, op, scopes.element(scope), pointer);
        default ->
            throw new IllegalStateException(
                "opcode " + CaptureOp.opcode(op) + " in a capture plan");
      }
    }
  }

  private void iovec(int scope, int index, long op) {
    int array = CaptureOp.baseIndex(op);
    int offset = scopes.offset(scope, array);
    long budget = offset == Scopes.PENDING || offset == Scopes.ABSENT ? 0 : length(scope, op);
    if (offset == Scopes.PENDING || (offset != Scopes.ABSENT && state == PENDING)) {
      defer(scope, index, index + 1);
      return;
    }
    if (offset == Scopes.ABSENT || state == ABSENT) {
      return;
    }
    int width = CaptureOp.pointerWidth(op);
    int stride = CaptureOp.stride(op);
    int elements = scopes.length(scope, array) / stride;
    int limit = Math.min(elements, CaptureOp.limit(op));
    int at = offset + CaptureOp.offset(op);
    for (int e = 0; e < limit && budget != 0; e++, at += stride) {
      long address = word(record.address() + at, width);
      long length = word(record.address() + at + width, width);
      long whole = Long.compareUnsigned(length, budget) < 0 ? length : budget;
      if (address != 0) {
        reads.bytes(Scopes.NONE, index, op, e, address, whole, kept(op, whole));
      }
      budget = budget == NO_BOUND ? NO_BOUND : budget - whole;
    }
    if (elements > limit && budget != 0) {
      reads.limited(op, index, limit, 0);
    }
  }

  /** Bytes of a length that are kept: the operation's cap, and for data the user's limit. */
  private long kept(long op, long length) {
    long cap = CaptureOp.cap(op);
    if ((CaptureOp.flags(op) & CaptureOp.FLAG_DATA) != 0) {
      cap = Math.min(cap, stringLimit);
    }
    return Long.compareUnsigned(length, cap) < 0 ? length : cap;
  }

  /**
   * Defers operations from one index to another to the next level; what they would capture is
   * pending until then.
   */
  private void defer(int scope, int from, int to) {
    if (3 * deferredCount + 3 > deferred.length) {
      deferred = java.util.Arrays.copyOf(deferred, 2 * deferred.length);
    }
    deferred[3 * deferredCount] = scope;
    deferred[3 * deferredCount + 1] = from;
    deferred[3 * deferredCount + 2] = to;
    deferredCount++;
    for (int i = from; i < to; i++) {
      scopes.pending(scope, i);
    }
  }

  private long pointer(int scope, long op) {
    state = OK;
    int index = CaptureOp.baseIndex(op);
    int width = CaptureOp.pointerWidth(op);
    return switch (CaptureOp.base(op)) {
      case CaptureOp.BASE_ARGUMENT -> word(arguments + 8L * index, width);
      case CaptureOp.BASE_ARGUMENT_OFFSET -> {
        long base = word(arguments + 8L * index, width);
        yield base == 0 ? 0 : base + CaptureOp.offset(op);
      }
      case CaptureOp.BASE_RESULT -> result;
      case CaptureOp.BASE_CAPTURED -> captured(scope, index, CaptureOp.offset(op), width);
      case CaptureOp.BASE_ELEMENT -> element(scope, index, CaptureOp.offset(op), width);
      default -> absent();
    };
  }

  private long length(int scope, long op) {
    long a = term(scope, op, CaptureOp.TERM_A);
    if (state != OK) {
      return 0;
    }
    long b = term(scope, op, CaptureOp.TERM_B);
    long least = Long.compareUnsigned(a, b) < 0 ? a : b;
    if (least == NO_BOUND) {
      return NO_BOUND;
    }
    long factor = CaptureOp.factor(op);
    return Long.compareUnsigned(least, Long.divideUnsigned(Long.MAX_VALUE, factor)) > 0
        ? Long.MAX_VALUE
        : least * factor;
  }

  private long term(int scope, long op, int term) {
    state = OK;
    int index = CaptureOp.termIndex(op, term);
    int width = CaptureOp.termWidth(op, term);
    int value = (int) CaptureOp.termValue(op, term);
    long word =
        switch (CaptureOp.termSource(op, term)) {
          case CaptureOp.TERM_NONE -> NO_BOUND;
          case CaptureOp.TERM_CONSTANT -> CaptureOp.termValue(op, term);
          case CaptureOp.TERM_ARGUMENT -> word(arguments + 8L * index, width);
          case CaptureOp.TERM_RESULT ->
              CaptureOp.opcode(op) == CaptureOp.SKIP_UNLESS ? result : Math.max(result, 0);
          case CaptureOp.TERM_CAPTURED -> captured(scope, index, value, width);
          case CaptureOp.TERM_ELEMENT -> element(scope, index, value, width);
          case CaptureOp.TERM_IOC_SIZE -> Memory.getU32(arguments + 8L * index) >>> 16 & 0x3fff;
          default -> absent();
        };
    return switch (CaptureOp.termScale(op, term)) {
      case CaptureOp.SCALE_BITS -> (word + 63 >>> 6) << 3;
      case CaptureOp.SCALE_BITS32 -> (word + 31 >>> 5) << 2;
      default -> word;
    };
  }

  private long captured(int scope, int operation, int at, int width) {
    int offset = scopes.offset(scope, operation);
    if (offset == Scopes.PENDING) {
      state = PENDING;
      return 0;
    }
    if (offset == Scopes.ABSENT || at + width > scopes.length(scope, operation)) {
      return absent();
    }
    return word(record.address() + offset + at, width);
  }

  private long element(int scope, int depth, int at, int width) {
    int of = depth == 0 ? scope : scopes.parent(scope);
    if (of == Scopes.ROOT || at + width > scopes.elementLength(of)) {
      return absent();
    }
    return word(record.address() + scopes.elementOffset(of) + at, width);
  }

  private long absent() {
    state = ABSENT;
    return 0;
  }

  private static long word(long address, int width) {
    return switch (width) {
      case 1 -> Memory.getU8(address);
      case 2 -> Memory.getU16(address);
      case 4 -> Memory.getU32(address);
      default -> Memory.getLong(address);
    };
  }
}

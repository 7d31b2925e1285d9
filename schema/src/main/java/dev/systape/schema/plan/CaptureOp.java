package dev.systape.schema.plan;

import dev.systape.schema.memory.Memory;

/**
 * One operation of a capture plan, a struct of {@value #SIZE} bytes read in place.
 *
 * <pre>
 *  0        1        2        3        4        5        6        7
 * +--------+--------+--------+--------+--------+--------+--------+--------+
 * | opcode | phase  |  base  | base   | argu-  | kind   | pointer| flags  |   0
 * |        |        |        | index  | ment   |        | width  |        |
 * +--------+--------+--------+--------+--------+--------+--------+--------+
 * |      offset of the pointer word   |              stride               |   8
 * +-----------------------------------+-----------------------------------+
 * |   term A: source, index, width, scale (u8 each), u32 value            |  16
 * +-----------------------------------------------------------------------+
 * |   term B, likewise                 | SKIP_UNLESS: u64 mask            |  24
 * +-----------------------------------+-----------------------------------+
 * |      factor                       |  cap  | SKIP_UNLESS: u64 value    |  32
 * +-----------------+--------+--------+-----------------------------------+
 * |  limit (u16)    |  span  | compare|              reserved             |  40
 * +-----------------+--------+--------+-----------------------------------+
 * </pre>
 *
 * <p><b>What an operation does.</b> Its <i>pointer</i> is the base: an argument, the result, or the
 * pointer word at {@code offset} in memory that an earlier operation captured or in the current
 * element of the enclosing {@link #EACH}. A NULL pointer captures nothing. Its <i>length</i> is
 * {@code min(term A, term B) * factor}; at most {@code cap} bytes are kept, and where {@link
 * #FLAG_DATA} is set at most the user's string limit. {@code original length} of the capture is the
 * length before the caps.
 *
 * <ul>
 *   <li>{@link #COPY}: {@code length} bytes at the pointer.
 *   <li>{@link #STR}: bytes at the pointer up to a NUL, which is not kept; at most {@code cap}.
 *   <li>{@link #PTRVEC}: pointer words at the pointer up to and with a NULL word; at most {@code
 *       limit} words.
 *   <li>{@link #IOVEC}: base is {@link #BASE_CAPTURED}: the memory of operation {@code baseIndex}
 *       is an array of {@code struct iovec}s of {@code stride} bytes (pointer at {@code offset},
 *       length behind it); copies each one's data, {@code length} bytes over all of them at the
 *       most, at most {@code limit} elements.
 *   <li>{@link #EACH}: the memory of operation {@code baseIndex} is an array of elements of {@code
 *       stride} bytes; the next {@code span} operations run once for each, at most {@code limit}
 *       times. Nests at most twice.
 *   <li>{@link #SKIP_UNLESS}: unless {@code (term A & mask) compare value}, the next {@code span}
 *       operations are skipped.
 *   <li>{@link #END}: the list ends here; lists also end where their count says.
 * </ul>
 *
 * <p>Operations of the entry phase stand before those of the exit phase. An exit operation runs
 * only where the call did not fail, unless {@link #FLAG_ON_FAILURE} is set. A word of memory that
 * was not captured (absent, short) makes the operation that needs it capture nothing. What exceeds
 * a limit yields one capture flagged LIMIT at the first element left out.
 */
public final class CaptureOp {
  /** Opcode: the list ends. */
  public static final int END = 0;

  /** Opcode: copy a length of bytes. */
  public static final int COPY = 1;

  /** Opcode: copy a NUL-terminated string. */
  public static final int STR = 2;

  /** Opcode: copy a NULL-terminated vector of pointers. */
  public static final int PTRVEC = 3;

  /** Opcode: copy the data that a captured array of iovecs points to. */
  public static final int IOVEC = 4;

  /** Opcode: run the next {@code span} operations for each element of a captured array. */
  public static final int EACH = 5;

  /** Opcode: skip the next {@code span} operations unless a condition holds. */
  public static final int SKIP_UNLESS = 6;

  /** Phase: before the kernel acts. */
  public static final int PHASE_ENTRY = 0;

  /** Phase: after the kernel acted. */
  public static final int PHASE_EXIT = 1;

  /** Base: argument {@code baseIndex}. */
  public static final int BASE_ARGUMENT = 0;

  /** Base: the call's result. */
  public static final int BASE_RESULT = 1;

  /** Base: the word at {@code offset} in the memory captured by operation {@code baseIndex}. */
  public static final int BASE_CAPTURED = 2;

  /**
   * Base: the word at {@code offset} in the current element; {@code baseIndex} 0 is the innermost
   * EACH, 1 the one around it.
   */
  public static final int BASE_ELEMENT = 3;

  /**
   * Base: {@code baseIndex}'s argument plus {@code offset}, no word is loaded (a field inside what
   * an argument points to). {@link #STACK_POINTER} as the index is the stack pointer at entry.
   */
  public static final int BASE_ARGUMENT_OFFSET = 4;

  /**
   * The stack pointer among the words of a call: six arguments, instruction pointer, stack pointer.
   */
  public static final int STACK_POINTER = 7;

  /** Words that an interpreter of plans is given at entry. */
  public static final int CALL_WORDS = STACK_POINTER + 1;

  /** Flag: the user's string limit applies. */
  public static final int FLAG_DATA = 1;

  /** Flag: an exit operation that runs whether or not the call failed. */
  public static final int FLAG_ON_FAILURE = 2;

  /** Term source: no bound. */
  public static final int TERM_NONE = 0;

  /** Term source: {@code value}. */
  public static final int TERM_CONSTANT = 1;

  /** Term source: argument {@code index}, cut to {@code width} bytes, unsigned. */
  public static final int TERM_ARGUMENT = 2;

  /** Term source: the result; a negative one counts as 0. */
  public static final int TERM_RESULT = 3;

  /**
   * Term source: the word of {@code width} bytes at offset {@code value} in the memory captured by
   * operation {@code index}.
   */
  public static final int TERM_CAPTURED = 4;

  /**
   * Term source: the word of {@code width} bytes at offset {@code value} in the current element
   * ({@code index} as for a base).
   */
  public static final int TERM_ELEMENT = 5;

  /** Term source: {@code _IOC_SIZE} of argument {@code index}. */
  public static final int TERM_IOC_SIZE = 6;

  /** Scale: none. */
  public static final int SCALE_NONE = 0;

  /**
   * Scale: a number of bits becomes the bytes of the {@code unsigned long}s that hold them
   * (fd_set).
   */
  public static final int SCALE_BITS = 1;

  /** Scale: the same where an {@code unsigned long} has 32 bits. */
  public static final int SCALE_BITS32 = 2;

  /** Comparison: equal. */
  public static final int EQ = 1;

  /** Comparison: not equal. */
  public static final int NE = 2;

  /** Comparison: less, unsigned. */
  public static final int LT = 3;

  /** Comparison: less or equal, unsigned. */
  public static final int LE = 4;

  /** Comparison: greater, unsigned. */
  public static final int GT = 5;

  /** Comparison: greater or equal, unsigned. */
  public static final int GE = 6;

  /** Comparison: less, signed. */
  public static final int SLT = 7;

  /** Comparison: greater or equal, signed. */
  public static final int SGE = 8;

  /** Operations in a plan at the most: what keeps the kernel's verifier content. */
  public static final int MAX_OPERATIONS = 24;

  /** Depth to which EACH nests. */
  public static final int MAX_NESTING = 2;

  static final int OPCODE = 0;
  static final int PHASE = OPCODE + 1;
  static final int BASE = PHASE + 1;
  static final int BASE_INDEX = BASE + 1;
  static final int ARGUMENT = BASE_INDEX + 1;
  static final int KIND = ARGUMENT + 1;
  static final int POINTER_WIDTH = KIND + 1;
  static final int FLAGS = POINTER_WIDTH + 1;
  static final int OFFSET = FLAGS + 1;
  static final int STRIDE = OFFSET + 4;

  /** Offset of term A in the struct. */
  public static final int TERM_A = STRIDE + 4;

  /** Offset of term B in the struct. */
  public static final int TERM_B = TERM_A + 8;

  static final int MASK = TERM_B;
  static final int FACTOR = TERM_B + 8;
  static final int VALUE = FACTOR;
  static final int CAP = FACTOR + 4;
  static final int LIMIT = CAP + 4;
  static final int SPAN = LIMIT + 2;
  static final int COMPARE = SPAN + 1;

  /** Bytes in an operation. */
  public static final int SIZE = COMPARE + 5;

  static final int TERM_SOURCE = 0;
  static final int TERM_INDEX = TERM_SOURCE + 1;
  static final int TERM_WIDTH = TERM_INDEX + 1;
  static final int TERM_SCALE = TERM_WIDTH + 1;
  static final int TERM_VALUE = TERM_SCALE + 1;

  private CaptureOp() {}

  /** One of the opcodes. */
  public static int opcode(long op) {
    return Memory.getU8(op + OPCODE);
  }

  /** {@link #PHASE_ENTRY} or {@link #PHASE_EXIT}. */
  public static int phase(long op) {
    return Memory.getU8(op + PHASE);
  }

  /** One of the bases. */
  public static int base(long op) {
    return Memory.getU8(op + BASE);
  }

  /** The argument, operation or depth that the base names. */
  public static int baseIndex(long op) {
    return Memory.getU8(op + BASE_INDEX);
  }

  /** The argument that the capture is reported for (6: the result). */
  public static int argument(long op) {
    return Memory.getU8(op + ARGUMENT);
  }

  /** The kind that the capture is reported with, see {@code dev.systape.schema.tape.Capture}. */
  public static int kind(long op) {
    return Memory.getU8(op + KIND);
  }

  /** Bytes of a pointer word in the program's memory: 4 or 8. */
  public static int pointerWidth(long op) {
    return Memory.getU8(op + POINTER_WIDTH);
  }

  /** {@link #FLAG_DATA}, {@link #FLAG_ON_FAILURE}. */
  public static int flags(long op) {
    return Memory.getU8(op + FLAGS);
  }

  /** Offset of the pointer word in the base's memory. */
  public static int offset(long op) {
    return Memory.getInt(op + OFFSET);
  }

  /** Bytes from one element to the next. */
  public static int stride(long op) {
    return Memory.getInt(op + STRIDE);
  }

  /** What {@code min(term A, term B)} is multiplied with. */
  public static long factor(long op) {
    return Memory.getU32(op + FACTOR);
  }

  /** Bytes kept at the most. */
  public static long cap(long op) {
    return Memory.getU32(op + CAP);
  }

  /** Elements at the most. */
  public static int limit(long op) {
    return Memory.getU16(op + LIMIT);
  }

  /** Operations in the body of an EACH, or that a SKIP_UNLESS skips. */
  public static int span(long op) {
    return Memory.getU8(op + SPAN);
  }

  /** A SKIP_UNLESS's comparison. */
  public static int compare(long op) {
    return Memory.getU8(op + COMPARE);
  }

  /** A SKIP_UNLESS's mask. */
  public static long mask(long op) {
    return Memory.getLong(op + MASK);
  }

  /** What a SKIP_UNLESS compares with. */
  public static long value(long op) {
    return Memory.getLong(op + VALUE);
  }

  /** One of the term sources; {@code term} is {@link #TERM_A} or {@link #TERM_B}. */
  public static int termSource(long op, int term) {
    return Memory.getU8(op + term + TERM_SOURCE);
  }

  /** The argument, operation or depth that a term names. */
  public static int termIndex(long op, int term) {
    return Memory.getU8(op + term + TERM_INDEX);
  }

  /** Bytes of the word that a term loads: 1, 2, 4 or 8. */
  public static int termWidth(long op, int term) {
    return Memory.getU8(op + term + TERM_WIDTH);
  }

  /** {@link #SCALE_NONE}, {@link #SCALE_BITS} or {@link #SCALE_BITS32}. */
  public static int termScale(long op, int term) {
    return Memory.getU8(op + term + TERM_SCALE);
  }

  /** A constant, or the offset of the word that a term loads. */
  public static long termValue(long op, int term) {
    return Memory.getU32(op + term + TERM_VALUE);
  }
}

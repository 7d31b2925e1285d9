package dev.systape.schema.text;

import java.util.List;

/** futex(2): which arguments there are, and what they mean, follows from the operation. */
final class Futexes {
  private static final int COMMAND = 0x7f;
  private static final int PRIVATE = 0x80;
  private static final int CLOCK_REALTIME = 0x100;
  private static final int WAKE_OP = 5;

  private static final int VALUE = 1;
  private static final int TIMEOUT = 2;
  private static final int VALUE_2 = 4;
  private static final int ADDRESS_2 = 8;
  private static final int VALUE_3 = 16;
  private static final int MASK = 32;

  private static final String[] NAMES = {
    "WAIT",
    "WAKE",
    "FD",
    "REQUEUE",
    "CMP_REQUEUE",
    "WAKE_OP",
    "LOCK_PI",
    "UNLOCK_PI",
    "TRYLOCK_PI",
    "WAIT_BITSET",
    "WAKE_BITSET",
    "WAIT_REQUEUE_PI",
    "CMP_REQUEUE_PI",
    "LOCK_PI2"
  };

  /** What each operation takes. */
  private static final int[] SHAPES = {
    VALUE | TIMEOUT,
    VALUE,
    VALUE,
    VALUE | VALUE_2 | ADDRESS_2,
    VALUE | VALUE_2 | ADDRESS_2 | VALUE_3,
    VALUE | VALUE_2 | ADDRESS_2 | VALUE_3,
    TIMEOUT,
    0,
    0,
    VALUE | TIMEOUT | MASK,
    VALUE | MASK,
    VALUE | TIMEOUT | ADDRESS_2,
    VALUE | VALUE_2 | ADDRESS_2 | VALUE_3,
    TIMEOUT
  };

  private static final int UNKNOWN_SHAPE = VALUE | TIMEOUT | ADDRESS_2 | MASK;

  private static final String[] OPERATIONS = {"SET", "ADD", "OR", "ANDN", "XOR"};
  private static final String[] COMPARISONS = {"EQ", "NE", "LT", "LE", "GT", "GE"};

  private Futexes() {}

  /** Replaces the arguments. */
  static void apply(ArgumentTexts types, List<ArgumentText> arguments) {
    ArgumentText timeout = arguments.get(3);
    arguments.set(0, (call, out) -> Digits.address(out, call.argument(0)));
    arguments.set(1, (call, out) -> operation((int) call.argument(1), out));
    arguments.set(2, when(VALUE, (call, out) -> unsigned(call.argument(2), out)));
    arguments.set(3, when(TIMEOUT, timeout));
    arguments.set(4, when(VALUE_2, (call, out) -> unsigned(call.argument(3), out)));
    arguments.set(5, when(ADDRESS_2, (call, out) -> Digits.address(out, call.argument(4))));
    arguments.add(when(VALUE_3 | MASK, Futexes::last));
  }

  private static ArgumentText when(int part, ArgumentText text) {
    return CallForms.when(call -> (shape(call) & part) != 0, text);
  }

  private static int shape(CallView call) {
    int command = (int) call.argument(1) & COMMAND;
    return command < SHAPES.length ? SHAPES[command] : UNKNOWN_SHAPE;
  }

  private static void unsigned(long word, StringBuilder out) {
    out.append(word & 0xffff_ffffL);
  }

  private static void operation(int operation, StringBuilder out) {
    int command = operation & COMMAND;
    int other = operation & ~(COMMAND | PRIVATE | CLOCK_REALTIME);
    if (command >= NAMES.length || other != 0) {
      Digits.hex(out, operation & 0xffff_ffffL);
      out.append(" /* FUTEX_??? */");
      return;
    }
    out.append("FUTEX_").append(NAMES[command]);
    out.append((operation & PRIVATE) == 0 ? "" : "_PRIVATE");
    out.append((operation & CLOCK_REALTIME) == 0 ? "" : "|FUTEX_CLOCK_REALTIME");
  }

  private static void last(CallView call, StringBuilder out) {
    long word = call.argument(5) & 0xffff_ffffL;
    if ((shape(call) & VALUE_3) == 0) {
      if (word == 0xffff_ffffL) {
        out.append("FUTEX_BITSET_MATCH_ANY");
      } else {
        Digits.hex(out, word);
      }
    } else if (((int) call.argument(1) & COMMAND) == WAKE_OP) {
      wakeOperation((int) word, out);
    } else {
      out.append(word);
    }
  }

  /** FUTEX_OP of linux/futex.h: two operations and their operands in one word. */
  private static void wakeOperation(int word, StringBuilder out) {
    int operation = word >>> 28 & 7;
    out.append("FUTEX_OP_");
    out.append(word < 0 ? "OPARG_SHIFT<<28|FUTEX_OP_" : "");
    out.append(operation < OPERATIONS.length ? OPERATIONS[operation] : "???").append("<<28|");
    Digits.hex(out, word >>> 12 & 0xfff);
    int comparison = word >>> 24 & 0xf;
    out.append("<<12|FUTEX_OP_CMP_");
    out.append(comparison < COMPARISONS.length ? COMPARISONS[comparison] : "???").append("<<24|");
    Digits.hex(out, word & 0xfff);
  }
}

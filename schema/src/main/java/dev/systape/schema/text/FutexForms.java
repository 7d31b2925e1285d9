package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Futexes: of futex(2) the operation tells which arguments there are and what they mean. */
final class FutexForms implements Forms {
  private static final int COMMAND = 0x7f;
  private static final int PRIVATE = 0x80;
  private static final int CLOCK_REALTIME = 0x100;
  private static final int FD = 2;
  private static final int WAKE_OP = 5;

  /** {@code FUTEX_WAITV_MAX}. */
  private static final int WAITERS_MAX = 128;

  private static final int VALUE = 1;
  private static final int TIMEOUT = 2;
  private static final int VALUE_2 = 4;
  private static final int ADDRESS_2 = 8;
  private static final int VALUE_3 = 16;
  private static final int MASK = 32;
  private static final int TIMEOUT_ADDRESS = 64;
  private static final int CLOCK = 128;

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

  /** What each operation takes, and whether its clock may be chosen. */
  private static final int[] SHAPES = {
    VALUE | TIMEOUT | CLOCK,
    VALUE,
    VALUE,
    VALUE | VALUE_2 | ADDRESS_2,
    VALUE | VALUE_2 | ADDRESS_2 | VALUE_3,
    VALUE | VALUE_2 | ADDRESS_2 | VALUE_3,
    TIMEOUT,
    0,
    0,
    VALUE | TIMEOUT | MASK | CLOCK,
    VALUE | MASK,
    VALUE | TIMEOUT | ADDRESS_2 | CLOCK,
    VALUE | VALUE_2 | ADDRESS_2 | VALUE_3,
    TIMEOUT
  };

  private static final int UNKNOWN_SHAPE = VALUE | TIMEOUT_ADDRESS | ADDRESS_2 | VALUE_3;

  private static final String[] OPERATIONS = {"SET", "ADD", "OR", "ANDN", "XOR"};
  private static final String[] COMPARISONS = {"EQ", "NE", "LT", "LE", "GT", "GE"};

  private final ArgumentTexts types;

  FutexForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    switch (call.name()) {
      case "futex", "futex_time64" -> futex(arguments);
      case "futex_waitv" -> arguments.set(0, waiters(call));
      default -> {
        return null;
      }
    }
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  private static void futex(List<ArgumentText> arguments) {
    ArgumentText timeout = arguments.get(3);
    arguments.set(0, (call, out) -> Digits.address(out, call.argument(0)));
    arguments.set(1, (call, out) -> operation((int) call.argument(1), out));
    arguments.set(2, when(VALUE, (call, out) -> unsigned(call.argument(2), out)));
    arguments.set(3, when(TIMEOUT | TIMEOUT_ADDRESS, (call, out) -> timeout(timeout, call, out)));
    arguments.set(4, when(VALUE_2, (call, out) -> unsigned(call.argument(3), out)));
    arguments.set(5, when(ADDRESS_2, (call, out) -> Digits.address(out, call.argument(4))));
    arguments.add(when(VALUE_3 | MASK, FutexForms::last));
  }

  private static ArgumentText when(int part, ArgumentText text) {
    return CallForms.when(call -> (shape(call) & part) != 0, text);
  }

  private static int shape(CallView call) {
    int command = (int) call.argument(1) & COMMAND;
    return command < SHAPES.length ? SHAPES[command] : UNKNOWN_SHAPE;
  }

  private static void timeout(ArgumentText timeout, CallView call, StringBuilder out) {
    if ((shape(call) & TIMEOUT) != 0) {
      timeout.print(call, out);
    } else {
      Digits.address(out, call.argument(3));
    }
  }

  private static void unsigned(long word, StringBuilder out) {
    out.append(word & 0xffff_ffffL);
  }

  private static void operation(int operation, StringBuilder out) {
    int command = operation & COMMAND;
    int other = operation & ~(COMMAND | PRIVATE);
    boolean known = command < NAMES.length;
    if (known && other == CLOCK_REALTIME && (SHAPES[command] & CLOCK) != 0) {
      other = 0;
    }
    if (!known || other != 0) {
      Digits.hex(out, operation & 0xffff_ffffL);
      out.append(" /* FUTEX_??? */");
      return;
    }
    out.append("FUTEX_").append(NAMES[command]);
    if ((operation & PRIVATE) != 0) {
      out.append(command == FD ? "|FUTEX_PRIVATE_FLAG" : "_PRIVATE");
    }
    out.append((operation & CLOCK_REALTIME) == 0 ? "" : "|FUTEX_CLOCK_REALTIME");
  }

  private static void last(CallView call, StringBuilder out) {
    long word = call.argument(5) & 0xffff_ffffL;
    int shape = shape(call);
    if (shape == UNKNOWN_SHAPE) {
      Digits.hex(out, word);
    } else if ((shape & VALUE_3) == 0) {
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
    out.append(word < 0 ? "FUTEX_OP_OPARG_SHIFT<<28|" : "");
    part(OPERATIONS, word >>> 28 & 7, "FUTEX_OP_", 28, out);
    Digits.hex(out.append('|'), word >>> 12 & 0xfff);
    part(COMPARISONS, word >>> 24 & 0xf, "FUTEX_OP_CMP_", 24, out.append("<<12|"));
    Digits.hex(out.append('|'), word & 0xfff);
  }

  private static void part(String[] names, int value, String prefix, int shift, StringBuilder out) {
    if (value < names.length) {
      out.append(prefix).append(names[value]).append("<<").append(shift);
    } else {
      Digits.hex(out, value);
      out.append("<<").append(shift).append(" /* ").append(prefix).append("??? */");
    }
  }

  /** As many waiters as the kernel takes, whatever the limit of arrays is. */
  private ArgumentText waiters(CallDef call) {
    Type.Pointer type = (Type.Pointer) call.parameters().get(0).type();
    MemoryText waiter = types.structs().of(type.element());
    int size = StructLayout.size(type.element(), types.abi());
    TextOptions options = types.options();
    TextOptions all = options.limited(options.verbose() ? Integer.MAX_VALUE : WAITERS_MAX);
    return (view, out) -> {
      long address = view.argument(0);
      long count = view.argument(1) & 0xffff_ffffL;
      int capture = address == 0 ? -1 : view.find(0, Capture.ENTRY, address);
      if (address == 0) {
        out.append("NULL");
      } else if (count == 0) {
        out.append("[]");
      } else if (capture < 0 || view.length(capture) < size) {
        Digits.address(out, address);
      } else {
        Elements.print(view, waiter, size, capture, address, count, all, out);
      }
    };
  }
}

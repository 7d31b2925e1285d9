package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.tape.Capture;

/**
 * The third argument of io_uring_register(2), which the operation tells: most is written as
 * described, where the fourth argument is the number that the operation wants.
 */
final class UringArgument implements ArgumentText {
  private static final int ARGUMENT = 2;
  private static final int PROBE = 8;
  private static final int PROBE_SIZE = 16;
  private static final int PROBE_OP = 8;
  private static final int AFFINITY = 17;
  private static final int WORKERS = 19;
  private static final int RESOURCE_SIZE = 32;

  private final ArgumentText plain;
  private final Symbols workers;
  private final TextOptions options;

  UringArgument(ArgumentText plain, ArgumentTexts types) {
    this.plain = plain;
    workers = types.symbols().set("uring_workers");
    options = types.options();
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    int operation = (int) call.argument(1) & 0x7fff_ffff;
    int number = (int) call.argument(3);
    int wanted = wanted(operation);
    if (wanted >= 0 && number != wanted || operation == PROBE && !isWholeProbe(call)) {
      Digits.address(out, call.argument(ARGUMENT));
    } else if (operation == AFFINITY) {
      affinity(call, number & 0xffff_ffffL, out);
    } else if (operation == WORKERS) {
      workers(call, number & 0xffff_ffffL, out);
    } else {
      plain.print(call, out);
    }
  }

  @Override
  public boolean isAtExit(CallView call) {
    return plain.isAtExit(call);
  }

  /** What an operation takes one of, or by its size; any other number is none. -1: any. */
  private static int wanted(int operation) {
    return switch (operation) {
      case 13, 14, 15, 16 -> RESOURCE_SIZE;
      case 22, 23, 24, 25, 27, 30 -> 1;
      case 29 -> 0;
      default -> -1;
    };
  }

  /** The probe with all its operations; one of zeros is told once the kernel has filled it in. */
  private static boolean isWholeProbe(CallView call) {
    long address = call.argument(ARGUMENT);
    int phase = call.succeeded() ? Capture.EXIT : Capture.ENTRY;
    int head = call.find(ARGUMENT, phase, address);
    int tail = call.find(ARGUMENT, phase, address + PROBE_SIZE);
    long size = (call.argument(3) & 0xffff_ffffL) * PROBE_OP;
    boolean whole =
        head >= 0
            && call.length(head) >= PROBE_SIZE
            && (size == 0 || tail >= 0 && call.length(tail) >= size);
    return whole
        && (call.succeeded()
            || !isZero(call.data(head), PROBE_SIZE)
            || size > 0 && !isZero(call.data(tail), size));
  }

  private static boolean isZero(long data, long size) {
    for (long i = 0; i < size; i++) {
      if (Memory.getU8(data + i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static void affinity(CallView call, long size, StringBuilder out) {
    int capture = call.find(ARGUMENT, Capture.ENTRY, call.argument(ARGUMENT));
    if (capture < 0 || size == 0 || call.length(capture) < size) {
      Digits.address(out, call.argument(ARGUMENT));
    } else {
      Selects.bits(call.data(capture), (int) (8 * size), out);
    }
  }

  /** How many workers of each kind there may be, and might be before. */
  private void workers(CallView call, long count, StringBuilder out) {
    int before = call.find(ARGUMENT, Capture.ENTRY, call.argument(ARGUMENT));
    if (before < 0 || count == 0 || call.length(before) < Integer.BYTES) {
      Digits.address(out, call.argument(ARGUMENT));
      return;
    }
    numbers(call, before, count, out);
    out.append(" => ");
    int after = call.find(ARGUMENT, Capture.EXIT, call.argument(ARGUMENT));
    if (!call.succeeded() || after < 0 || call.length(after) < Integer.BYTES) {
      Digits.address(out, call.argument(ARGUMENT));
    } else {
      numbers(call, after, count, out);
    }
  }

  private void numbers(CallView call, int capture, long count, StringBuilder out) {
    long first = call.data(capture);
    MemoryText element =
        (view, data, text) -> {
          String name = workers.nameOf((data - first) / Integer.BYTES);
          long place = (data - first) / Integer.BYTES;
          text.append('[').append(name == null ? place + " /* IO_WQ_??? */" : name).append("]=");
          Digits.unsigned(text, Memory.getU32(data));
        };
    Elements.print(
        call, element, Integer.BYTES, capture, call.argument(ARGUMENT), count, options, out);
  }

  /** What a ring is to be kept to. */
  static MemoryText restriction(SymbolSets symbols) {
    WordText kinds = symbols.text("uring_restriction_op", 2);
    WordText[] operations = {
      symbols.text("uring_register_op", 4), symbols.text("uring_op", 1),
      symbols.text("uring_sqe_flags", 1), symbols.text("uring_sqe_flags", 1)
    };
    String[] names = {"register_op", "sqe_op", "sqe_flags", "sqe_flags"};
    return (call, data, out) -> {
      int kind = Memory.getU16(data);
      int operation = Memory.getU8(data + 2);
      kinds.print(kind, out.append("{opcode="));
      if (kind < names.length) {
        operations[kind].print(operation, out.append(", ").append(names[kind]).append('='));
      } else {
        Digits.hex(out.append(" /* op: "), operation);
        out.append(" */");
      }
      if (Memory.getU8(data + 3) != 0) {
        Digits.hex(out.append(", resv="), Memory.getU8(data + 3));
      }
      if (!isZero(data + 4, 12)) {
        for (int i = 0; i < 3; i++) {
          Digits.hex(out.append(i == 0 ? ", resv2=[" : ", "), Memory.getU32(data + 4 + 4L * i));
        }
        out.append(']');
      }
      out.append('}');
    };
  }
}

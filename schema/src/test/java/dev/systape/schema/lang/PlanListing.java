package dev.systape.schema.lang;

import dev.systape.schema.plan.CaptureOp;
import java.util.ArrayList;
import java.util.List;

/** Writes the operations of a plan as lines that a person can check. */
final class PlanListing {
  private static final String[] OPCODES = {
    "END", "COPY", "STR", "PTRVEC", "IOVEC", "EACH", "SKIP_UNLESS"
  };
  private static final String[] COMPARISONS = {"", "==", "!=", "<", "<=", ">", ">=", "s<", "s>="};

  private PlanListing() {}

  /** A line an operation, with the argument that it is reported for. */
  static List<String> of(long operations, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(line(operations + (long) CaptureOp.SIZE * i));
    }
    return lines;
  }

  private static String line(long op) {
    int opcode = CaptureOp.opcode(op);
    String head =
        (CaptureOp.phase(op) == CaptureOp.PHASE_ENTRY ? "entry " : "exit ") + OPCODES[opcode];
    if (opcode == CaptureOp.SKIP_UNLESS) {
      return head
          + (" " + term(op, CaptureOp.TERM_A) + " & " + Long.toHexString(CaptureOp.mask(op)))
          + (" " + COMPARISONS[CaptureOp.compare(op)] + " " + CaptureOp.value(op))
          + (" span " + CaptureOp.span(op));
    }
    return head
        + (" arg" + CaptureOp.argument(op) + " " + base(op))
        + length(op)
        + suffix(" stride ", CaptureOp.stride(op), 0)
        + suffix(" limit ", CaptureOp.limit(op), 0)
        + suffix(" span ", CaptureOp.span(op), 0)
        + suffix(" cap ", CaptureOp.cap(op), 0xffff_ffffL)
        + ((CaptureOp.flags(op) & CaptureOp.FLAG_DATA) != 0 ? " data" : "")
        + ((CaptureOp.flags(op) & CaptureOp.FLAG_ON_FAILURE) != 0 ? " always" : "");
  }

  private static String suffix(String name, long value, long none) {
    return value == none ? "" : name + value;
  }

  private static String base(long op) {
    int index = CaptureOp.baseIndex(op);
    return switch (CaptureOp.base(op)) {
      case CaptureOp.BASE_ARGUMENT -> "at arg" + index;
      case CaptureOp.BASE_CAPTURED -> "at op" + index + "+" + CaptureOp.offset(op);
      case CaptureOp.BASE_ARGUMENT_OFFSET -> "at arg" + index + " + " + CaptureOp.offset(op);
      case CaptureOp.BASE_ELEMENT -> "at element+" + CaptureOp.offset(op);
      default -> "at base " + CaptureOp.base(op);
    };
  }

  private static String length(long op) {
    String a = term(op, CaptureOp.TERM_A);
    String b = term(op, CaptureOp.TERM_B);
    String length = b.isEmpty() ? a : "min(" + a + ", " + b + ")";
    return (length.isEmpty() ? "" : " " + length) + suffix(" * ", CaptureOp.factor(op), 1);
  }

  private static String term(long op, int term) {
    int index = CaptureOp.termIndex(op, term);
    long value = CaptureOp.termValue(op, term);
    String text =
        switch (CaptureOp.termSource(op, term)) {
          case CaptureOp.TERM_NONE -> "";
          case CaptureOp.TERM_CONSTANT -> Long.toString(value);
          case CaptureOp.TERM_ARGUMENT -> "arg" + index + ":" + CaptureOp.termWidth(op, term);
          case CaptureOp.TERM_RESULT -> "result";
          case CaptureOp.TERM_CAPTURED ->
              "op" + index + "+" + value + ":" + CaptureOp.termWidth(op, term);
          case CaptureOp.TERM_ELEMENT -> "element+" + value + ":" + CaptureOp.termWidth(op, term);
          case CaptureOp.TERM_IOC_SIZE -> "ioc(arg" + index + ")";
          default -> "term " + CaptureOp.termSource(op, term);
        };
    return switch (CaptureOp.termScale(op, term)) {
      case CaptureOp.SCALE_BITS -> "bits(" + text + ")";
      case CaptureOp.SCALE_BITS32 -> "bits32(" + text + ")";
      default -> text;
    };
  }
}

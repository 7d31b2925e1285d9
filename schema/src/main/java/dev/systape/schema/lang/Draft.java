package dev.systape.schema.lang;

import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.plan.OpBuilder;
import java.util.List;

/**
 * An operation whose references to other operations are still objects: their numbers are known once
 * the whole plan is.
 */
final class Draft {
  private record TermReference(int term, Draft of, int width, int scale, int offset) {}

  final int phase;
  private final OpBuilder builder;
  private Draft base;
  private TermReference a;
  private TermReference b;

  private Draft(int opcode, int phase) {
    this.phase = phase;
    builder = OpBuilder.op(opcode, phase);
  }

  static Draft of(int opcode, int phase) {
    return new Draft(opcode, phase);
  }

  OpBuilder builder() {
    return builder;
  }

  /** The pointer is the word at an offset in what another operation captured. */
  Draft baseCaptured(Draft of, int offset) {
    base = of;
    builder.offset(offset);
    return this;
  }

  /** A term is the word at an offset in what another operation captured. */
  Draft termCaptured(int term, Draft of, int width, int scale, int offset) {
    TermReference reference = new TermReference(term, of, width, scale, offset);
    if (term == CaptureOp.TERM_A) {
      a = reference;
    } else {
      b = reference;
    }
    return this;
  }

  /** The bytes, given the plan that this is in. */
  byte[] build(List<Draft> plan) {
    if (base != null) {
      builder.base(CaptureOp.BASE_CAPTURED, plan.indexOf(base));
    }
    resolve(a, plan);
    resolve(b, plan);
    return builder.build();
  }

  private void resolve(TermReference reference, List<Draft> plan) {
    if (reference != null) {
      builder.term(
          reference.term,
          CaptureOp.TERM_CAPTURED,
          plan.indexOf(reference.of),
          reference.width,
          reference.scale,
          reference.offset);
    }
  }
}

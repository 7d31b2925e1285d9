package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.plan.CaptureOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words that pointers and lengths of a type are read from: a call's arguments, or the fields of
 * a struct that was captured before.
 */
abstract class Words {
  private final Map<Integer, Draft> atEntry = new HashMap<>();
  private final Map<Integer, Draft> atExit = new HashMap<>();

  /** Makes an operation's pointer the word at a position. */
  abstract Draft base(Draft draft, int position);

  /** Makes a term of an operation the word at a position. */
  abstract void term(Draft draft, int term, int position, int scale);

  /** An operation that skips {@code span} others unless a condition on one of the words holds. */
  Draft guard(int phase, Condition condition, int span) {
    Draft guard = Draft.of(CaptureOp.SKIP_UNLESS, phase);
    term(guard, CaptureOp.TERM_A, condition.argument(), CaptureOp.SCALE_NONE);
    guard
        .builder()
        .span(span)
        .condition(
            condition.mask(),
            condition.value() == null ? CaptureOp.NE : CaptureOp.EQ,
            condition.value() == null ? 0 : condition.value());
    return guard;
  }

  /** Remembers the operation that captures what the word at a position points to. */
  void captures(int position, Draft draft) {
    (draft.phase == CaptureOp.PHASE_ENTRY ? atEntry : atExit).put(position, draft);
  }

  /** The operation that captures what the word at a position points to, or null. */
  Draft captured(int position, boolean exit) {
    return (exit ? atExit : atEntry).get(position);
  }

  /** The arguments of a call. */
  static final class Arguments extends Words {
    private final List<Type> types;
    private final Abi abi;

    Arguments(List<Type> types, Abi abi) {
      this.types = types;
      this.abi = abi;
    }

    @Override
    Draft base(Draft draft, int position) {
      draft.builder().base(CaptureOp.BASE_ARGUMENT, position);
      return draft;
    }

    @Override
    void term(Draft draft, int term, int position, int scale) {
      int width = StructLayout.size(types.get(position), abi);
      draft.builder().term(term, CaptureOp.TERM_ARGUMENT, position, width, scale, 0);
    }
  }

  /** The fields of a struct, which an operation captured or which is the element of an EACH. */
  static final class Fields extends Words {
    private final Type.Struct struct;
    private final Draft captured;
    private final int start;
    private final Abi abi;

    /**
     * Words of a struct.
     *
     * @param captured the operation that captured it, null for the element of the EACH around
     * @param start offset of the struct in that memory
     */
    Fields(Type.Struct struct, Draft captured, int start, Abi abi) {
      this.struct = struct;
      this.captured = captured;
      this.start = start;
      this.abi = abi;
    }

    @Override
    Draft base(Draft draft, int position) {
      if (captured != null) {
        return draft.baseCaptured(captured, offset(position));
      }
      draft.builder().base(CaptureOp.BASE_ELEMENT, 0).offset(offset(position));
      return draft;
    }

    @Override
    void term(Draft draft, int term, int position, int scale) {
      int width = StructLayout.size(struct.fields().get(position).type(), abi);
      if (captured != null) {
        draft.termCaptured(term, captured, width, scale, offset(position));
      } else {
        draft.builder().term(term, CaptureOp.TERM_ELEMENT, 0, width, scale, offset(position));
      }
    }

    private int offset(int position) {
      return start + StructLayout.offset(struct, position, abi);
    }
  }
}

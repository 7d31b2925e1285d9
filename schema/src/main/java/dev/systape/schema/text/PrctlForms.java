package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/**
 * prctl(2) and arch_prctl(2): arguments that depend on one beside the option, and answers with what
 * they mean behind them.
 */
final class PrctlForms implements Forms {
  private static final int SET_PDEATHSIG = 1;
  private static final int GET_DUMPABLE = 3;
  private static final int SET_NAME = 15;
  private static final int GET_NAME = 16;
  private static final int SET_SECCOMP = 22;
  private static final int GET_SECUREBITS = 27;
  private static final int MCE_KILL = 33;
  private static final int MCE_KILL_GET = 34;
  private static final int CAP_AMBIENT = 47;
  private static final int SVE_SET_VL = 50;
  private static final int GET_SPECULATION_CTRL = 52;
  private static final int SET_SPECULATION_CTRL = 53;
  private static final int SET_TAGGED_ADDR_CTRL = 55;
  private static final int SCHED_CORE = 62;
  private static final int SME_SET_VL = 63;
  private static final int GET_MDWE = 66;
  private static final int SET_VMA = 0x53564d41;
  private static final int SET_PTRACER = 0x59616d61;

  private static final int ARCH_REQ_XCOMP_PERM = 0x1023;
  private static final int ARCH_REQ_XCOMP_GUEST_PERM = 0x1025;

  private static final int NAME_SIZE = 16;
  private static final int SIGNALS_MAX = 128;
  private static final int VECTOR_LENGTH = 0xffff;
  private static final int TAG_SHIFT = 3;
  private static final int SPECULATIONS = 3;

  private final ArgumentTexts types;

  PrctlForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    if (call.name().equals("prctl")) {
      arguments.set(1, new Second(types, arguments.get(1)));
      arguments.set(2, new Third(arguments.get(2)));
      arguments.set(3, fourth(arguments.get(3)));
      arguments.set(4, fifth(arguments.get(4)));
      return new CallText(plain.name(), arguments, result(plain.result()), plain.returns());
    }
    if (call.name().equals("arch_prctl")) {
      arguments.set(1, new ArchAddress(types, arguments.get(1)));
      return new CallText(plain.name(), arguments, plain.result(), plain.returns());
    }
    return null;
  }

  private static int option(CallView call) {
    return (int) call.argument(0);
  }

  /** The same argument, written in a way of its own for some options. */
  private abstract static class Changed implements ArgumentText {
    private final ArgumentText plain;

    Changed(ArgumentText plain) {
      this.plain = plain;
    }

    /** Writes the argument, or returns false where the description has it right. */
    abstract boolean changed(CallView call, StringBuilder out);

    @Override
    public void print(CallView call, StringBuilder out) {
      if (!changed(call, out)) {
        plain.print(call, out);
      }
    }

    @Override
    public boolean isPresent(CallView call) {
      return plain.isPresent(call);
    }

    @Override
    public boolean isAtExit() {
      return plain.isAtExit();
    }

    @Override
    public boolean isAtExit(CallView call) {
      return plain.isAtExit(call);
    }
  }

  private static final class Second extends Changed {
    private final int hexStrings;
    private final WordText sve;
    private final WordText sme;
    private final WordText tagged;

    Second(ArgumentTexts types, ArgumentText plain) {
      super(plain);
      hexStrings = types.options().hexStrings();
      sve = types.symbols().text("pr_sve_flags", 8);
      sme = types.symbols().text("pr_sme_flags", 8);
      tagged = types.symbols().text("pr_tagged_addr", 1);
    }

    @Override
    boolean changed(CallView call, StringBuilder out) {
      long word = call.argument(1);
      switch (option(call)) {
        case SET_PDEATHSIG -> {
          if (Long.compareUnsigned(word, SIGNALS_MAX) <= 0) {
            return false;
          }
          Digits.unsigned(out, word);
        }
        case SET_NAME -> name(call, Capture.ENTRY, NAME_SIZE - 1, out);
        case GET_NAME -> name(call, Capture.EXIT, NAME_SIZE, out);
        case SVE_SET_VL -> vector(sve, word, out);
        case SME_SET_VL -> vector(sme, word, out);
        case SET_TAGGED_ADDR_CTRL -> tagged(word, out);
        case SET_PTRACER -> {
          if ((int) word != -1) {
            return false;
          }
          out.append("PR_SET_PTRACER_ANY");
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private void name(CallView call, int phase, int limit, StringBuilder out) {
      long address = call.argument(1);
      boolean known = address != 0 && (phase == Capture.ENTRY || call.succeeded());
      int capture = known ? call.find(1, phase, address) : -1;
      if (capture < 0 || call.errno(capture) != 0 && call.length(capture) < limit) {
        Digits.address(out, address);
        return;
      }
      int end = Quotes.untilNul(call.data(capture), call.length(capture));
      Quotes.quote(out, call.data(capture), Math.min(end, limit), hexStrings);
      out.append(end > limit || end == limit && call.errno(capture) != 0 ? "..." : "");
    }

    private static void vector(WordText flags, long word, StringBuilder out) {
      if ((word & ~VECTOR_LENGTH) != 0) {
        flags.print(word & ~VECTOR_LENGTH, out);
        out.append('|');
      }
      Digits.hex(out, word & VECTOR_LENGTH);
    }

    private void tagged(long word, StringBuilder out) {
      long tags = word >>> TAG_SHIFT & 0xffff;
      long rest = word & -(1L << TAG_SHIFT + 16);
      tagged.print(word & 7, out);
      if (tags != 0) {
        Digits.hex(out.append('|'), tags);
        out.append("<<PR_MTE_TAG_SHIFT");
      }
      if (rest != 0) {
        Digits.hex(out.append('|'), rest);
      }
    }
  }

  private static final class Third extends Changed {
    Third(ArgumentText plain) {
      super(plain);
    }

    @Override
    boolean changed(CallView call, StringBuilder out) {
      long second = call.argument(1);
      boolean plain =
          switch (option(call)) {
            case MCE_KILL -> second == 1;
            case CAP_AMBIENT -> second >= 1 && second <= 3;
            case SET_SECCOMP -> second == 2;
            case SET_SPECULATION_CTRL -> second >= 0 && second < SPECULATIONS;
            case SET_VMA -> second == 0;
            default -> true;
          };
      if (!plain) {
        Digits.hex(out, call.argument(2));
      }
      return !plain;
    }

    @Override
    public boolean isPresent(CallView call) {
      return !strict(call) && super.isPresent(call);
    }
  }

  /** Whether seccomp's strict mode is asked for, which takes nothing else. */
  private static boolean strict(CallView call) {
    return option(call) == SET_SECCOMP && call.argument(1) == 1;
  }

  private ArgumentText fourth(ArgumentText plain) {
    WordText kinds = new CommentedWord(types.symbols().names("pid_type", 4), 4);
    return new Changed(plain) {
      @Override
      boolean changed(CallView call, StringBuilder out) {
        if (option(call) == SCHED_CORE) {
          kinds.print(call.argument(3), out);
        } else if (option(call) == SET_VMA && call.argument(1) != 0) {
          Digits.hex(out, call.argument(3));
        } else {
          return false;
        }
        return true;
      }

      @Override
      public boolean isPresent(CallView call) {
        return hasRest(call) && super.isPresent(call);
      }
    };
  }

  private ArgumentText fifth(ArgumentText plain) {
    return new Changed(plain) {
      @Override
      boolean changed(CallView call, StringBuilder out) {
        if (option(call) == SCHED_CORE && (int) call.argument(1) != 0) {
          Digits.address(out, call.argument(4));
        } else if (option(call) == SET_VMA && call.argument(1) != 0) {
          Digits.hex(out, call.argument(4));
        } else {
          return false;
        }
        return true;
      }

      @Override
      public boolean isPresent(CallView call) {
        return hasRest(call) && super.isPresent(call);
      }
    };
  }

  private static boolean hasRest(CallView call) {
    return option(call) != SET_SECCOMP || call.argument(1) != 1 && call.argument(1) != 2;
  }

  private ResultText result(ResultText plain) {
    WordText dumpable = types.symbols().text("pr_dumpable", 4);
    WordText policy = types.symbols().text("pr_mce_policy", 4);
    WordText securebits = types.symbols().text("securebits", 8);
    WordText speculation = types.symbols().text("pr_spec_state", 8);
    WordText mdwe = types.symbols().text("pr_mdwe", 8);
    return (call, out) -> {
      long result = call.result();
      switch (option(call)) {
        case GET_DUMPABLE -> Results.named(dumpable, result, result <= 2, out);
        case MCE_KILL_GET -> Results.named(policy, result, result <= 2, out);
        case GET_SECUREBITS -> Results.flags(securebits, result, out);
        case GET_MDWE -> Results.flags(mdwe, result, out);
        case GET_SPECULATION_CTRL -> {
          if (result == 0) {
            out.append("0 (PR_SPEC_NOT_AFFECTED)");
          } else {
            Results.flags(speculation, result, out);
          }
        }
        default -> plain.print(call, out);
      }
    };
  }

  private static final class ArchAddress extends Changed {
    private final WordText features;
    private final WordText masks;

    ArchAddress(ArgumentTexts types, ArgumentText plain) {
      super(plain);
      int width = types.abi().pointerWidth();
      features = new CommentedWord(types.symbols().names("xfeature", width), width);
      masks = new CommentedWord(types.symbols().names("xfeature_mask", 8), 8);
    }

    @Override
    boolean changed(CallView call, StringBuilder out) {
      int code = option(call);
      long address = call.argument(1);
      if (code == ARCH_REQ_XCOMP_PERM || code == ARCH_REQ_XCOMP_GUEST_PERM) {
        features.print(address, out);
        return true;
      }
      if (code < ARCH_REQ_XCOMP_PERM - 2 || code > ARCH_REQ_XCOMP_GUEST_PERM) {
        return false;
      }
      int capture = call.succeeded() ? call.find(1, Capture.EXIT, address) : -1;
      if (capture < 0 || call.length(capture) < Long.BYTES) {
        return false;
      }
      masks.print(Words.load(call.data(capture), Long.BYTES), out.append('['));
      out.append(']');
      return true;
    }
  }
}

package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Scheduling: sets of CPUs, struct sched_attr, policies as results. */
final class SchedulerForms implements Forms {
  /** Bytes of a {@code cpu_set_t}. */
  private static final int CPU_SET = 128;

  private static final int E2BIG = 7;
  private static final int KEEP_POLICY = 8;
  private static final int KEEP_PARAMETERS = 0x10;

  /** Where the fields of linux/sched/types.h lie. */
  private static final int POLICY = 4;

  private static final int FLAGS = 8;
  private static final int NICE = 16;
  private static final int PRIORITY = 20;
  private static final int RUNTIME = 24;
  private static final int DEADLINE = 32;
  private static final int PERIOD = 40;
  private static final int UTIL_MIN = 48;
  private static final int UTIL_MAX = 52;
  private static final int OLDEST = UTIL_MIN;
  private static final int KNOWN = UTIL_MAX + 4;

  private final ArgumentTexts types;

  SchedulerForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    ResultText result = plain.result();
    switch (call.name()) {
      case "sched_setaffinity" -> arguments.set(2, SchedulerForms::cpus);
      case "sched_getaffinity" ->
          arguments.set(2, CallForms.atExit(2, view -> true, SchedulerForms::cpusAtExit));
      case "sched_setattr" -> arguments.set(1, new Attributes(types, false));
      case "sched_getattr" -> arguments.set(1, new Attributes(types, true));
      case "sched_getscheduler" -> {
        WordText policies = types.symbols().text("sched_policy", 4);
        result = (view, out) -> Results.named(policies, view.result(), view.result() <= 7, out);
      }
      default -> {
        return null;
      }
    }
    return new CallText(plain.name(), arguments, result, plain.returns());
  }

  private static void cpus(CallView call, StringBuilder out) {
    long address = call.argument(2);
    long size = call.argument(1) & 0xffff_ffffL;
    int capture = address == 0 ? -1 : call.find(2, Capture.ENTRY, address);
    int read = (int) Math.min(size, CPU_SET);
    if (size == 0 && address != 0) {
      out.append("[]");
    } else if (capture < 0 || call.length(capture) < read) {
      Digits.address(out, address);
    } else {
      Selects.bits(call.data(capture), 8 * read, out);
      if (size > CPU_SET) {
        out.insert(out.length() - 1, " ...");
      }
    }
  }

  private static void cpusAtExit(CallView call, StringBuilder out) {
    long address = call.argument(2);
    int capture = call.find(2, Capture.EXIT, address);
    if (capture < 0 || call.errno(capture) != 0) {
      Digits.address(out, address);
    } else {
      Selects.bits(call.data(capture), 8 * call.length(capture), out);
    }
  }

  /** A struct sched_attr, whose first word says how much of it there is. */
  private static final class Attributes implements ArgumentText {
    private final boolean exit;
    private final WordText policies;
    private final WordText flags;

    Attributes(ArgumentTexts types, boolean exit) {
      this.exit = exit;
      policies = types.symbols().text("sched_policy", 4);
      flags = types.symbols().text("sched_flags", 8);
    }

    @Override
    public boolean isAtExit() {
      return true;
    }

    @Override
    public void print(CallView call, StringBuilder out) {
      long address = call.argument(1);
      int phase = exit ? Capture.EXIT : Capture.ENTRY;
      boolean known = address != 0 && (!exit || call.succeeded());
      int capture = known ? call.find(1, phase, address) : -1;
      if (capture < 0 || call.length(capture) < 4) {
        Digits.address(out, address);
        return;
      }
      long data = call.data(capture);
      long size = Memory.getU32(data);
      long there = size == 0 ? OLDEST : size;
      if (there >= OLDEST && call.length(capture) < Math.min(there, KNOWN)) {
        Digits.address(out, address);
        return;
      }
      out.append("{size=").append(size);
      if (there >= OLDEST) {
        fields(data, there, out);
      }
      out.append('}');
      if (!exit && call.hasResult() && call.result() == -E2BIG) {
        int after = call.find(1, Capture.EXIT, address);
        if (after >= 0 && call.length(after) >= 4) {
          out.append(" => {size=").append(Memory.getU32(call.data(after))).append('}');
        }
      }
    }

    private void fields(long data, long size, StringBuilder out) {
      long word = Memory.getLong(data + FLAGS);
      int policy = Memory.getInt(data + POLICY);
      if (exit || policy < 0 || (word & KEEP_POLICY) == 0) {
        policies.print(policy, out.append(", sched_policy="));
      }
      flags.print(word, out.append(", sched_flags="));
      if (exit || (word & KEEP_PARAMETERS) == 0) {
        out.append(", sched_nice=").append(Memory.getInt(data + NICE));
        out.append(", sched_priority=").append(Memory.getU32(data + PRIORITY));
        Digits.unsigned(out.append(", sched_runtime="), Memory.getLong(data + RUNTIME));
        Digits.unsigned(out.append(", sched_deadline="), Memory.getLong(data + DEADLINE));
        Digits.unsigned(out.append(", sched_period="), Memory.getLong(data + PERIOD));
      }
      if (size >= KNOWN) {
        out.append(", sched_util_min=").append(Memory.getU32(data + UTIL_MIN));
        out.append(", sched_util_max=").append(Memory.getU32(data + UTIL_MAX));
        out.append(size > KNOWN ? ", ..." : "");
      }
    }
  }
}

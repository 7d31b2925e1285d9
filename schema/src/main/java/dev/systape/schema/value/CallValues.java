package dev.systape.schema.value;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.text.CallView;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Hands the arguments of calls over as values. For one thread.
 *
 * <p>Each argument is an object: {@code raw} is the word as the kernel takes it; a word that is
 * narrower or means more has its {@code value}, and {@code name}, {@code flags} or what else it
 * says; a pointer has what it points to, {@code in} as the program gave it and {@code out} as the
 * kernel left it, each with its state. An argument that this call does not have is left out.
 */
public final class CallValues {
  private final Descriptions descriptions;
  private final ArgumentValues[] arguments = new ArgumentValues[Abi.values().length];
  private final Map<CallDef, int[]> narrow = new IdentityHashMap<>();

  /** Values by descriptions. */
  public CallValues(Descriptions descriptions) {
    this.descriptions = descriptions;
    for (Abi abi : Abi.values()) {
      arguments[abi.ordinal()] = new ArgumentValues(new MemoryValues(abi, descriptions));
    }
  }

  /** Writes one object, its members the arguments by their names. */
  public void arguments(CallView call, ValueSink sink) {
    CallDef def = descriptions.call(call.abi(), call.number());
    sink.beginObject();
    if (def == null) {
      for (int i = 0; i < Abi.ARGUMENTS; i++) {
        sink.name("arg" + i);
        sink.beginObject();
        sink.name("raw");
        sink.unsigned(call.argument(i));
        sink.endObject();
      }
    } else {
      call.narrow(narrow(def, call.abi()));
      for (int i = 0; i < def.parameters().size(); i++) {
        argument(call, i, def.parameters().get(i), sink);
      }
    }
    sink.endObject();
  }

  private void argument(CallView call, int index, Parameter parameter, ValueSink sink) {
    Type type = parameter.type();
    boolean there =
        !(type instanceof Type.Word word
            && (word.scalar() == Scalar.VOID || word.scalar() == Scalar.HIGH));
    Condition condition = parameter.condition();
    if (condition != null && !condition.holds(call.argument(condition.argument()))) {
      there = false;
    }
    if (there) {
      arguments[call.abi().ordinal()].write(call, index, parameter.name(), type, sink);
    }
  }

  /** Which arguments are ints, a bit each. */
  private int narrow(CallDef def, Abi abi) {
    int[] known = narrow.computeIfAbsent(def, each -> new int[Abi.values().length]);
    int bits = known[abi.ordinal()];
    if (bits == 0) {
      for (int i = 0; i < def.parameters().size(); i++) {
        Type type = def.parameters().get(i).type();
        boolean word = type instanceof Type.Word || type instanceof Type.Named;
        bits |= word && StructLayout.size(type, abi) <= Integer.BYTES ? 1 << i : 0;
      }
      bits |= 1 << Abi.ARGUMENTS;
      known[abi.ordinal()] = bits;
    }
    return bits;
  }
}

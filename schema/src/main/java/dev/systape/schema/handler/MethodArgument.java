package dev.systape.schema.handler;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * An argument of a call's method.
 *
 * @param name the description's name
 * @param type its type; that of the low half for a number that takes two words
 * @param word which of the call's six words it is
 * @param high which of them is its high half where words have 32 bits; -1 for none
 * @param condition when it is there, null for always
 */
public record MethodArgument(String name, Type type, int word, int high, Condition condition) {
  /** The arguments of a call's method, in order. */
  public static List<MethodArgument> of(CallDef call) {
    List<MethodArgument> arguments = new ArrayList<>();
    for (int i = 0; i < call.parameters().size(); i++) {
      Parameter each = call.parameters().get(i);
      Scalar scalar = each.type() instanceof Type.Word word ? word.scalar() : null;
      if (scalar != Scalar.HIGH && !(each.type() instanceof Type.Stack)) {
        int high = scalar == Scalar.LOW ? i + 1 : scalar == Scalar.LOW_LAST ? i - 1 : -1;
        arguments.add(new MethodArgument(each.name(), each.type(), i, high, each.condition()));
      }
    }
    return List.copyOf(arguments);
  }
}

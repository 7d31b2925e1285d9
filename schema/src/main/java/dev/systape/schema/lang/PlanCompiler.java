package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Type;
import dev.systape.schema.plan.CaptureOp;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles the arguments of one call on one ABI, with one choice of the command by which it is
 * multiplexed, to the operations that capture what they point to.
 */
final class PlanCompiler {
  private final CallDef call;
  private final Abi abi;

  PlanCompiler(CallDef call, Abi abi) {
    this.call = call;
    this.abi = abi;
  }

  /**
   * The operations.
   *
   * @param types of the arguments, in which nothing is multiplexed by the command any more
   * @throws IllegalArgumentException where the format of plans cannot hold them
   */
  List<byte[]> compile(List<Type> types) {
    Words arguments = new Words.Arguments(types, abi);
    PointerCompiler pointers = new PointerCompiler(abi);
    Block plan = new Block();
    for (int position : order(types)) {
      Block part = operations(pointers, arguments, position, types.get(position));
      Condition condition = call.parameters().get(position).condition();
      if (condition == null) {
        plan.add(part);
      } else {
        plan.addGuarded(part, arguments, condition);
      }
    }
    List<byte[]> operations = plan.build();
    if (operations.size() > CaptureOp.MAX_OPERATIONS) {
      throw new IllegalArgumentException(
          "takes " + operations.size() + " operations, of " + CaptureOp.MAX_OPERATIONS);
    }
    return operations;
  }

  /** Single values come first: they hold lengths of others. */
  private static List<Integer> order(List<Type> types) {
    List<Integer> order = new ArrayList<>();
    for (boolean single : new boolean[] {true, false}) {
      for (int i = 0; i < types.size(); i++) {
        if (single == PointerCompiler.isSingle(types.get(i))) {
          order.add(i);
        }
      }
    }
    return order;
  }

  /**
   * A plan is found by one command alone. What another argument multiplexes has to be captured the
   * same way for all of its values.
   */
  private Block operations(PointerCompiler pointers, Words arguments, int position, Type type) {
    if (!(type instanceof Type.Selected selected)) {
      return pointers.operations(arguments, position, position, type);
    }
    Block result = operations(pointers, arguments, position, selected.otherwise());
    for (Type each : selected.cases().values()) {
      Block other = operations(pointers, arguments, position, each);
      if (!result.isEmpty() || !other.isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + call.parameters().get(position).name()
                + "' is selected by a second argument: pointers can be by one alone");
      }
    }
    return result;
  }

  /** The types of a call's arguments, as described. */
  static List<Type> types(CallDef call) {
    return call.parameters().stream().map(Parameter::type).toList();
  }
}

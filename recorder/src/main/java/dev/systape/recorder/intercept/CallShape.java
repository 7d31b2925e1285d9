package dev.systape.recorder.intercept;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.handler.MethodArgument;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import java.util.List;

/** What a call of an ABI is: its name, its method, and what its words mean. */
final class CallShape {
  private final Abi abi;
  private final String name;
  private final int method;
  private final CallDef definition;
  private final MethodArgument[] arguments;

  /**
   * A call.
   *
   * @param method its position in the switch, -1 where it has no description
   * @param definition its description, or null
   */
  CallShape(Abi abi, String name, int method, CallDef definition) {
    this.abi = abi;
    this.name = name;
    this.method = method;
    this.definition = definition;
    List<MethodArgument> all = definition == null ? List.of() : MethodArgument.of(definition);
    arguments = all.toArray(MethodArgument[]::new);
  }

  String name() {
    return name;
  }

  int method() {
    return method;
  }

  CallDef definition() {
    return definition;
  }

  /** How many arguments its method has. */
  int arguments() {
    return arguments.length;
  }

  Type type(int position) {
    return arguments[position].type();
  }

  /** Whether an argument is there. */
  boolean has(int position, long[] words) {
    var condition = arguments[position].condition();
    return condition == null || condition.holds(words[condition.argument()]);
  }

  /** An argument as a number, 0 where it is not there. Allocates nothing. */
  long value(int position, long[] words) {
    if (!has(position, words)) {
      return 0;
    }
    MethodArgument argument = arguments[position];
    long word = words[argument.word()];
    return halved(argument)
        ? word & 0xffff_ffffL | words[argument.high()] << Integer.SIZE
        : narrowed(word, argument.type(), abi);
  }

  private boolean halved(MethodArgument argument) {
    return argument.high() >= 0 && Scalar.LOW.width(abi) < Long.BYTES;
  }

  /** Which word an argument is. */
  int word(int position) {
    return arguments[position].word();
  }

  /** Which word is its high half, -1 where it has none. */
  int highWord(int position) {
    return halved(arguments[position]) ? arguments[position].high() : -1;
  }

  /** Whether a number has a sign. */
  static boolean signed(Type type) {
    return type instanceof Type.Word word && word.scalar().signed();
  }

  /** The bytes of a word that count, with its sign where it has one. */
  static long narrowed(long word, Type type, Abi abi) {
    int width = width(type, abi);
    if (width >= Long.BYTES) {
      return word;
    }
    int shift = Long.SIZE - Byte.SIZE * width;
    return signed(type) ? word << shift >> shift : word << shift >>> shift;
  }

  private static int width(Type type, Abi abi) {
    if (type instanceof Type.Word word) {
      return word.scalar().width(abi);
    }
    boolean named = type instanceof Type.Named names && names.width() > 0;
    return named ? ((Type.Named) type).width() : abi.pointerWidth();
  }
}

package dev.systape.recorder.intercept;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The calls and structs that an interceptor has met. */
final class CallShapes {
  private static final int ABIS = 16;

  private final CallShape[][] known = new CallShape[ABIS][];
  private final Map<Abi, Map<Type.Struct, StructFields>> structs = new EnumMap<>(Abi.class);

  /** The descriptions, read when the first call is met. */
  private static final class Lazy {
    static final Descriptions DESCRIPTIONS = Descriptions.load();

    private Lazy() {}
  }

  /** A call by number; allocates nothing but the first time. */
  CallShape call(int abi, int number) {
    CallShape[] table = known[abi];
    if (table == null) {
      table = new CallShape[SyscallNumbers.of(Abi.ofCode(abi)).end()];
      known[abi] = table;
    }
    if (number < 0 || number >= table.length) {
      return shape(Abi.ofCode(abi), number);
    }
    if (table[number] == null) {
      table[number] = shape(Abi.ofCode(abi), number);
    }
    return table[number];
  }

  private static CallShape shape(Abi abi, int number) {
    String name = SyscallNumbers.of(abi).name(number);
    return new CallShape(
        abi,
        name == null ? "syscall_0x" + Integer.toHexString(number) : name,
        SyscallDispatch.method(abi.code(), number),
        Lazy.DESCRIPTIONS.call(abi, number));
  }

  /** The fields of a struct. */
  StructFields fields(Type.Struct struct, Abi abi) {
    return structs
        .computeIfAbsent(abi, key -> new IdentityHashMap<>())
        .computeIfAbsent(struct, key -> new StructFields(key, abi));
  }
}

package dev.systape.analyzer.load;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.ddl.Ddl;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.Arrays;
import java.util.List;

/** The value of the SQL type {@code syscall_name} for every call, by ABI code and number. Hot. */
final class CallNames {
  /** A call that has no name. */
  static final int NONE = -1;

  private final short[][] ordinals;

  CallNames() {
    List<String> names = Ddl.callNames();
    String[] sorted = names.toArray(String[]::new);
    ordinals =
        new short[Arrays.stream(Abi.values()).mapToInt(Abi::code).max().orElseThrow() + 1][0];
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      short[] ofAbi = new short[numbers.end()];
      for (int number = 0; number < ofAbi.length; number++) {
        String name = numbers.name(number);
        ofAbi[number] = (short) (name == null ? NONE : Arrays.binarySearch(sorted, name));
      }
      ordinals[abi.code()] = ofAbi;
    }
  }

  /** The place of a call's name among the values of the type, or {@link #NONE}. */
  int ordinal(int abi, int number) {
    return abi < ordinals.length && number >= 0 && number < ordinals[abi].length
        ? ordinals[abi][number]
        : NONE;
  }
}

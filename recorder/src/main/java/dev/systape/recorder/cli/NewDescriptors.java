package dev.systape.recorder.cli;

import dev.systape.recorder.CallFilter;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.Set;

/** Which calls return descriptors. */
final class NewDescriptors {
  /** Those that do so for some commands, or behind a pointer. */
  private static final Set<String> OTHERS =
      Set.of("fcntl", "fcntl64", "pipe", "pipe2", "socketpair", "recvmsg");

  private NewDescriptors() {}

  /** The calls whose result is described as a descriptor, and the others. */
  static CallFilter calls(Descriptions descriptions) {
    CallFilter filter = CallFilter.none();
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      for (int number = 0; number < numbers.end(); number++) {
        CallDef call = descriptions.call(abi, number);
        boolean returns =
            call != null && call.result() instanceof Type.Word word && word.scalar() == Scalar.FD;
        if (returns || call != null && OTHERS.contains(call.name())) {
          filter.add(abi.code(), number);
        }
      }
    }
    return filter;
  }
}

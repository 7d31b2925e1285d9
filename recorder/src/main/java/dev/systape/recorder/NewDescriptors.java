package dev.systape.recorder;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;

/**
 * Where calls tell the new descriptors that they give to a program; looked up at every exit,
 * without allocation.
 */
public final class NewDescriptors {
  /** A call that gives none, or is not to be looked at. */
  public static final int NONE = 0;

  /** One, which is the result. */
  public static final int RESULT = 1;

  /** The same, if the command, the second argument, is one of fcntl(2) that copy. */
  public static final int COPY = 2;

  /** Those that came with a message, whose {@code struct msghdr} the second argument points to. */
  public static final int MESSAGE = 3;

  /** This and the number of the argument that points to two. */
  public static final int PAIR = 4;

  /** F_DUPFD and F_DUPFD_CLOEXEC of linux/fcntl.h. */
  public static final int F_DUPFD = 0;

  public static final int F_DUPFD_CLOEXEC = 1030;

  private static final int ABIS = 16;

  private final byte[][] places = new byte[ABIS][0];

  private NewDescriptors() {}

  /** Of no call. */
  public static NewDescriptors none() {
    return new NewDescriptors();
  }

  /** Of the calls whose result is described as a descriptor, and the others. */
  public static NewDescriptors of(Descriptions descriptions) {
    NewDescriptors all = none();
    for (Abi abi : Abi.values()) {
      int end = SyscallNumbers.of(abi).end();
      byte[] places = new byte[end];
      for (int number = 0; number < end; number++) {
        CallDef call = descriptions.call(abi, number);
        places[number] = (byte) (call == null ? NONE : place(call));
      }
      all.places[abi.code()] = places;
    }
    return all;
  }

  private static int place(CallDef call) {
    return switch (call.name()) {
      case "fcntl", "fcntl64" -> COPY;
      case "recvmsg" -> MESSAGE;
      case "pipe", "pipe2" -> PAIR;
      case "socketpair" -> PAIR + 3;
      default ->
          call.result() instanceof Type.Word word && word.scalar() == Scalar.FD ? RESULT : NONE;
    };
  }

  /** {@link #NONE} or where a call tells them. */
  public int of(int abi, int number) {
    byte[] numbers = places[abi];
    return number >= 0 && number < numbers.length ? numbers[number] : NONE;
  }

  /** Whether there is no call of which they are to be looked at. */
  public boolean isEmpty() {
    for (byte[] numbers : places) {
      if (numbers.length > 0) {
        return false;
      }
    }
    return true;
  }
}

package dev.systape.analyzer.model;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.Arrays;

/** What calls carry through sockets, by ABI and number. */
enum Transfer {
  /** Nothing. */
  NONE,
  /** Sends what it writes to its first argument. */
  SENDS,
  /** Likewise; the fourth argument has flags. */
  SENDS_WITH_FLAGS,
  /** Sends a message, which may carry descriptors. */
  SENDS_MESSAGE,
  /** Likewise several. */
  SENDS_MESSAGES,
  /** Takes what it reads from its first argument. */
  TAKES,
  /** Likewise; the fourth argument has flags. */
  TAKES_WITH_FLAGS,
  /** Takes a message, which may carry descriptors. */
  TAKES_MESSAGE,
  /** Likewise several. */
  TAKES_MESSAGES,
  /** Reads or writes its first argument as the kernel likes. */
  MOVES,
  /** Likewise, and its second. */
  MOVES_TWO,
  /** Likewise, its first and its third. */
  SPLICES,
  /** Connects its first argument anew. */
  CONNECTS,
  /** Does, or lets do, what no call on the tape shows. */
  HIDES;

  private static final Transfer[][] BY_ABI = new Transfer[Abi.values().length][];

  static {
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      Transfer[] ofAbi = new Transfer[numbers.end()];
      Arrays.setAll(ofAbi, number -> of(numbers.name(number)));
      BY_ABI[abi.ordinal()] = ofAbi;
    }
  }

  private static Transfer of(String name) {
    return switch (name == null ? "" : name) {
      case "write", "writev" -> SENDS;
      case "sendto" -> SENDS_WITH_FLAGS;
      case "sendmsg" -> SENDS_MESSAGE;
      case "sendmmsg" -> SENDS_MESSAGES;
      case "read", "readv" -> TAKES;
      case "recvfrom" -> TAKES_WITH_FLAGS;
      case "recvmsg" -> TAKES_MESSAGE;
      case "recvmmsg", "recvmmsg_time64" -> TAKES_MESSAGES;
      case "preadv2", "pwritev2" -> MOVES;
      case "sendfile", "sendfile64" -> MOVES_TWO;
      case "splice" -> SPLICES;
      case "connect" -> CONNECTS;
      case "send", "recv", "socketcall", "pidfd_getfd" -> HIDES;
      case "io_submit", "io_uring_setup", "io_uring_enter", "io_uring_register" -> HIDES;
      default -> NONE;
    };
  }

  /** What a call does; NONE of an ABI that is not known. */
  static Transfer of(Abi abi, int number) {
    Transfer[] ofAbi = abi == null ? new Transfer[0] : BY_ABI[abi.ordinal()];
    return number >= 0 && number < ofAbi.length ? ofAbi[number] : NONE;
  }
}

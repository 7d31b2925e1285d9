package dev.systape.analyzer.load;

import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;

/**
 * The words that the tables have for the numbers of the tape format; a number of a later version
 * stays a number.
 */
final class Words {
  private Words() {}

  static String backend(int backend) {
    return switch (backend) {
      case TapeHeader.PTRACE -> "ptrace";
      case TapeHeader.EBPF -> "ebpf";
      default -> "backend " + backend;
    };
  }

  static String endReason(int reason) {
    return switch (reason) {
      case TapeEnd.ENDED -> "ended";
      case TapeEnd.TIMEOUT -> "timeout";
      case TapeEnd.MAX_SIZE -> "max size";
      case TapeEnd.DETACHED -> "detached";
      case TapeEnd.FAILED -> "failed";
      default -> "reason " + reason;
    };
  }

  static String lossReason(int reason) {
    return switch (reason) {
      case Lost.RING_FULL -> "ring full";
      case Lost.NO_MEMORY -> "no memory";
      case Lost.TAPE_FULL -> "tape full";
      default -> "reason " + reason;
    };
  }

  static String origin(int origin) {
    return switch (origin) {
      case ProcessNew.CREATED -> "created";
      case ProcessNew.SPAWNED -> "spawned";
      case ProcessNew.ATTACHED -> "attached";
      default -> "origin " + origin;
    };
  }
}

package dev.systape.recorder.ebpf;

import dev.systape.schema.tape.RecordHeader;

/**
 * Records that the programs write for the recorder alone, which makes the tape's out of them:
 * numbers of types that no tape has, and where what they tell lies.
 */
final class Notice {
  /** Added to the tape's type. */
  static final int PRIVATE = 0x4000;

  // PROCESS_NEW
  static final int PARENT_TID = RecordHeader.SIZE;
  static final int PARENT_PID = PARENT_TID + 4;
  static final int CLONE_FLAGS = PARENT_PID + 4;
  static final int ORIGIN = CLONE_FLAGS + 8;
  static final int NAMESPACE_TID = ORIGIN + 4;
  static final int NAMESPACE = NAMESPACE_TID + 4;
  static final int COMM = NAMESPACE + 8;
  static final int COMM_SIZE = 16;
  static final int PROCESS_NEW_SIZE = COMM + COMM_SIZE;

  // EXEC
  static final int OLD_TID = RecordHeader.SIZE;

  /** Bytes of the path, its NUL included; negative where it could not be read. */
  static final int PATH_LENGTH = OLD_TID + 4;

  /** Bytes of the arguments, each with its NUL; negative where they could not be read. */
  static final int ARGUMENTS_LENGTH = PATH_LENGTH + 4;

  static final int PATH = ARGUMENTS_LENGTH + 8;
  static final int PATH_SIZE = 512;
  static final int ARGUMENTS = PATH + PATH_SIZE;
  static final int ARGUMENTS_SIZE = 4096;
  static final int EXEC_SIZE = ARGUMENTS + ARGUMENTS_SIZE;

  private Notice() {}
}

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

  // RESOLVED_PATH; what tells of a process has no descriptor and no call.

  /** The working directory of a process that executes another program; comes before that. */
  static final int WORKING_DIRECTORY = PRIVATE + 0x100;

  /** The file that it executes. */
  static final int EXECUTABLE = WORKING_DIRECTORY + 1;

  /** Sequence of the call that returned the descriptor. */
  static final int CALL_SEQUENCE = RecordHeader.SIZE;

  static final int DESCRIPTOR = CALL_SEQUENCE + 8;
  static final int CALL_NUMBER = DESCRIPTOR + 4;

  /** Of the file; {@code s_dev} of its superblock, {@code i_ino}. */
  static final int DEVICE = CALL_NUMBER + 4;

  /** Not 0: the file makes up its name itself, with the one component that is here. */
  static final int NAMED_BY_FILE = DEVICE + 4;

  /** {@code s_magic} of the superblock, linux/magic.h. */
  static final int MAGIC = NAMED_BY_FILE + 4;

  static final int INODE = MAGIC + 8;

  /** Not 0: the name is there no more. */
  static final int DELETED = INODE + 8;

  /** Bytes of the names. */
  static final int NAMES_LENGTH = DELETED + 4;

  /** The components of the path, the last one first, each with its NUL. */
  static final int NAMES = NAMES_LENGTH + 4;

  /** No path of this length or more is told by the kernel either: PATH_MAX of linux/limits.h. */
  static final int NAMES_SIZE = 4096;

  /** Bytes of a component at the most, its NUL included: NAME_MAX and one. */
  static final int NAME_SIZE = 256;

  static final int FILE_SIZE = NAMES + NAMES_SIZE + NAME_SIZE;

  private Notice() {}
}

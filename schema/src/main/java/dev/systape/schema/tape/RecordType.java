package dev.systape.schema.tape;

/**
 * The types of records. Codes are what tapes hold and never change; a reader skips and counts codes
 * that it does not know.
 */
public enum RecordType {
  /** What the tape is and how it was made: the first record of every tape. */
  TAPE_HEADER(1),
  /** One system call, entry and exit merged, with its captures. */
  SYSCALL(2),
  /** More bytes of a capture of the same thread's next SYSCALL record, which it precedes. */
  CAPTURE_MORE(3),
  /** A process or thread was created, or was there when recording began. */
  PROCESS_NEW(4),
  /** A successful execve. */
  EXEC(5),
  /** A thread ended. */
  EXIT(6),
  /** A signal was delivered. */
  SIGNAL(7),
  /** A group stop. */
  STOP(8),
  /** A seccomp stop. */
  SECCOMP(9),
  /** Descriptors that were open. */
  FD_SNAPSHOT(10),
  /** A memory map. */
  MAPS_SNAPSHOT(11),
  /** What the kernel says a new descriptor is. */
  RESOLVED_PATH(12),
  /** Records that could not be written. */
  LOST(13),
  /** Why recording ended: the last record of a tape whose writer was not killed. */
  TAPE_END(14),
  /** Reserved: a call stack. */
  STACK(15),
  /** Reserved: an io_uring request. */
  IO_URING(16),
  /** Reserved: a scheduling event. */
  SCHED(17);

  private static final RecordType[] BY_CODE = new RecordType[18];

  static {
    for (RecordType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  /** The number in a record's header. */
  public int code() {
    return code;
  }

  /** The type with a code, or null where this version has none. */
  public static RecordType ofCode(int code) {
    return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}

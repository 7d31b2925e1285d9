package dev.systape.schema.tape;

import java.nio.BufferUnderflowException;

/**
 * The body of a record other than the hot ones: a Java value whose components lie on the tape in
 * their order. {@code int} is u32, {@code long} u64, {@code byte[]} a u32 length and the bytes
 * padded to 8, {@code String} likewise in UTF-8, a list a u32 size and its elements. What may not
 * be UTF-8 (paths, arguments) is {@code byte[]}. A later version of the format puts new fields
 * behind the old ones, so a decoder ignores what follows the fields that it knows.
 */
public sealed interface TapeRecord
    permits TapeHeader,
        ProcessNew,
        Exec,
        Exit,
        Signal,
        Stop,
        Seccomp,
        FdSnapshot,
        MapsSnapshot,
        ResolvedPath,
        Lost,
        TapeEnd {
  /** The type of the record. */
  RecordType type();

  /** Puts the fields in order; {@link #bytes()} is what callers want. */
  void encode(BodyWriter out);

  /** The bytes of the body, which go behind the {@link RecordHeader}. */
  default byte[] bytes() {
    BodyWriter out = new BodyWriter();
    encode(out);
    return out.toByteArray();
  }

  /**
   * A body from its bytes.
   *
   * @return the body, or null for the types that are read in place or reserved
   * @throws IllegalArgumentException where the bytes are not such a body
   */
  static TapeRecord decode(RecordType type, byte[] body) {
    BodyReader in = new BodyReader(body);
    try {
      return switch (type) {
        case TAPE_HEADER -> TapeHeader.decode(in);
        case PROCESS_NEW -> ProcessNew.decode(in);
        case EXEC -> Exec.decode(in);
        case EXIT -> Exit.decode(in);
        case SIGNAL -> Signal.decode(in);
        case STOP -> Stop.decode(in);
        case SECCOMP -> Seccomp.decode(in);
        case FD_SNAPSHOT -> FdSnapshot.decode(in);
        case MAPS_SNAPSHOT -> MapsSnapshot.decode(in);
        case RESOLVED_PATH -> ResolvedPath.decode(in);
        case LOST -> Lost.decode(in);
        case TAPE_END -> TapeEnd.decode(in);
        case SYSCALL, CAPTURE_MORE, STACK, IO_URING, SCHED -> null;
      };
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "a " + type + " record with a body of " + body.length + " bytes is too short", e);
    }
  }
}

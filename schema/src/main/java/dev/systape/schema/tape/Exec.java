package dev.systape.schema.tape;

import java.util.List;

/**
 * A successful execve.
 *
 * @param oldTid the tid of the thread that called it; the record's tid is the leader's, which it
 *     becomes
 * @param path the path of the new executable, as the kernel resolved it ({@code /proc/PID/exe}),
 *     empty where unknown
 * @param workingDirectory its working directory, empty where unknown
 * @param arguments argv, as /proc/PID/cmdline shows it
 */
public record Exec(int oldTid, byte[] path, byte[] workingDirectory, List<byte[]> arguments)
    implements TapeRecord {
  @Override
  public RecordType type() {
    return RecordType.EXEC;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u32(oldTid).bytes(path).bytes(workingDirectory).list(arguments, BodyWriter::bytes);
  }

  static Exec decode(BodyReader in) {
    return new Exec(in.u32(), in.bytes(), in.bytes(), in.list(BodyReader::bytes));
  }
}

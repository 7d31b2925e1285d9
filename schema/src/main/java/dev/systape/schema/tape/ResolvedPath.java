package dev.systape.schema.tape;

/**
 * What the kernel says a new descriptor is.
 *
 * @param callSequence sequence of the SYSCALL record that returned it
 * @param fd the descriptor
 * @param number number of that call
 * @param device device of the file
 * @param inode inode of the file
 * @param path its path
 */
public record ResolvedPath(
    long callSequence, int fd, int number, long device, long inode, byte[] path)
    implements TapeRecord {
  @Override
  public RecordType type() {
    return RecordType.RESOLVED_PATH;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u64(callSequence).u32(fd).u32(number).u64(device).u64(inode).bytes(path);
  }

  static ResolvedPath decode(BodyReader in) {
    return new ResolvedPath(in.u64(), in.u32(), in.u32(), in.u64(), in.u64(), in.bytes());
  }
}

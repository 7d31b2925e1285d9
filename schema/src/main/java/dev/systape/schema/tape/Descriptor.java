package dev.systape.schema.tape;

/**
 * An open descriptor.
 *
 * @param fd its number
 * @param flags O_* flags of fdinfo, O_CLOEXEC among them
 * @param position file position
 * @param target what /proc/PID/fd/FD links to
 */
public record Descriptor(int fd, int flags, long position, byte[] target) {
  void encode(BodyWriter out) {
    out.u32(fd).u32(flags).u64(position).bytes(target);
  }

  static Descriptor decode(BodyReader in) {
    return new Descriptor(in.u32(), in.u32(), in.u64(), in.bytes());
  }
}

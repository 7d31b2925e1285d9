package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/** One end of a socket, as strace's -yy writes it. */
public final class Endpoints {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int FAMILY = 2;
  private static final int INET_SIZE = 16;
  private static final int INET6_SIZE = 24;

  private Endpoints() {}

  /**
   * The text of a socket address: {@code 127.0.0.1:80}, {@code [::1]:80}, {@code "/run/x"},
   * {@code @"abstract"}.
   *
   * @param data where {@code length} bytes of it are
   * @return null for other families, and for an address that is not one of a certain socket
   */
  public static String of(long data, int length) {
    int family = length < FAMILY ? 0 : Memory.getU16(data);
    StringBuilder out = new StringBuilder();
    if (family == AF_INET && length >= INET_SIZE) {
      SocketAddresses.dotted(Memory.getU32(data + 4), out);
      return port(data, out);
    }
    if (family == AF_INET6 && length >= INET6_SIZE) {
      SocketAddresses.colons(data + 8, out.append('['));
      return port(data, out.append(']'));
    }
    if (family == AF_UNIX && length > FAMILY) {
      boolean named = Memory.getByte(data + FAMILY) != 0;
      int skipped = named ? FAMILY : FAMILY + 1;
      int rest = length - skipped;
      int end = named ? Quotes.untilNul(data + skipped, rest) : rest;
      Quotes.quote(out.append(named ? "" : "@"), data + skipped, end, 0);
      return out.toString();
    }
    return null;
  }

  /** A port that the kernel is still to choose says nothing. */
  private static String port(long data, StringBuilder out) {
    int port = Memory.getU8(data + 2) << 8 | Memory.getU8(data + 3);
    return port == 0 ? null : out.append(':').append(port).toString();
  }
}

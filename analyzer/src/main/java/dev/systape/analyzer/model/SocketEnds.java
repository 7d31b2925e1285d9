package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.schema.text.Endpoints;
import java.nio.charset.StandardCharsets;

/** A socket with what is known of its ends; the copies of a descriptor share one. */
final class SocketEnds {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int TYPE = 0xf;

  private final String protocol;
  private String local;
  private String remote;
  private byte[] peer;
  private Passage in;
  private Passage out;
  private long madeAt;

  private SocketEnds(String protocol) {
    this.protocol = protocol;
  }

  /** A socket of which only this is known. */
  static SocketEnds unnamed() {
    return new SocketEnds(null);
  }

  /**
   * The ends of a pair, socketpair(2): what is sent to one is taken from the other.
   *
   * @param madeAt told by {@link #madeAt}
   */
  static SocketEnds[] pair(int domain, int type, long madeAt) {
    SocketEnds one = of(domain, type, 0);
    SocketEnds other = of(domain, type, 0);
    if (domain == AF_UNIX) {
      boolean stream = (type & TYPE) == SOCK_STREAM;
      one.in = new Passage(stream);
      one.out = new Passage(stream);
      other.in = one.out;
      other.out = one.in;
      one.madeAt = madeAt;
      other.madeAt = madeAt;
    }
    return new SocketEnds[] {one, other};
  }

  /** What is taken from it comes this way; null where it is no end of a pair. */
  Passage in() {
    return in;
  }

  /** What is sent to it goes this way; null where it is no end of a pair. */
  Passage out() {
    return out;
  }

  /** What was said when the pair was made. */
  long madeAt() {
    return madeAt;
  }

  /** Whether the kernel has a name for its protocol. */
  boolean isNamed() {
    return protocol != null;
  }

  /** A socket as socket(2) makes it; null where the kernel has no name for its protocol. */
  static SocketEnds of(int domain, int type, int protocol) {
    String name =
        switch (domain) {
          case AF_UNIX -> (type & TYPE) == SOCK_STREAM ? "UNIX-STREAM" : "UNIX";
          case AF_INET -> internet(type & TYPE, protocol, "");
          case AF_INET6 -> internet(type & TYPE, protocol, "v6");
          case AF_NETLINK -> "NETLINK";
          default -> null;
        };
    return name == null ? null : new SocketEnds(name);
  }

  private static String internet(int type, int protocol, String version) {
    return switch (type) {
      case SOCK_STREAM -> protocol == 0 || protocol == 6 ? "TCP" + version : null;
      case SOCK_DGRAM ->
          switch (protocol) {
            case 0, 17 -> "UDP" + version;
            case 136 -> "UDP-Lite" + version;
            case 1, 58 -> "PING" + version;
            default -> null;
          };
      case SOCK_RAW -> "RAW" + version;
      default -> null;
    };
  }

  /** The socket that accept(2) returns. */
  SocketEnds accepted(String peer) {
    SocketEnds ends = new SocketEnds(protocol);
    ends.local = local;
    ends.remote(peer);
    return ends;
  }

  /** The address that an argument points to, null where that is not known. */
  static String address(CallCaptures captures, int argument, int phase) {
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == argument && captures.phase() == phase) {
        return text(captures.data(), (int) captures.length());
      }
    }
    return null;
  }

  /** An address in words; null where it is none of a certain socket. */
  static String text(long data, int length) {
    return Endpoints.of(data, length);
  }

  void local(String address) {
    local = address == null ? local : address;
  }

  void remote(String address) {
    if (address != null) {
      remote = address;
      peer = address.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** The other end is not known any more. */
  void unconnected() {
    remote = null;
    peer = null;
  }

  /** The other end, in words; null where it is not known. */
  byte[] peer() {
    return peer;
  }

  @Override
  public String toString() {
    if (local == null && remote == null) {
      return protocol;
    }
    String from = local == null ? "" : local;
    return protocol + ":[" + from + (remote == null ? "]" : "->" + remote + "]");
  }
}

package dev.systape.analyzer.model;

import dev.systape.schema.text.Descriptors;

/**
 * A netlink socket, which several descriptors may share. The kernel lists it once it has an
 * address: bind(2) or connect(2) gives it one, else the first message that it sends.
 */
final class NetlinkSocket {
  private final int protocol;
  private boolean bound;

  NetlinkSocket(int protocol) {
    this.protocol = protocol;
  }

  void bind() {
    bound = true;
  }

  /** Its protocol, where the kernel lists it. */
  int protocol() {
    return bound ? protocol : Descriptors.UNBOUND_NETLINK;
  }
}

package dev.systape.schema.text;

/**
 * What is known of the descriptors of the process that makes a call: what no record of the call
 * itself holds. Asked while a call is written.
 */
public interface Descriptors {
  /** Nothing is known. */
  Descriptors UNKNOWN = new Descriptors() {};

  /** What a descriptor is, as {@code /proc/PID/fd} would name it; null where that is not known. */
  default byte[] target(int fd) {
    return null;
  }

  /** What the descriptor is that this call returned, or null. */
  default byte[] resultTarget() {
    return null;
  }

  /** Working directory of the thread, without a slash at its end; null where it is not known. */
  default byte[] workingDirectory() {
    return null;
  }

  /** What is no netlink socket, or not known. */
  int NO_NETLINK = -1;

  /** A netlink socket without an address: the kernel does not list such, so nobody sees more. */
  int UNBOUND_NETLINK = -2;

  /** The protocol of a netlink socket, or one of the two. */
  default int netlinkProtocol(int fd) {
    return NO_NETLINK;
  }
}

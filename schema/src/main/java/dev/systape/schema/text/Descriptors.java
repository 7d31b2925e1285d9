package dev.systape.schema.text;

/**
 * What is known of the descriptors of the process that makes a call: what no record of the call
 * itself holds. Asked while a call is written.
 */
public interface Descriptors {
  /** The index of the loopback interface, LOOPBACK_IFINDEX in the kernel. */
  int LOOPBACK = 1;

  /** Nothing is known. */
  Descriptors UNKNOWN = new Descriptors() {};

  /** What a descriptor is, as {@code /proc/PID/fd} would name it; null where that is not known. */
  default byte[] target(int fd) {
    return null;
  }

  /**
   * What is told behind a descriptor's target, or in its place where that is null, strace's -yy:
   * the numbers of a device, the ends of a socket; null for nothing.
   */
  default String detail(int fd) {
    return null;
  }

  /** The same of the descriptor that this call returned. */
  default String resultDetail() {
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

  /**
   * The name of a network interface of the recorded machine, null where it is not known. That with
   * index 1 is the loopback of every network namespace.
   */
  default String interfaceName(int index) {
    return index == LOOPBACK ? "lo" : null;
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

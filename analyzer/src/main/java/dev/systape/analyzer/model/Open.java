package dev.systape.analyzer.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an open descriptor is. Copies of a descriptor share its socket's ends.
 *
 * @param path the name that its opener gave, made absolute; null where that is not known
 * @param kind what /proc names it, where it has no path; null where that is not known
 * @param resolved what the kernel said that it is; null where that was not recorded
 * @param closedAtExec whether exec(2) closes it
 * @param netlink the netlink socket that it is, null for anything else
 * @param ends of a socket, null where they are not known
 * @param process of a pidfd, 0 for anything else
 */
record Open(
    byte[] path,
    byte[] kind,
    byte[] resolved,
    boolean closedAtExec,
    NetlinkSocket netlink,
    SocketEnds ends,
    int process) {
  /** What /proc puts behind the name of a file that has none any more. */
  private static final byte[] DELETED = " (deleted)".getBytes(StandardCharsets.US_ASCII);

  /** One that is open, or is not, of which no more is known. */
  static final Open UNKNOWN = new Open(null, null, null, false, null, null, 0);

  /** A file that a name led to; null where it is not known which. */
  static Open file(byte[] path, boolean closedAtExec) {
    return new Open(path, null, null, closedAtExec, null, null, 0);
  }

  /** One that has no path. */
  static Open of(byte[] kind, boolean closedAtExec) {
    return new Open(null, kind, null, closedAtExec, null, null, 0);
  }

  /** A socket. */
  static Open socket(byte[] kind, boolean closedAtExec, NetlinkSocket netlink, SocketEnds ends) {
    return new Open(null, kind, null, closedAtExec, netlink, ends, 0);
  }

  /** A pidfd. */
  static Open process(byte[] kind, int process) {
    return new Open(null, kind, null, true, null, null, process);
  }

  Open closedAtExec(boolean closed) {
    return closed == closedAtExec
        ? this
        : new Open(path, kind, resolved, closed, netlink, ends, process);
  }

  Open resolved(byte[] target) {
    return new Open(path, kind, target, closedAtExec, netlink, ends, process);
  }

  Open ends(SocketEnds known) {
    return new Open(path, kind, resolved, closedAtExec, netlink, known, process);
  }

  /** The best that is known of it: the kernel's word, then the opener's, then its kind. */
  byte[] target() {
    return resolved != null ? resolved : path != null ? path : kind;
  }

  /** The path of a directory, for names that are relative to it; null where it is not known. */
  byte[] directory() {
    byte[] place = path != null ? path : resolved;
    boolean usable = place != null && place.length > 0 && place[0] == '/';
    return usable && (path != null || !isDeleted()) ? place : null;
  }

  private boolean isDeleted() {
    int from = resolved.length - DELETED.length;
    return from >= 0 && Arrays.equals(resolved, from, resolved.length, DELETED, 0, DELETED.length);
  }

  /** Whether there is more to tell than the target, or something better. */
  boolean isReplaced() {
    return ends != null && ends.isNamed() || process != 0;
  }

  /** What is told behind the target. */
  String detail() {
    if (ends != null && ends.isNamed()) {
      return ends.toString();
    }
    return process != 0 ? "pid:" + process : DeviceNames.of(target());
  }
}

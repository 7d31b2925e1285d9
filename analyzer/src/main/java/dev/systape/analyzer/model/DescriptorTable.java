package dev.systape.analyzer.model;

import java.util.HashMap;
import java.util.Map;

/** The open descriptors of a process that are known, which threads made with CLONE_FILES share. */
final class DescriptorTable {
  /**
   * An open descriptor.
   *
   * @param target what it is, as /proc/PID/fd would name it; null where that is not known
   * @param closedAtExec whether exec(2) closes it
   * @param netlink the netlink socket that it is, null for anything else
   * @param ends of a socket, null where they are not known
   * @param process of a pidfd, 0 for anything else
   */
  record Open(
      byte[] target, boolean closedAtExec, NetlinkSocket netlink, SocketEnds ends, int process) {
    Open(byte[] target, boolean closedAtExec, NetlinkSocket netlink) {
      this(target, closedAtExec, netlink, null, 0);
    }

    Open closedAtExec(boolean closed) {
      return new Open(target, closed, netlink, ends, process);
    }

    /** Whether there is more to tell than the target, or something better. */
    boolean isReplaced() {
      return ends != null || process != 0;
    }

    String detail() {
      if (ends != null) {
        return ends.toString();
      }
      return process != 0 ? "pid:" + process : DeviceNames.of(target);
    }
  }

  /** One that is open, of which no more is known. */
  static final Open UNKNOWN = new Open(null, false, null);

  private final Map<Integer, Open> open;

  DescriptorTable() {
    open = new HashMap<>();
  }

  /** A copy, as fork(2) makes one. */
  DescriptorTable(DescriptorTable copied) {
    open = new HashMap<>(copied.open);
  }

  /** What is known of a descriptor. */
  Open get(int fd) {
    return open.getOrDefault(fd, UNKNOWN);
  }

  void put(int fd, Open descriptor) {
    open.put(fd, descriptor);
  }

  void remove(int fd) {
    open.remove(fd);
  }

  /** close_range(2), unsigned. */
  void removeRange(long first, long last) {
    open.keySet().removeIf(fd -> fd >= first && fd <= last);
  }

  /** close_range(2) with CLOSE_RANGE_CLOEXEC. */
  void markRange(long first, long last) {
    open.replaceAll((fd, of) -> fd >= first && fd <= last ? of.closedAtExec(true) : of);
  }

  void execute() {
    open.values().removeIf(Open::closedAtExec);
  }
}

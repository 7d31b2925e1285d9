package dev.systape.analyzer.model;

/** A call further on in the tape that takes descriptors away or changes a directory. */
final class Change {
  /** Descriptor of a call that takes many. */
  static final int MANY = -1;

  /** Descriptor of a call that changes a directory. */
  static final int DIRECTORY = -2;

  final long index;
  final int tid;
  final int pid;
  final long begunNs;
  private final int fd;
  private DescriptorTable files;
  private WorkingDirectory directory;
  private boolean over;

  Change(long index, int tid, int pid, long begunNs, int fd) {
    this.index = index;
    this.tid = tid;
    this.pid = pid;
    this.begunNs = begunNs;
    this.fd = fd;
  }

  /** It has begun: what it may have changed is not known until it ends. */
  void begin(LiveThread thread) {
    if (over || thread == null) {
      return;
    }
    if (fd == DIRECTORY) {
      directory = thread.directory;
    } else {
      files = thread.files;
    }
    count(1);
  }

  /** Its record has been reached. */
  void end() {
    over = true;
    count(-1);
  }

  private void count(int by) {
    if (directory != null) {
      directory.changing += by;
    } else if (files != null && fd == MANY) {
      files.releasingMany(by);
    } else if (files != null) {
      files.releasing(fd, by);
    }
  }
}

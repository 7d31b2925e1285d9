package dev.systape.analyzer.model;

import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.ResolvedPath;
import java.util.ArrayList;
import java.util.List;

/** A thread that has not ended. */
final class LiveThread {
  private static final long CLONE_FS = 0x200;
  private static final long CLONE_FILES = 0x400;

  final int tid;
  final int pid;
  final long beginNs;
  final ProcessNew birth;
  WorkingDirectory directory;
  DescriptorTable files;

  /** When its last call returned, CLOCK_MONOTONIC ns. */
  long lastExitNs;

  /** What the kernel said last: of one call, or of several descriptors of one. */
  private final List<ResolvedPath> resolved = new ArrayList<>(2);

  private long resolvedNs;

  LiveThread(int tid, int pid, long beginNs, ProcessNew birth) {
    this.tid = tid;
    this.pid = pid;
    this.beginNs = beginNs;
    this.birth = birth;
  }

  /** Uses a directory and a table of descriptors from now on, no more those that it had. */
  void use(WorkingDirectory newDirectory, DescriptorTable newFiles) {
    leave();
    directory = newDirectory.shared();
    files = newFiles.shared();
  }

  /**
   * Begins with what its parent has, or copies of it: made by a call that began when the parent's
   * last one had ended, or later.
   */
  void inherit(LiveThread parent, ProcessNew from) {
    boolean created = from.origin() == ProcessNew.CREATED;
    boolean sharesFs = !created || (from.cloneFlags() & CLONE_FS) != 0;
    boolean sharesFiles = !created || (from.cloneFlags() & CLONE_FILES) != 0;
    long begunNs = parent.lastExitNs;
    use(
        sharesFs ? parent.directory : new WorkingDirectory(parent.directory, begunNs),
        sharesFiles ? parent.files : new DescriptorTable(parent.files, begunNs));
  }

  /** Uses none any more. */
  void leave() {
    if (directory != null) {
      directory.users--;
      files.users--;
    }
  }

  /** Records are missing: what it has is not known any more. */
  void forget(long nowNs) {
    directory.forgetAll();
    files.forget(nowNs);
  }

  /** Whether another thread can change what its names or descriptors mean. */
  boolean isShared() {
    return files.isShared() || directory.isShared();
  }

  /** The kernel said what a descriptor is that a call returns, whose record is to come. */
  void resolve(ResolvedPath of, long timeNs) {
    resolvedNs = timeNs;
    if (!isResolved(of.callSequence())) {
      resolved.clear();
    }
    resolved.add(of);
  }

  /** When the kernel said so; 0 where it did not of this call. */
  long resolvedNs(long callSequence) {
    return isResolved(callSequence) ? resolvedNs : 0;
  }

  private boolean isResolved(long callSequence) {
    return !resolved.isEmpty() && resolved.get(0).callSequence() == callSequence;
  }

  /**
   * What the kernel said of the descriptor that a call returned, or null; also where another thread
   * may have put something else in its place by then.
   */
  byte[] resolved(long callSequence, int fd, long begunNs) {
    return files.isSettled(fd, begunNs) ? resolved(callSequence, fd) : null;
  }

  private byte[] resolved(long callSequence, int fd) {
    if (isResolved(callSequence)) {
      for (int i = 0; i < resolved.size(); i++) {
        if (resolved.get(i).fd() == fd) {
          return resolved.get(i).path();
        }
      }
    }
    return null;
  }
}

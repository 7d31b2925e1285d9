package dev.systape.analyzer.model;

import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.ResolvedPath;

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

  private ResolvedPath resolved;
  private ResolvedPath resolvedBefore;
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
    boolean sameCall = resolved != null && resolved.callSequence() == of.callSequence();
    resolvedBefore = sameCall ? resolved : null;
    resolved = of;
  }

  /** When the kernel said so; 0 where it did not of this call. */
  long resolvedNs(long callSequence) {
    return resolved != null && resolved.callSequence() == callSequence ? resolvedNs : 0;
  }

  /**
   * What the kernel said of the descriptor that a call returned, or null; also where another thread
   * may have put something else in its place by then.
   */
  byte[] resolved(long callSequence, int fd, long begunNs) {
    return files.isSettled(fd, begunNs) ? resolved(callSequence, fd) : null;
  }

  private byte[] resolved(long callSequence, int fd) {
    if (resolved == null || resolved.callSequence() != callSequence) {
      return null;
    }
    ResolvedPath of = resolved.fd() == fd ? resolved : resolvedBefore;
    return of != null && of.fd() == fd ? of.path() : null;
  }
}

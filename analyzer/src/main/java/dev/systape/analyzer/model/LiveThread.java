package dev.systape.analyzer.model;

import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.ResolvedPath;

/** A thread that has not ended. */
final class LiveThread {
  final int tid;
  final int pid;
  final long beginNs;
  final ProcessNew birth;
  WorkingDirectory directory;
  ResolvedPath resolved;

  LiveThread(int tid, int pid, long beginNs, ProcessNew birth, WorkingDirectory directory) {
    this.tid = tid;
    this.pid = pid;
    this.beginNs = beginNs;
    this.birth = birth;
    this.directory = directory;
  }

  /** What the kernel said of the descriptor that a call returned, or null. */
  byte[] resolved(long callSequence) {
    return resolved != null && resolved.callSequence() == callSequence ? resolved.path() : null;
  }
}

package dev.systape.analyzer.model;

import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;

/** A process that has not ended. */
final class LiveProcess {
  final int pid;
  final long beginNs;
  final ProcessNew birth;
  Exec exec;
  int execs;

  LiveProcess(int pid, long beginNs, ProcessNew birth) {
    this.pid = pid;
    this.beginNs = beginNs;
    this.birth = birth;
  }

  ProcessLife life(long endNs, Exit exit) {
    return new ProcessLife(pid, beginNs, birth, exec, execs, endNs, exit);
  }
}

package dev.systape.analyzer.model;

import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;

/** A process that has not ended. */
final class LiveProcess {
  final int pid;
  final long beginNs;
  final ProcessNew birth;

  /** What its parent ran when it created it, null where that is not known. */
  final Exec inherited;

  Exec exec;
  int execs;

  LiveProcess(int pid, long beginNs, ProcessNew birth, Exec inherited) {
    this.pid = pid;
    this.beginNs = beginNs;
    this.birth = birth;
    this.inherited = inherited;
    exec = birth == null ? null : birth.running();
  }

  ProcessLife life(long endNs, Exit exit) {
    return new ProcessLife(pid, beginNs, birth, inherited, exec, execs, endNs, exit);
  }
}

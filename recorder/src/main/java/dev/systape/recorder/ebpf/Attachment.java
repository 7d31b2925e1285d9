package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.tape.Descriptor;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.MapsSnapshot;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Taken;
import dev.systape.schema.tape.TapeRecord;
import java.util.Arrays;
import java.util.List;

/**
 * Has processes recorded that run already, with all their threads: gives each thread its {@link
 * CallArea} from outside, and tells the tape of it before any of its calls. The processes run on
 * meanwhile, so what they have open and mapped is looked at once their calls are recorded.
 */
final class Attachment {
  /**
   * Looks at a process's threads that show none but recorded ones before it is taken for complete:
   * a thread that ends while they are listed may hide others from that listing.
   */
  private static final int QUIET_LOOKS = 2;

  /**
   * Looks at the most. Threads that end sooner than they can be attached to may have made others;
   * one that hangs on its way out is there at every look, and makes none.
   */
  private static final int MAX_LOOKS = 5000;

  // Sequences of what is told of a thread before its own records.
  private static final int BIRTH = 0;
  private static final int OPEN = BIRTH + 1;
  private static final int MAPS = OPEN + 1;

  /** Bytes of a piece of a memory map; all pieces of one have the same sequence. */
  private static final int MAPS_PIECE = 128 << 10;

  private final Instrument instrument;
  private final TapeWriter tape;
  private final LiveThreads threads;

  Attachment(Instrument instrument, TapeWriter tape, LiveThreads threads) {
    this.instrument = instrument;
    this.tape = tape;
    this.threads = threads;
  }

  /**
   * Attaches to a process; returns how many threads it had that were not recorded before.
   *
   * @param pid of the process
   */
  int attach(int pid) {
    int all = 0;
    boolean leader = false;
    int quiet = 0;
    for (int look = 0; look < MAX_LOOKS && quiet < QUIET_LOOKS; look++) {
      boolean onlyRecorded = true;
      for (int tid : ProcFs.threads(pid)) {
        Adopted adopted = ProcFs.runs(tid) ? adopt(pid, tid) : Adopted.GONE;
        if (adopted == Adopted.NOW) {
          all++;
          leader |= tid == pid;
        }
        // A leader that has ended stays in the list until the last of its threads has.
        onlyRecorded &= adopted == Adopted.BEFORE || adopted == Adopted.GONE && tid == pid;
      }
      quiet = onlyRecorded ? quiet + 1 : 0;
    }
    if (leader) {
      snapshot(pid);
    }
    return all;
  }

  private Adopted adopt(int pid, int tid) {
    boolean leader = tid == pid;
    byte[] directory = leader ? ProcFs.cwd(tid) : null;
    Adopted adopted = instrument.adopt(pid, tid, leader ? MAPS + 1 : BIRTH + 1);
    if (adopted == Adopted.NOW) {
      threads.add(tid);
      int inside = ProcFs.namespaceTid(tid);
      long namespace = ProcFs.pidNamespace(tid);
      byte[] name = ProcFs.comm(tid);
      Exec running = leader ? running(tid, directory) : null;
      append(
          pid,
          tid,
          BIRTH,
          new ProcessNew(0, 0, 0, ProcessNew.ATTACHED, inside, namespace, name, running));
    }
    return adopted;
  }

  /**
   * What a process runs. Where it is, if it is still there: calls that are recorded may have led it
   * away since.
   */
  private static Exec running(int pid, byte[] directory) {
    byte[] now = ProcFs.cwd(pid);
    return new Exec(
        pid,
        ProcFs.exe(pid),
        Arrays.equals(now, directory) ? now : new byte[0],
        ProcFs.arguments(pid));
  }

  /** What the process has open and mapped; nothing is told where that may not be seen. */
  private void snapshot(int pid) {
    long begin = System.nanoTime();
    if (ProcFs.descriptorsAreVisible(pid)) {
      List<Descriptor> open = ProcFs.descriptors(pid);
      append(pid, pid, OPEN, new FdSnapshot(taken(begin), open));
    }
    begin = System.nanoTime();
    byte[] maps = ProcFs.maps(pid);
    Taken taken = taken(begin);
    int parts = (maps.length + MAPS_PIECE - 1) / MAPS_PIECE;
    for (int part = 0; part < parts; part++) {
      int from = part * MAPS_PIECE;
      byte[] piece = Arrays.copyOfRange(maps, from, Math.min(maps.length, from + MAPS_PIECE));
      append(pid, pid, MAPS, new MapsSnapshot(taken, part, parts, piece));
    }
  }

  private static Taken taken(long begin) {
    return new Taken(begin, System.nanoTime(), 1, Taken.ATTACH);
  }

  private void append(int pid, int tid, int sequence, TapeRecord body) {
    tape.append(0, tid, pid, sequence, System.nanoTime(), body);
  }
}

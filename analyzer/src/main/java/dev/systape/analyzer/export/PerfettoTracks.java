package dev.systape.analyzer.export;

import dev.systape.schema.tape.Exec;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The tracks of processes and threads, perfetto/trace/track_event/track_descriptor.proto. */
final class PerfettoTracks {
  private static final int UUID = 1;
  private static final int NAME = 2;
  private static final int PROCESS = 3;
  private static final int THREAD = 4;

  private static final int PROCESS_PID = 1;
  private static final int PROCESS_CMDLINE = 2;
  private static final int PROCESS_NAME = 6;

  private static final int THREAD_PID = 1;
  private static final int THREAD_TID = 2;
  private static final int THREAD_NAME = 5;

  private final PerfettoPackets packets;
  private final ProtoWriter descriptor = new ProtoWriter();
  private final Map<Integer, Long> processes = new HashMap<>();
  private final Map<Integer, Long> threads = new HashMap<>();
  private final Set<Integer> unfinished = new HashSet<>();
  private long last;
  private long global;

  PerfettoTracks(PerfettoPackets packets) {
    this.packets = packets;
  }

  /** The track of a thread; written when it is asked for first. */
  long thread(int pid, int tid) throws IOException {
    Long known = threads.get(tid);
    if (known != null) {
      return known;
    }
    if (!processes.containsKey(pid)) {
      processes.put(pid, ++last);
      process(pid, null);
    }
    threads.put(tid, ++last);
    thread(pid, tid, null);
    return last;
  }

  /** A thread is born with a name. */
  void named(int pid, int tid, byte[] comm) throws IOException {
    boolean first = !processes.containsKey(pid);
    if (first) {
      processes.put(pid, ++last);
      descriptor.clear();
      descriptor.number(UUID, last);
      int process = descriptor.begin(PROCESS);
      descriptor.number(PROCESS_PID, pid);
      descriptor.text(PROCESS_NAME, PerfettoValues.text(comm));
      descriptor.end(process);
      packets.track(descriptor);
    }
    threads.put(tid, ++last);
    thread(pid, tid, PerfettoValues.text(comm));
  }

  /** A process runs another program; returns the track of its leader. */
  long executed(int pid, int tid, Exec exec) throws IOException {
    if (exec.oldTid() != tid) {
      threads.remove(exec.oldTid());
      unfinished.remove(exec.oldTid());
    }
    long track = thread(pid, tid);
    process(pid, exec);
    String path = PerfettoValues.text(exec.path());
    thread(pid, tid, path.substring(path.lastIndexOf('/') + 1));
    return track;
  }

  private void process(int pid, Exec exec) throws IOException {
    descriptor.clear();
    descriptor.number(UUID, processes.get(pid));
    int process = descriptor.begin(PROCESS);
    descriptor.number(PROCESS_PID, pid);
    if (exec != null) {
      exec.arguments().forEach(word -> descriptor.text(PROCESS_CMDLINE, PerfettoValues.text(word)));
      String path = PerfettoValues.text(exec.path());
      descriptor.text(PROCESS_NAME, path.substring(path.lastIndexOf('/') + 1));
    }
    descriptor.end(process);
    packets.track(descriptor);
  }

  private void thread(int pid, int tid, String name) throws IOException {
    descriptor.clear();
    descriptor.number(UUID, threads.get(tid));
    int thread = descriptor.begin(THREAD);
    descriptor.number(THREAD_PID, pid);
    descriptor.number(THREAD_TID, tid);
    if (name != null) {
      descriptor.text(THREAD_NAME, name);
    }
    descriptor.end(thread);
    packets.track(descriptor);
  }

  /** A track that belongs to no process. */
  long global() throws IOException {
    if (global == 0) {
      global = ++last;
      descriptor.clear();
      descriptor.number(UUID, global);
      descriptor.text(NAME, "tape");
      packets.track(descriptor);
    }
    return global;
  }

  /** A thread is in a call that will not return. */
  void unfinished(int tid) {
    unfinished.add(tid);
  }

  /** Whether it is. */
  boolean isUnfinished(int tid) {
    return unfinished.contains(tid);
  }

  /** A thread ended: its number may be given to another. */
  void ended(int pid, int tid, boolean process) {
    threads.remove(tid);
    unfinished.remove(tid);
    if (process) {
      processes.remove(pid);
    }
  }
}

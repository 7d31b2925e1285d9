package dev.systape.analyzer.export;

import dev.systape.analyzer.sequence.ExecCallers;
import dev.systape.schema.tape.Exec;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tracks of processes and threads, perfetto/trace/track_event/track_descriptor.proto. Perfetto
 * keeps the first name that a process is given, so a process has none until it ends, and then that
 * of the last program that it ran; of the names of a thread it keeps the last.
 */
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
  private final Map<Integer, Process> processes = new LinkedHashMap<>();
  private final Map<Integer, Long> threads = new HashMap<>();
  private final ExecCallers callers = new ExecCallers();
  private final Set<Integer> unfinished = new HashSet<>();
  private long last;
  private long global;

  /** A process and what it runs. */
  private record Process(long uuid, String name, List<byte[]> arguments) {}

  PerfettoTracks(PerfettoPackets packets) {
    this.packets = packets;
  }

  /** The track of a thread; written when it is asked for first. */
  long thread(int pid, int tid) throws IOException {
    Long known = threads.get(tid);
    if (known != null) {
      return known;
    }
    begin(pid, null);
    threads.put(tid, ++last);
    thread(pid, tid, null);
    return last;
  }

  /** A thread is born with a name. */
  void named(int pid, int tid, byte[] comm) throws IOException {
    called(tid);
    begin(pid, PerfettoValues.text(comm));
    threads.put(tid, ++last);
    thread(pid, tid, PerfettoValues.text(comm));
  }

  /** A process runs another program; returns the track of its leader. */
  long executed(int pid, int tid, Exec exec) throws IOException {
    callers.executed(tid, exec);
    long track = thread(pid, tid);
    String path = PerfettoValues.text(exec.path());
    String name = path.substring(path.lastIndexOf('/') + 1);
    processes.put(pid, new Process(processes.get(pid).uuid, name, exec.arguments()));
    thread(pid, tid, name);
    return track;
  }

  private void begin(int pid, String name) throws IOException {
    if (!processes.containsKey(pid)) {
      Process process = new Process(++last, name, List.of());
      processes.put(pid, process);
      process(pid, new Process(process.uuid, null, List.of()));
    }
  }

  private void process(int pid, Process content) throws IOException {
    descriptor.clear();
    descriptor.number(UUID, content.uuid);
    int process = descriptor.begin(PROCESS);
    descriptor.number(PROCESS_PID, pid);
    content.arguments.forEach(word -> descriptor.text(PROCESS_CMDLINE, PerfettoValues.text(word)));
    if (content.name != null) {
      descriptor.text(PROCESS_NAME, content.name);
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

  /** A call of a thread is written: the thread is gone if that was the execve of a new leader. */
  void called(int tid) {
    if (callers.left(tid)) {
      threads.remove(tid);
      unfinished.remove(tid);
    }
  }

  /** A thread is in a call that will not return. */
  void unfinished(int tid) {
    unfinished.add(tid);
  }

  /** Whether it was, and is no more. */
  boolean finish(int tid) {
    return unfinished.remove(tid);
  }

  /** A thread ended: its number may be given to another. */
  void ended(int pid, int tid, boolean process) throws IOException {
    threads.remove(tid);
    unfinished.remove(tid);
    Process ended = process ? processes.remove(pid) : null;
    if (ended != null) {
      process(pid, ended);
    }
  }

  /** The tape ended: names the processes that are left. */
  void finish() throws IOException {
    for (Map.Entry<Integer, Process> each : processes.entrySet()) {
      process(each.getKey(), each.getValue());
    }
    processes.clear();
  }
}

package dev.systape.recorder.ebpf;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The recorded threads that live, by what the ring told: whose calls may be open at the end. */
final class LiveThreads {
  private final Set<Integer> tids = new LinkedHashSet<>();

  void add(int tid) {
    tids.add(tid);
  }

  void remove(int tid) {
    tids.remove(tid);
  }

  List<Integer> all() {
    return List.copyOf(tids);
  }
}

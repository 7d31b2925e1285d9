package dev.systape.bench.endtoend;

import dev.systape.recorder.linux.LibC;
import dev.systape.schema.memory.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The eBPF objects of the kernel, listed through bpf(2) as bpftool does it: programs, maps, links
 * and types, each as its kind and id. Ids are not used again, so an object that is gone stays gone.
 */
final class KernelObjects {
  private static final int SYS_BPF = 321;

  /** Commands of linux/bpf.h that go through all ids of a kind, by the word fdinfo has for it. */
  private static final Map<String, Integer> NEXT_ID =
      Map.of("prog_id", 11, "map_id", 12, "btf_id", 23, "link_id", 31);

  private static final int ATTR_SIZE = 144;

  private KernelObjects() {}

  /** All that there are. */
  static SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>();
    NEXT_ID.forEach((kind, command) -> all.addAll(ids(kind, command)));
    return all;
  }

  private static SortedSet<String> ids(String kind, int command) {
    SortedSet<String> found = new TreeSet<>();
    long attr = Memory.allocate(ATTR_SIZE);
    try {
      while (LibC.LIBC.syscall(SYS_BPF, command, attr, ATTR_SIZE, 0, 0, 0) == 0) {
        int id = Memory.getInt(attr + 4);
        found.add(kind + " " + id);
        Memory.putInt(attr, id);
      }
    } finally {
      Memory.free(attr);
    }
    return found;
  }

  /** Those that a process holds descriptors of, as /proc/PID/fdinfo tells them. */
  static SortedSet<String> of(long pid) throws IOException {
    SortedSet<String> held = new TreeSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fdinfo"))) {
      for (Path each : (Iterable<Path>) descriptors::iterator) {
        Files.readAllLines(each).stream()
            .map(line -> line.split(":\\s*"))
            .filter(words -> NEXT_ID.containsKey(words[0]))
            .forEach(words -> held.add(words[0] + " " + words[1]));
      }
    }
    return held;
  }
}

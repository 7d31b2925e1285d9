package dev.systape.recorder.cli;

import dev.systape.recorder.linux.ProcFs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The processes of {@code -p}. */
final class Pids {
  private Pids() {}

  /**
   * Reads {@code PID[,PID...]}, given once or more; white space separates as commas do, since that
   * is what pidof(1) and pgrep(1) write. The id of a thread stands for its process.
   *
   * @throws UsageException where one is no number, or is no process
   */
  static List<Integer> parse(List<String> values) throws UsageException {
    Set<Integer> pids = new LinkedHashSet<>();
    for (String word : String.join(",", values).split("[,\\s]+")) {
      if (!word.isEmpty()) {
        pids.add(process(word));
      }
    }
    if (pids.isEmpty()) {
      throw new UsageException("-p takes one or more process ids, e.g. -p 4711,4712");
    }
    return List.copyOf(pids);
  }

  private static int process(String word) throws UsageException {
    int pid;
    try {
      pid = Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new UsageException("-p takes process ids, not '" + word + "' (pidof NAME finds them)");
    }
    String process = pid > 0 ? ProcFs.status(pid, "Tgid") : "";
    if (process.isEmpty()) {
      throw new UsageException("-p: there is no process " + word);
    }
    return Integer.parseInt(process);
  }
}

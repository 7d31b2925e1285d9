package dev.systape.analyzer.print;

import dev.systape.schema.select.CallSet;
import dev.systape.schema.text.TextOptions;
import java.util.List;
import java.util.Set;

/**
 * What is printed of a tape, and what stands around each line; the options are strace's.
 *
 * @param text how calls are written
 * @param only pids and tids of the processes and threads to print; empty: all
 * @param calls which calls, {@code -e trace=}
 * @param signals which signals by number, {@code -e signal=}; null: all
 * @param statuses which ends of calls, {@code -e status=}, {@code -z}, {@code -Z}
 * @param paths only calls that name one of these paths or use a descriptor of one, {@code -P};
 *     empty: all
 * @param exits whether the ends of threads are printed
 * @param threads whether the thread stands before each line also while there is only one, {@code
 *     -f}
 * @param lead what stands before each line
 * @param durations whether the time that each call took is written behind it, {@code -T}
 */
public record PrintOptions(
    TextOptions text,
    Set<Integer> only,
    CallSet calls,
    Set<Integer> signals,
    Set<Status> statuses,
    List<byte[]> paths,
    boolean exits,
    boolean threads,
    LineLead.Parts lead,
    boolean durations) {
  /** How a call ended. */
  public enum Status {
    /** Without an error. */
    SUCCESSFUL,
    /** With an error. */
    FAILED,
    /** Not at all: its thread ended, or the recording. */
    UNFINISHED
  }

  /** Copies the sets. */
  public PrintOptions {
    only = Set.copyOf(only);
    signals = signals == null ? null : Set.copyOf(signals);
    statuses = Set.copyOf(statuses);
    paths = List.copyOf(paths);
  }

  /** All that there is, as strace writes it without options. */
  public static PrintOptions defaults() {
    return new PrintOptions(
        TextOptions.defaults(),
        Set.of(),
        CallSet.all(),
        null,
        Set.of(Status.values()),
        List.of(),
        true,
        false,
        LineLead.Parts.NONE,
        false);
  }
}

package dev.systape.analyzer.model;

import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;

/**
 * The life of a thread, as far as it was recorded.
 *
 * @param tid its tid
 * @param pid its process
 * @param beginNs when it began, or was first heard of, CLOCK_MONOTONIC ns
 * @param birth how it began, null where that was not recorded
 * @param endNs CLOCK_MONOTONIC ns, 0 where it has not ended
 * @param exit how it ended, null where it has not, or where another thread's execve ended it
 */
public record ThreadLife(int tid, int pid, long beginNs, ProcessNew birth, long endNs, Exit exit) {}

package dev.systape.analyzer.model;

import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;

/**
 * The life of a process, as far as it was recorded.
 *
 * @param pid its pid
 * @param beginNs when it began, or was first heard of, CLOCK_MONOTONIC ns
 * @param birth how it began, null where that was not recorded
 * @param inherited the last execve of its parent when that created it, null where that is not known
 * @param exec its last execve, or what it ran before recording began; null where it ran nothing of
 *     its own, or that is not known
 * @param execs how often it was seen to execute something
 * @param endNs CLOCK_MONOTONIC ns, 0 where it has not ended
 * @param exit how it ended, null where it has not
 */
public record ProcessLife(
    int pid,
    long beginNs,
    ProcessNew birth,
    Exec inherited,
    Exec exec,
    int execs,
    long endNs,
    Exit exit) {}

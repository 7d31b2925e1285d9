package dev.systape.recorder.ebpf;

/**
 * Descriptors of the maps that the programs share.
 *
 * @param threads a {@link CallArea} for each recorded thread
 * @param calls an entry for each call, {@link CallTables}
 * @param selectors plans of commands, by ABI, number and command
 * @param plans the plans
 * @param ring where records go
 * @param counters {@link Counters}
 * @param leaders sequences of leaders that died in an execve of another thread, by pid
 */
record Maps(
    int threads, int calls, int selectors, int plans, int ring, int counters, int leaders) {}

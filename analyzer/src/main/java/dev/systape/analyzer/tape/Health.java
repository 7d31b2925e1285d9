package dev.systape.analyzer.tape;

/**
 * How well a tape could be read. All zero and {@code ended} true: whole.
 *
 * @param batches batches that were read
 * @param records records in them, of known types
 * @param calls SYSCALL records among these
 * @param damagedBatches places where the file held something else than a whole batch, skipped
 * @param missingBatches batches that are missing by the sequence numbers of those around them;
 *     damage at the tape's end leaves no such trace
 * @param damagedRecords records in whole batches whose lengths contradict each other, skipped
 * @param unknownRecords records of types or versions that this version does not know, skipped
 * @param strayCaptures CAPTURE_MORE records that belong to no call, or were too many to keep
 * @param lostRecords records that the recorder says it lost
 * @param truncated whether a file ends inside a batch
 * @param ended whether there is a TAPE_END: without it the recorder was killed, or is still
 *     recording
 * @param lastCommitNs CLOCK_MONOTONIC ns at which the last batch was committed, 0 where there is
 *     none: all before it is here
 */
public record Health(
    long batches,
    long records,
    long calls,
    long damagedBatches,
    long missingBatches,
    long damagedRecords,
    long unknownRecords,
    long strayCaptures,
    long lostRecords,
    boolean truncated,
    boolean ended,
    long lastCommitNs) {
  /** Whether everything that was recorded could be read. */
  public boolean whole() {
    return ended
        && !truncated
        && damagedBatches
                + missingBatches
                + damagedRecords
                + unknownRecords
                + strayCaptures
                + lostRecords
            == 0;
  }
}

package dev.systape.analyzer.tape;

/** What the stages of the reader count while they read. */
final class HealthCounter {
  long batches;
  long records;
  long calls;
  long damagedBatches;
  long missingBatches;
  long damagedRecords;
  long unknownRecords;
  long strayCaptures;
  long lostRecords;
  boolean truncated;
  boolean ended;
  long lastCommitNs;

  Health health() {
    return new Health(
        batches,
        records,
        calls,
        damagedBatches,
        missingBatches,
        damagedRecords,
        unknownRecords,
        strayCaptures,
        lostRecords,
        truncated && !ended,
        ended,
        lastCommitNs);
  }
}

package dev.systape.analyzer.tape;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.BatchHeader;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.TapeFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Finds the batches in one file of a Chronicle Queue.
 *
 * <p>The file is a chain of documents: a little-endian word, then as many bytes as its low 30 bits
 * say, padded to 4. Bit 30 marks the queue's own documents (its header and indexes), bit 31 one
 * that is not complete; a zero word is the end so far, and the file extends behind it. Where the
 * chain breaks, or ends, the rest of the file is searched for a batch that is whole and comes later
 * in the sequence: a damaged length must not hide what lies behind it, and zeros must not pass for
 * the end.
 */
final class QueueScanner implements Closeable {
  private static final int WORD = Integer.BYTES;
  private static final int NOT_COMPLETE = 1 << 31;
  private static final int META_DATA = 1 << 30;
  private static final int LENGTH_MASK = META_DATA - 1;

  private final FileWindow window;
  private final HealthCounter health;
  private long expectedSequence;
  private long position;
  private long behindLast;
  private long tail;
  private long batch;

  /**
   * Opens a file.
   *
   * @param expectedSequence of the first batch, where all before it were found
   */
  QueueScanner(Path file, long expectedSequence, HealthCounter health) throws IOException {
    window = new FileWindow(file);
    this.expectedSequence = expectedSequence;
    this.health = health;
  }

  /** Goes to the next batch; false at the end of the file. */
  boolean next() throws IOException {
    while (true) {
      long at = window.at(position, WORD);
      int word = at == 0 ? 0 : Memory.getInt(at);
      if (at == 0 || word == 0 || (word & NOT_COMPLETE) != 0) {
        return endedAt(word, at == 0);
      }
      int length = word & LENGTH_MASK;
      long following = position + WORD + padded(length);
      if (following > window.size()) {
        boolean cut = isBatchCut();
        health.truncated |= cut;
        health.damagedBatches += cut ? 0 : 1;
        tail = position;
        return search(cut);
      }
      if ((word & META_DATA) != 0) {
        position = following;
      } else if (length <= FileWindow.MAX_LENGTH && accept(position + WORD, length)) {
        position = following;
        return true;
      } else {
        health.damagedBatches++;
        if (!leadsOn(following)) {
          tail = position;
          return search(false);
        }
        position = following;
      }
    }
  }

  /** Address of the batch, which holds until the next call of {@link #next}. */
  long batch() {
    return batch;
  }

  /** Sequence that the next batch should have. */
  long expectedSequence() {
    return expectedSequence;
  }

  /** Offset of the word at which the chain of documents ended, where the next batch will begin. */
  long tail() {
    return tail;
  }

  /** Offset that has been reached. */
  long position() {
    return position;
  }

  private boolean endedAt(int word, boolean pastEnd) throws IOException {
    health.truncated |= pastEnd;
    tail = position;
    boolean unfinished = word != 0 && (word & META_DATA) == 0;
    return search(!(unfinished && isBatch(position + WORD)));
  }

  /** Whether a batch of this tape begins at the position, though the file ends inside it. */
  private boolean isBatchCut() throws IOException {
    return isBatch(position + WORD) && position + WORD + TapeFormat.MAX_BATCH > window.size();
  }

  private boolean isBatch(long at) throws IOException {
    long candidate = window.at(at, BatchHeader.SIZE);
    return candidate != 0 && BatchHeader.magic(candidate) == BatchHeader.MAGIC_VALUE;
  }

  /**
   * Whether a document that is not a batch as it should be is at least followed by one that looks
   * right.
   */
  private boolean leadsOn(long following) throws IOException {
    long at = window.at(following, WORD);
    int word = at == 0 ? 0 : Memory.getInt(at);
    return word != 0
        && (word & (NOT_COMPLETE | META_DATA)) == 0
        && (word & LENGTH_MASK) <= FileWindow.MAX_LENGTH
        && isBatch(following + WORD);
  }

  /**
   * Looks behind the last good batch, whatever the chain says, for the next whole one.
   *
   * @param countsAsDamage whether finding one shows that the chain is damaged, which nothing has
   *     shown so far
   */
  private boolean search(boolean countsAsDamage) throws IOException {
    for (long at = behindLast; ; at += WORD) {
      long words = window.at(at, WORD);
      if (words == 0) {
        position = window.size();
        return false;
      }
      long end = words + (window.ahead(at) & -WORD);
      while (words < end && Memory.getInt(words) != BatchHeader.MAGIC_VALUE) {
        words += WORD;
        at += WORD;
      }
      if (words < end && isWholeAt(at)) {
        health.damagedBatches += countsAsDamage ? 1 : 0;
        position = behindLast;
        return true;
      }
      at -= words < end ? 0 : WORD;
    }
  }

  private boolean isWholeAt(long at) throws IOException {
    long candidate = window.at(at, BatchHeader.SIZE);
    if (candidate == 0) {
      return false;
    }
    long bytes = BatchHeader.bytes(candidate);
    return bytes >= 0
        && bytes <= TapeFormat.MAX_RECORD
        && accept(at, BatchHeader.SIZE + (int) bytes);
  }

  /**
   * Makes what lies at an offset the batch, if it is a whole one that comes later than those
   * before.
   */
  private boolean accept(long at, int length) throws IOException {
    long candidate = length < BatchHeader.SIZE ? 0 : window.at(at, length);
    if (candidate == 0 || !isWhole(candidate, length)) {
      return false;
    }
    long sequence = BatchHeader.sequence(candidate);
    health.missingBatches += sequence - expectedSequence;
    expectedSequence = sequence + 1;
    health.batches++;
    health.lastCommitNs = BatchHeader.commitNs(candidate);
    batch = candidate;
    behindLast = at + padded(length);
    return true;
  }

  private boolean isWhole(long candidate, int length) {
    int bytes = BatchHeader.bytes(candidate);
    int records = BatchHeader.records(candidate);
    return BatchHeader.magic(candidate) == BatchHeader.MAGIC_VALUE
        && bytes == length - BatchHeader.SIZE
        && records >= 0
        && records <= bytes / RecordHeader.SIZE
        && BatchHeader.sequence(candidate) >= expectedSequence
        && BatchHeader.crc(candidate)
            == window.crc(candidate + BatchHeader.CRC_FROM, length - BatchHeader.CRC_FROM);
  }

  private static long padded(int length) {
    return (length + (WORD - 1L)) & -WORD;
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}

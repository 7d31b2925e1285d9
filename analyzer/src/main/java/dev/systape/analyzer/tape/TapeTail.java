package dev.systape.analyzer.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Where a reader found the end of a tape: a tape that is still being recorded has another word
 * there soon.
 *
 * @param offset of the word behind the last batch, in the last queue file
 * @param word the queue's word there: 0 where nothing follows, -1 where the file ends
 */
public record TapeTail(long offset, int word) {
  private static final int PAST_END = -1;

  /** Whether the tape still ends there. */
  public boolean isStillEndOf(TapeFiles files) throws IOException {
    return at(files, offset).equals(this);
  }

  /** The tail at an offset of the last queue file. */
  static TapeTail at(TapeFiles files, long offset) throws IOException {
    List<Path> queueFiles = files.queueFiles();
    Path last = queueFiles.get(queueFiles.size() - 1);
    try (FileChannel channel = FileChannel.open(last, StandardOpenOption.READ)) {
      ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      boolean whole = channel.read(word, offset) == Integer.BYTES;
      return new TapeTail(offset, whole ? word.getInt(0) : PAST_END);
    }
  }
}

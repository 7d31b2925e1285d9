package dev.systape.analyzer.tape;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.TapeFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A piece of a file in memory, moved along it. The bytes are copies: what was validated cannot
 * change any more, and a file that is cut meanwhile gives a short read instead of a signal.
 */
final class FileWindow implements Closeable {
  /**
   * More than the largest batch, and little enough to stay in a core's cache from the copy to its
   * use.
   */
  private static final int CAPACITY = 512 << 10;

  /** Bytes that can be asked for at once. */
  static final int MAX_LENGTH = TapeFormat.MAX_BATCH;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);
  private final long address = Memory.address(buffer);
  private final CRC32C crc = new CRC32C();
  private long start;
  private int filled;

  FileWindow(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  /** Bytes of the file now. */
  long size() throws IOException {
    return channel.size();
  }

  /**
   * The address of bytes of the file, which holds until the next call.
   *
   * @param length at most {@link #MAX_LENGTH}
   * @return 0 where the file ends before them
   */
  long at(long position, int length) throws IOException {
    if (position < start || position + length > start + filled) {
      fill(position);
      if (length > filled) {
        return 0;
      }
    }
    return address + (position - start);
  }

  private void fill(long position) throws IOException {
    start = position;
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        break;
      }
    }
    filled = buffer.position();
  }

  /**
   * How many bytes {@link #at} can give from a position on without reading, after it was asked for
   * some there.
   */
  int ahead(long position) {
    return (int) (start + filled - position);
  }

  /** CRC32C of bytes that {@link #at} gave last. */
  int crc(long at, int length) {
    int offset = (int) (at - address);
    crc.reset();
    crc.update(buffer.limit(offset + length).position(offset));
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

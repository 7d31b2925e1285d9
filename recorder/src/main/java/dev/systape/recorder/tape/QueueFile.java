package dev.systape.recorder.tape;

import dev.systape.schema.tape.TapeFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * The Chronicle Queue behind a tape: private to the user, of one file whatever the time of day,
 * quiet.
 */
final class QueueFile implements Closeable {
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Path directory;
  private boolean restricted;

  QueueFile(Path directory, long startMs) throws IOException {
    this.directory = directory;
    Files.createDirectory(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    queue =
        SingleChronicleQueueBuilder.binary(directory)
            .blockSize(TapeFormat.QUEUE_BLOCK_SIZE)
            .rollCycle(RollCycles.FAST_DAILY)
            .timeProvider(() -> startMs)
            .build();
    appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true);
  }

  /** Appends one excerpt. */
  void append(long address, int length) throws IOException {
    try (DocumentContext document = appender.writingDocument()) {
      Bytes<?> bytes = document.wire().bytes();
      bytes.unsafeWrite(address, length);
    }
    if (!restricted) {
      restrict();
    }
  }

  /**
   * Takes the files from everybody else; the queue makes them at its first excerpt, in a directory
   * that is already private.
   */
  private void restrict() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    restricted = true;
  }

  @Override
  public void close() {
    appender.close();
    queue.close();
  }
}

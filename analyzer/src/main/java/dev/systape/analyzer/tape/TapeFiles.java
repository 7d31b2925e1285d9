package dev.systape.analyzer.tape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The files of a tape.
 *
 * @param directory the tape
 * @param queueFiles the files that hold batches, oldest first; at least one, none of them empty
 */
public record TapeFiles(Path directory, List<Path> queueFiles) {
  private static final String METADATA = "metadata.cq4t";
  private static final String QUEUE_SUFFIX = ".cq4";
  private static final String DATABASE_SUFFIX = ".duckdb";

  /** Copies the list. */
  public TapeFiles {
    queueFiles = List.copyOf(queueFiles);
  }

  /**
   * Finds the files of a tape by looking, never by opening.
   *
   * @throws TapeException where there is no tape at the path; the message says what there is
   *     instead
   */
  public static TapeFiles find(Path tape) throws TapeException {
    if (tape.toString().isEmpty()) {
      throw new TapeException("no tape: its name is empty");
    }
    if (!Files.exists(tape)) {
      throw new TapeException(
          "no tape at " + tape + ": no such directory; `record -o " + tape + " -- PROG` makes one");
    }
    if (Files.isRegularFile(tape) && tape.toString().endsWith(DATABASE_SUFFIX)) {
      throw new TapeException(
          tape
              + " is not a tape, but the database that was made from one: give the tape, or open"
              + " this file with any DuckDB client");
    }
    if (!Files.isDirectory(tape)) {
      throw new TapeException(tape + " is not a tape: a tape is a directory, this is a file");
    }
    try {
      List<Path> queueFiles = queueFiles(tape);
      if (!Files.isRegularFile(tape.resolve(METADATA)) || queueFiles.isEmpty()) {
        throw new TapeException(
            tape
                + " is not a tape: it lacks "
                + METADATA
                + " or a *"
                + QUEUE_SUFFIX
                + " file with content");
      }
      return new TapeFiles(tape, queueFiles);
    } catch (TapeException e) {
      throw e;
    } catch (IOException e) {
      throw new TapeException("cannot read the tape: " + Failures.text(e), e);
    }
  }

  private static List<Path> queueFiles(Path tape) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(tape)) {
      for (Path entry : (Iterable<Path>) entries.sorted()::iterator) {
        if (entry.getFileName().toString().endsWith(QUEUE_SUFFIX)
            && Files.isRegularFile(entry)
            && Files.size(entry) > 0) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /** Bytes of all queue files, as far as they extend. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : queueFiles) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /**
   * Names, sizes and modification times of the queue files, in one line. A queue extends its files
   * block by block and writes them through a mapping, so this alone does not tell that a batch was
   * added: {@link TapeTail} does.
   */
  public String identity() throws IOException {
    StringBuilder identity = new StringBuilder();
    for (Path file : queueFiles) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      FileTime modified = attributes.lastModifiedTime();
      identity.append(identity.isEmpty() ? "" : " ").append(file.getFileName());
      identity
          .append(':')
          .append(attributes.size())
          .append(':')
          .append(modified.to(TimeUnit.NANOSECONDS));
    }
    return identity.toString();
  }
}

package dev.systape.recorder.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The place where a tape goes: nothing is overwritten that is not exactly a tape. */
final class Tapes {
  private static final String METADATA = "metadata.cq4t";
  private static final String QUEUE_FILE = ".*\\.cq4";

  private Tapes() {}

  /**
   * Makes sure that a tape can be made at a path; with {@code force} a tape that is there is
   * removed.
   */
  static void prepare(Path output, boolean force) throws UsageException, IOException {
    if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
      if (!isTape(output)) {
        throw new UsageException(
            "'" + output + "' exists and is not a tape: choose another place with -o");
      }
      if (!force) {
        throw new UsageException(
            "'" + output + "' exists: --force replaces it, -o chooses another place");
      }
      remove(output);
    }
    Path parent = output.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new UsageException("there is no directory '" + parent + "' to put the tape in");
    }
    if (!Files.isWritable(parent)) {
      throw new UsageException(
          "the directory '" + parent + "' is not writable: choose another place with -o");
    }
  }

  /** Whether a path is a directory that holds a queue and nothing else. */
  static boolean isTape(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    List<Path> files = files(path);
    return files.stream().anyMatch(file -> file.getFileName().toString().equals(METADATA))
        && files.stream().allMatch(Tapes::belongs);
  }

  /** Removes a tape. */
  static void remove(Path tape) throws IOException {
    for (Path file : files(tape)) {
      Files.delete(file);
    }
    Files.delete(tape);
  }

  private static boolean belongs(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && (name.equals(METADATA) || name.matches(QUEUE_FILE));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.toList();
    }
  }
}

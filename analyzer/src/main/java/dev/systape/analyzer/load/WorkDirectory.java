package dev.systape.analyzer.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A private directory (mode 0700) beside a database in which it is loaded: the database, its log
 * and what spills are nobody else's, and an interrupted load leaves nothing under the database's
 * own name. A lock held as long as the directory is in use tells a later load which directories
 * were left behind by a process that was killed.
 */
final class WorkDirectory implements Closeable {
  private static final String LOCK = "lock";

  private final Path directory;
  private final FileChannel lock;
  private final Thread hook = new Thread(this::delete);

  private WorkDirectory(Path directory) throws IOException {
    this.directory = directory;
    lock =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Makes one, after removing those that were left behind.
   *
   * @param database the file that is to come, whose directory exists
   */
  static WorkDirectory beside(Path database) throws IOException {
    String prefix = "." + database.getFileName() + ".load-";
    sweep(database.getParent(), prefix);
    return new WorkDirectory(Files.createTempDirectory(database.getParent(), prefix));
  }

  /** A path in it. */
  Path resolve(String name) {
    return directory.resolve(name);
  }

  private static void sweep(Path parent, String prefix) throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(
            parent, path -> path.getFileName().toString().startsWith(prefix))) {
      for (Path directory : left) {
        if (isLeftBehind(directory)) {
          delete(directory);
        }
      }
    }
  }

  private static boolean isLeftBehind(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held != null;
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      return false;
    }
  }

  private void delete() {
    try {
      delete(directory);
    } catch (IOException e) {
      // The next load of the same tape removes what is left.
      return;
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(directory)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.deleteIfExists(path);
    }
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(hook);
    delete(directory);
    lock.close();
  }
}

package dev.systape.analyzer.export;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where an export goes: one file (0600) or one directory (0700). It is made in a private directory
 * beside, and gets its name when it is complete; until then what is there under that name stays.
 */
final class Destination implements Closeable {
  /** The file in a directory of ours that says what the export is. */
  static final String SIDECAR = "export.json";

  /** The directory that has it where none but directories may stand in the export. */
  static final String ABOUT = "about";

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int BUFFER = 1 << 16;

  private final Path out;
  private final Path work;
  private final Path result;
  private final Thread hook = new Thread(this::remove);

  private Destination(Path out) throws IOException {
    this.out = out;
    Path parent = out.toAbsolutePath().getParent();
    try {
      work = Files.createTempDirectory(parent, "." + out.getFileName() + ".export-");
    } catch (NoSuchFileException e) {
      throw new ExportException(parent + ": there is no such directory");
    }
    Runtime.getRuntime().addShutdownHook(hook);
    result = work.resolve("result");
  }

  /**
   * A place that does not exist yet.
   *
   * @param force whether what is there is replaced: a file, or a directory that an export made
   */
  static Destination of(Path out, boolean force) throws IOException {
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      if (!force) {
        throw new ExportException(out + " exists already; --force replaces it");
      }
      boolean file = Files.isRegularFile(out, LinkOption.NOFOLLOW_LINKS);
      boolean ours = Files.isDirectory(out, LinkOption.NOFOLLOW_LINKS) && hasSidecar(out);
      if (!file && !ours) {
        throw new ExportException(
            out + " is neither a file nor the directory of an export, and is not replaced");
      }
    }
    return new Destination(out);
  }

  private static boolean hasSidecar(Path directory) {
    return Files.isRegularFile(directory.resolve(SIDECAR), LinkOption.NOFOLLOW_LINKS)
        || Files.isRegularFile(
            directory.resolve(ABOUT).resolve(SIDECAR), LinkOption.NOFOLLOW_LINKS);
  }

  /** The file, for one who creates it. */
  Path path() {
    return result;
  }

  /** The file, for writing; the caller closes it. */
  OutputStream file() throws IOException {
    return create(result);
  }

  /** The directory, made now. */
  Path directory() throws IOException {
    return Files.createDirectory(result, PRIVATE_DIRECTORY);
  }

  /** Makes a directory in it, where there is none yet. */
  static Path directory(Path directory) throws IOException {
    return Files.createDirectories(directory, PRIVATE_DIRECTORY);
  }

  /** Creates a file that only the user can read; the caller closes it. */
  static OutputStream create(Path file) throws IOException {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
    return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE), BUFFER);
  }

  /** A directory for what does not fit into memory. */
  Path spill() {
    return work.resolve("spill");
  }

  /** Gives what was written its name. */
  void commit() throws IOException {
    try (Stream<Path> all = Files.walk(result)) {
      for (Path path : all.toList()) {
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(directory ? "rwx------" : "rw-------"));
      }
    }
    if (Files.isDirectory(out, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(out, work.resolve("before"));
    } else if (Files.isDirectory(result)) {
      Files.deleteIfExists(out);
    }
    Files.move(result, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void remove() {
    try {
      delete(work);
    } catch (IOException e) {
      // Its name says what it was; the export itself is not touched.
      return;
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> inside;
    try (Stream<Path> all = Files.walk(directory)) {
      inside = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(hook);
    delete(work);
  }
}

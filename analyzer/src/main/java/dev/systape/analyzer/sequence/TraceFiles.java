package dev.systape.analyzer.sequence;

import dev.systape.analyzer.tape.Failures;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files below a place: a directory with all that is in it, one file, a zip file, or a part of a
 * zip file, written {@code FILE.zip!/PATH}. Sorted by name, so that results do not depend on the
 * file system.
 */
final class TraceFiles implements Closeable {
  private static final String INSIDE = "!/";
  private static final String GZIP = ".gz";
  private static final String ZIP = ".zip";

  private final Path root;
  private final ZipFile zip;
  private final List<String> names;

  private TraceFiles(Path root, ZipFile zip, List<String> names) {
    this.root = root;
    this.zip = zip;
    this.names = names;
  }

  /**
   * Finds them.
   *
   * @throws TraceException where there is nothing at that place
   */
  static TraceFiles find(String place) throws IOException {
    int inside = place.indexOf(INSIDE);
    if (inside > 0 && !Files.exists(Path.of(place))) {
      return inZip(Path.of(place.substring(0, inside)), place.substring(inside + INSIDE.length()));
    }
    Path root = Path.of(place);
    if (!Files.exists(root)) {
      throw new TraceException(place + ": there is no such file or directory");
    }
    if (Files.isRegularFile(root) && place.endsWith(ZIP)) {
      return inZip(root, "");
    }
    try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      List<String> names = all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
      return new TraceFiles(root, null, names);
    } catch (java.io.UncheckedIOException e) {
      throw new TraceException(place + " cannot be searched: " + Failures.text(e.getCause()));
    }
  }

  private static TraceFiles inZip(Path file, String prefix) throws IOException {
    ZipFile zip = zip(file);
    String folder = prefix.endsWith("/") || prefix.isEmpty() ? prefix : prefix + "/";
    List<String> names = new ArrayList<>();
    for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!entry.isDirectory() && (name.startsWith(folder) || name.equals(prefix))) {
        names.add(name);
      }
    }
    names.sort(Comparator.naturalOrder());
    if (names.isEmpty()) {
      zip.close();
      throw new TraceException(file + " holds nothing below '" + prefix + "'");
    }
    return new TraceFiles(file, zip, names);
  }

  /** Opens a zip file. */
  static ZipFile zip(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new TraceException(file + ": there is no such zip file");
    }
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new TraceException(file + " is no zip file, or a damaged one: " + e.getMessage());
    }
  }

  /** The names, sorted: paths, or those of the entries of a zip file. */
  List<String> names() {
    return names;
  }

  /** The place that was asked for, of a part of a zip file the file. */
  Path root() {
    return root;
  }

  /** Whether these are the entries of a zip file. */
  boolean isZip() {
    return zip != null;
  }

  /** A name for people: with the zip file in front, without the directory that was asked for. */
  String shown(String name) {
    if (zip != null) {
      return root.getFileName() + INSIDE + name;
    }
    Path path = Path.of(name);
    return path.equals(root) ? name : root.relativize(path).toString();
  }

  /** A name for messages: what can be opened. */
  String full(String name) {
    return zip != null ? root + INSIDE + name : name;
  }

  /** A name without {@code .gz}, for telling formats apart. */
  static String plain(String name) {
    return name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
  }

  /** Opens a file, unpacked where it ends with {@code .gz}; the caller closes it. */
  InputStream open(String name) throws IOException {
    InputStream in =
        zip != null ? zip.getInputStream(zip.getEntry(name)) : Files.newInputStream(Path.of(name));
    try {
      return name.endsWith(GZIP) ? new GZIPInputStream(in) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}

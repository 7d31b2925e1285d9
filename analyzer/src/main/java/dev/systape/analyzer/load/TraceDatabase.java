package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.analyzer.model.CallRoles;
import dev.systape.analyzer.tape.Failures;
import dev.systape.analyzer.tape.TapeFiles;
import dev.systape.analyzer.tape.TapeTail;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The databases of tapes: {@code NAME.duckdb} beside {@code NAME.cq}, or in the user's cache where
 * the tape's directory cannot be written. A database is loaded when there is none, and again when
 * the tape or the loader changed. A file of that name that is not such a database is never touched.
 */
public final class TraceDatabase {
  private static final String TAPE_SUFFIX = ".cq";
  private static final String SUFFIX = ".duckdb";

  private final TapeLoader loader;
  private final Path cache;

  /**
   * The databases of a user.
   *
   * @param roles tells what the arguments of calls are
   * @param environment of the process: {@code XDG_CACHE_HOME} or {@code HOME} say where the cache
   *     is
   */
  public TraceDatabase(CallRoles roles, LoadProgress progress, Map<String, String> environment) {
    loader = new TapeLoader(roles, progress);
    cache = cache(environment);
  }

  /**
   * The database of a tape, up to date: found, or loaded now.
   *
   * @return the file
   * @throws IOException where the tape cannot be read, or no place for the database be written; the
   *     message is one line for the user
   */
  public Path of(Path tape) throws IOException, SQLException {
    TapeFiles files = TapeFiles.find(tape);
    Path real = tape.toRealPath();
    Path beside = real.resolveSibling(databaseName(real));
    if (isUsable(beside, files)) {
      return beside;
    }
    try {
      return load(files, beside);
    } catch (FileSystemException e) {
      if (!isUnwritable(e, beside.getParent())) {
        throw e;
      }
      return inCache(files, real);
    }
  }

  private Path inCache(TapeFiles files, Path tape) throws IOException, SQLException {
    makeCache(tape);
    CRC32C crc = new CRC32C();
    crc.update(tape.toString().getBytes(UTF_8));
    String key = HexFormat.of().toHexDigits((int) crc.getValue());
    Path database = cache.resolve(key + "-" + databaseName(tape));
    return isUsable(database, files) ? database : load(files, database);
  }

  private void makeCache(Path tape) throws IOException {
    try {
      Files.createDirectories(
          cache,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new IOException(
          "no place for the database of the tape: %s cannot be written, and neither can the cache (%s); set XDG_CACHE_HOME to a directory of yours"
              .formatted(tape.getParent(), Failures.text(e)),
          e);
    }
  }

  private Path load(TapeFiles files, Path database) throws IOException, SQLException {
    try (WorkDirectory work = WorkDirectory.beside(database)) {
      Path loading = work.resolve("loading" + SUFFIX);
      loader.load(files, loading);
      return Files.move(
          loading, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Whether a database is there and up to date; false also where it may be replaced. */
  private static boolean isUsable(Path database, TapeFiles files) throws IOException {
    if (!Files.exists(database)) {
      return false;
    }
    try (Connection connection =
            Databases.openForQueries(database, database.resolveSibling("spill"));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT loader, tape_files, tail_offset, tail_word FROM tape")) {
      if (!row.next() || !LoaderVersion.isOurs(row.getString(1))) {
        throw foreign(database, "its table tape is not ours");
      }
      return row.getString(1).equals(LoaderVersion.current())
          && row.getString(2).equals(files.identity())
          && new TapeTail(row.getLong(3), row.getInt(4)).isStillEndOf(files);
    } catch (SQLException e) {
      throw foreign(database, e.getMessage().lines().findFirst().orElse("DuckDB cannot open it"));
    }
  }

  private static IOException foreign(Path database, String why) {
    return new IOException(
        database
            + " is in the way: it is no database of a tape ("
            + why
            + "); move it away or rename the tape");
  }

  private static boolean isUnwritable(FileSystemException e, Path directory) {
    boolean refused =
        e instanceof AccessDeniedException
            || "Read-only file system".equals(e.getReason())
            || "Operation not permitted".equals(e.getReason());
    return refused && e.getFile() != null && Path.of(e.getFile()).startsWith(directory);
  }

  private static String databaseName(Path tape) {
    String name = tape.getFileName().toString();
    return (name.endsWith(TAPE_SUFFIX)
            ? name.substring(0, name.length() - TAPE_SUFFIX.length())
            : name)
        + SUFFIX;
  }

  private static Path cache(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache");
    return base.resolve("systape");
  }
}

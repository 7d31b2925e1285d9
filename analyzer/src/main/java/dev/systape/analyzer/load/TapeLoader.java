package dev.systape.analyzer.load;

import dev.systape.analyzer.model.CallRoles;
import dev.systape.analyzer.tape.TapeFiles;
import dev.systape.analyzer.tape.TapeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Loads a tape into a new database file. */
public final class TapeLoader {
  private static final Set<StandardOpenOption> CREATE =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final CallRoles roles;
  private final LoadProgress progress;

  /**
   * A loader.
   *
   * @param roles tells what the arguments of calls are
   */
  public TapeLoader(CallRoles roles, LoadProgress progress) {
    this.roles = roles;
    this.progress = progress;
  }

  /**
   * Loads a tape. When this returns the database is checkpointed and closed; when it throws, the
   * file is to be thrown away.
   *
   * @param database does not exist yet; is made with mode 0600. It, its log and what spills from
   *     memory lie in its directory, which should be private for that reason
   * @throws IOException where the tape cannot be read or the database not be written
   */
  public void load(TapeFiles tape, Path database) throws IOException, SQLException {
    copyEmpty(database);
    // Taken before the first byte is read: a tape that changes meanwhile is another one.
    String identity = tape.identity();
    try (TapeReader reader = TapeReader.open(tape);
        DuckDBConnection connection =
            Databases.openForLoading(database, database.resolveSibling("spill"))) {
      load(reader, connection, identity);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT " + Databases.TRACE);
      }
    }
    try (FileChannel written = FileChannel.open(database, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  private void load(TapeReader reader, DuckDBConnection connection, String identity)
      throws IOException, SQLException {
    try (TapeTables tables = new TapeTables(connection, reader, roles)) {
      while (reader.read(tables)) {
        tables.rethrow();
        progress.at(reader.position(), reader.bytes());
      }
      tables.finish();
      new TapeRow()
          .header(reader.header())
          .end(tables.end(), tables.endNs())
          .health(reader.health())
          .source(LoaderVersion.current(), identity, reader.tail())
          .insert(connection);
      progress.at(reader.bytes(), reader.bytes());
    }
  }

  private static void copyEmpty(Path database) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (InputStream empty = TapeLoader.class.getResourceAsStream(BuildEmptyDatabase.RESOURCE)) {
      if (empty == null) {
        throw new IOException(
            "the empty database is missing from this build: run `mvn -q -DskipTests package` in the checkout");
      }
      try (OutputStream out =
          Channels.newOutputStream(Files.newByteChannel(database, CREATE, mode))) {
        empty.transferTo(out);
      }
    }
  }
}

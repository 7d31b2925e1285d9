package dev.systape.analyzer.load;

import dev.systape.schema.ddl.Ddl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Run by the build: makes the database that every load begins with as a copy. Views and comments by
 * the thousand take seconds to make and milliseconds to copy.
 */
public final class BuildEmptyDatabase {
  /** Where the database is, beside this class. */
  static final String RESOURCE = "empty.duckdb";

  private BuildEmptyDatabase() {}

  /**
   * Makes the database and, beside it, the loader's version; the argument is the file, which is
   * replaced.
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: BuildEmptyDatabase FILE");
    }
    build(Path.of(arguments[0]));
  }

  static void build(Path file) throws IOException, SQLException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    List<String> statements = Ddl.statements();
    Files.writeString(file.resolveSibling(LoaderVersion.RESOURCE), LoaderVersion.of(statements));
    try (Connection connection = Databases.create(file);
        Statement statement = connection.createStatement()) {
      // Its choices are random, and two builds of one commit shall give the same file.
      statement.execute("SET disabled_compression_methods = 'fsst'");
      // One transaction: thousands of small ones would each be written to the disk.
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("CHECKPOINT");
    }
  }
}

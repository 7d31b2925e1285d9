package dev.systape.analyzer.cli;

import dev.systape.analyzer.load.Databases;
import dev.systape.analyzer.load.TraceDatabase;
import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens tapes as databases, with a bar on a terminal while a large one loads. */
final class Traces {
  private Traces() {}

  /** The database of a tape, read-only, loaded now where it has to be. */
  static Connection open(Path tape, Console console) throws IOException, SQLException {
    Path database;
    try (LoadBar bar = new LoadBar(console)) {
      TraceDatabase databases =
          new TraceDatabase(new DescribedRoles(Descriptions.load()), bar, System.getenv());
      database = databases.of(tape);
    }
    return Databases.openForQueries(
        database, database.resolveSibling(database.getFileName() + ".spill"));
  }
}

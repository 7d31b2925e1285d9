package dev.systape.analyzer.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** A copy of the database. */
final class DatabaseExport implements Export {
  @Override
  public void write(Path tape, ExportOptions options, Destination out)
      throws IOException, SQLException {
    Path database = options.databases().of(tape);
    try (OutputStream file = out.file()) {
      Files.copy(database, file);
    }
  }
}

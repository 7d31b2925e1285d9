package dev.systape.analyzer.export;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Writes a tape in a format. */
interface Export {
  /**
   * Writes it.
   *
   * @param out where to; what is not committed leaves nothing behind
   * @throws ExportException where the format refuses this tape
   * @throws IOException where the tape cannot be read or the result not be written
   * @throws SQLException where the database fails
   */
  void write(Path tape, ExportOptions options, Destination out) throws IOException, SQLException;
}

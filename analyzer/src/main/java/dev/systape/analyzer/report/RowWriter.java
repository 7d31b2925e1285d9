package dev.systape.analyzer.report;

import java.io.IOException;
import java.sql.SQLException;

/** Writes rows in one form. */
@FunctionalInterface
public interface RowWriter {
  /**
   * Writes all rows, in their order.
   *
   * @throws SQLException where the query fails while its rows are read
   * @throws IOException where the text cannot be written
   */
  void write(Rows rows) throws SQLException, IOException;
}

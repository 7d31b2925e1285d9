package dev.systape.analyzer.report;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes the rows of a result in one form. */
@FunctionalInterface
public interface RowWriter {
  /** Writes all rows, in their order. */
  void write(ResultSet rows) throws SQLException, IOException;
}

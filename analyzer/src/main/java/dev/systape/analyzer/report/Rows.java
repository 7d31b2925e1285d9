package dev.systape.analyzer.report;

import java.sql.SQLException;

/**
 * The rows of a result, read once, one after the other. Columns count from 0.
 *
 * <p>A value is null, a Boolean, a Number, a String, a {@code byte[]}, a List of values or a Map of
 * values by name.
 */
public interface Rows {
  /** How many columns there are. */
  int columns();

  /** The name of a column. */
  String name(int column);

  /** Whether a column holds numbers. */
  boolean isNumber(int column);

  /** Goes to the next row, at first to the first; false behind the last. */
  boolean next() throws SQLException;

  /** A value of this row. */
  Object value(int column) throws SQLException;
}

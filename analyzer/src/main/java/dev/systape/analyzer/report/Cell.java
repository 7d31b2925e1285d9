package dev.systape.analyzer.report;

import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBStruct;

/** One value of a result as text. */
final class Cell {
  private Cell() {}

  /**
   * The text of a value; null stays null. Bytes are {@code \xNN} where they are no printable ASCII;
   * lists and structs as DuckDB writes them.
   */
  static String text(Object value) throws SQLException {
    if (value == null) {
      return null;
    }
    if (value instanceof Blob blob) {
      return bytes(blob.getBytes(1, (int) blob.length()));
    }
    if (value instanceof byte[] bytes) {
      return bytes(bytes);
    }
    if (value instanceof Array array) {
      List<String> elements = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        String text = text(element);
        elements.add(text == null ? "NULL" : text);
      }
      return "[" + String.join(", ", elements) + "]";
    }
    if (value instanceof DuckDBStruct struct) {
      return struct.toString();
    }
    return value.toString();
  }

  private static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      if (b >= ' ' && b < 0x7f && b != '\\') {
        text.append((char) b);
      } else {
        text.append("\\x")
            .append(Character.forDigit(b >> 4 & 15, 16))
            .append(Character.forDigit(b & 15, 16));
      }
    }
    return text.toString();
  }
}

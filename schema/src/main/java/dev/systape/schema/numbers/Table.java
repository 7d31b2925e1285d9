package dev.systape.schema.numbers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tables of this package: a line a row, fields separated by one blank, {@code #} begins a
 * comment line. The recorder reads them when it starts: no streams, no regular expressions.
 */
final class Table {
  private Table() {}

  /** The rows of a table, each cut into at most {@code fields} fields; 0 cuts at every blank. */
  static List<String[]> rows(String resource, int fields) {
    String text = text(resource);
    List<String[]> rows = new ArrayList<>(512);
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      if (end > start && text.charAt(start) != '#') {
        rows.add(text.substring(start, end).split(" ", fields));
      }
      start = end < 0 ? text.length() : end + 1;
    }
    return rows;
  }

  private static String text(String resource) {
    try (InputStream in = Table.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.systape.schema.numbers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the tables of this package: a line a row, fields separated by blanks, {@code #} begins a
 * comment line.
 */
final class Table {
  private Table() {}

  /** The rows of a table, each cut into at most {@code fields} fields. */
  static List<String[]> rows(String resource, int fields) {
    try (InputStream in = Table.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + resource);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && line.charAt(0) != '#')
          .map(line -> line.split(" ", fields))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.systape.queries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query and what its test needs.
 *
 * @param name area and name
 */
record QueryFolder(String name) {
  private static final Path QUERIES = Path.of("src/main/resources/dev/systape/queries");
  private static final Path FIXTURES = Path.of("src/test/resources/dev/systape/queries");
  private static final Pattern PARAMETER =
      Pattern.compile("^-- @param (\\w+) (\\S+) = (.+?): \\S.*$", Pattern.MULTILINE);
  private static final Pattern COLUMN =
      Pattern.compile("^-- @column (\\w+) (\\S+)( \\[[^\\]]+\\])?: \\S.*$", Pattern.MULTILINE);

  static List<QueryFolder> all() {
    try (Stream<Path> files = Files.walk(QUERIES)) {
      return files
          .filter(file -> file.endsWith("query.sql"))
          .map(file -> new QueryFolder(QUERIES.relativize(file.getParent()).toString()))
          .sorted((a, b) -> a.name.compareTo(b.name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of the tape that every fixture shares. */
  static String tape() {
    return read(FIXTURES.resolve("tape.sql"));
  }

  String fixture() {
    return read(FIXTURES.resolve(name).resolve("fixture.sql"));
  }

  List<String> expected() {
    return read(FIXTURES.resolve(name).resolve("expected.csv")).lines().toList();
  }

  String text() {
    return read(QUERIES.resolve(name).resolve("query.sql"));
  }

  List<String> header() {
    return text().lines().takeWhile(line -> line.startsWith("--")).toList();
  }

  /** Names and types of the columns, as the header has them. */
  List<String> columns() {
    return matches(COLUMN).map(match -> match.group(1) + " " + match.group(2)).toList();
  }

  /** The arguments that an EXECUTE takes, all at their defaults. */
  List<String> defaults() {
    return matches(PARAMETER)
        .map(
            match ->
                "%s := CAST(%s AS %s)".formatted(match.group(1), match.group(3), match.group(2)))
        .toList();
  }

  private Stream<MatchResult> matches(Pattern pattern) {
    return pattern.matcher(header().stream().collect(Collectors.joining("\n"))).results();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}

package dev.systape.analyzer.cli;

import dev.systape.analyzer.library.LibraryQuery;
import dev.systape.analyzer.library.QueryLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze query TRACE NAME}: runs a query of the library. */
@Command(
    description = "Runs a query of the library; `analyze queries` lists them.",
    sortOptions = false)
final class QueryCommand extends TapeCommand {
  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "area/name, or the name alone where one area has it")
  String name;

  @Option(
      names = {"-P", "--param"},
      paramLabel = "KEY=VALUE",
      description = "a parameter of the query; NULL says NULL")
  Map<String, String> parameters = new LinkedHashMap<>();

  @Mixin Form form;

  @Override
  String missing(String word, String label, String message) {
    if (tape == null || label.equals(TRACE)) {
      return noTape(word, "NAME");
    }
    return isQuery(tape.toString()) && !Files.exists(tape)
        ? noTape(word, tape.toString())
        : "the name of a query is missing: `analyze query %s NAME`; `analyze queries` lists them"
            .formatted(ShellWord.of(tape.toString()));
  }

  private static boolean isQuery(String text) {
    try {
      return QueryLibrary.find(text) != null || !QueryLibrary.named(text).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  void run(Console console) throws IOException, SQLException {
    if (QueryLibrary.find(name) == null && Files.exists(Path.of(name))) {
      throw new UsageException("'" + name + "' is no query: the tape comes first, then the name");
    }
    LibraryQuery query = find(name);
    String sql = query.sql();
    if (query.hasParameters() || !parameters.isEmpty()) {
      sql = execute(query);
    }
    try (LoadedTape loaded = LoadedTape.open(tape, console)) {
      if (query.hasParameters()) {
        loaded.execute(query.prepare());
      }
      loaded.write(sql, form.writer(console));
    }
  }

  private String execute(LibraryQuery query) {
    try {
      return query.execute(parameters);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** The query of a name that the user gave. */
  static LibraryQuery find(String name) throws IOException {
    LibraryQuery query = QueryLibrary.find(name);
    if (query == null) {
      List<String> named = QueryLibrary.named(name);
      throw new UsageException(
          named.isEmpty()
              ? "no query '" + name + "' in the library; `analyze queries` lists them"
              : "more than one query '" + name + "': " + String.join(", ", named));
    }
    return query;
  }
}

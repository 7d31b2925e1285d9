package dev.systape.analyzer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code analyze sql TRACE [QUERY]}: runs SQL. Without a query there is a prompt where standard
 * input is a terminal; elsewhere the statements are read from there.
 */
@Command(
    description =
        "Runs SQL on the tables of a tape, read-only. Without QUERY: a prompt on a terminal, else the"
            + " statements of standard input. A result is a table, or what --json or --csv say.",
    sortOptions = false)
final class SqlCommand extends TapeCommand {
  @Parameters(
      index = "1",
      paramLabel = "QUERY",
      arity = "0..1",
      description = "one statement or more, semicolons between them")
  String query;

  @Parameters(index = "2..*", hidden = true, description = "what the shell cut a query into")
  List<String> more = List.of();

  @Mixin Form form;

  @Override
  void run(Console console) throws IOException, SQLException {
    if (!Files.exists(tape)) {
      checkOrder();
    }
    if (!more.isEmpty()) {
      throw new UsageException(
          "the query came in %d words; quote it: `analyze sql %s \"SELECT ...\"`"
              .formatted(more.size() + 1, ShellWord.of(tape.toString())));
    }
    if (query == null && console.terminals().in()) {
      try (LoadedTape loaded = LoadedTape.open(tape, console)) {
        SqlPrompt.run(loaded, form, console);
      }
      return;
    }
    String text =
        query == null ? new String(console.in().readAllBytes(), StandardCharsets.UTF_8) : query;
    List<String> statements = SqlStatements.of(text).complete();
    if (statements.isEmpty()) {
      throw new UsageException("no query: give one behind the tape, or on standard input");
    }
    try (LoadedTape loaded = LoadedTape.open(tape, console)) {
      for (int i = 0; i < statements.size(); i++) {
        if (i > 0 && form.isText()) {
          console.println("");
        }
        loaded.write(statements.get(i), form.writer(console));
      }
    }
  }

  /** A query in the place of the tape. */
  private void checkOrder() {
    if (query != null && Files.exists(Path.of(query))) {
      throw new UsageException("'" + query + "' is no query: the tape comes first, then the query");
    }
    String first = tape.toString();
    boolean cut = !more.isEmpty() && first.matches("[A-Za-z]+");
    if (cut || query == null && first.matches("(?s).*\\s.*")) {
      throw new UsageException(noTape("sql", "\"" + (cut ? "SELECT ..." : first) + "\""));
    }
  }
}

package dev.systape.analyzer.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Asks for statements until Ctrl-D. A statement ends with a semicolon, on whichever line. Ctrl-C
 * drops what was typed, or stops the query that runs.
 */
final class SqlPrompt {
  private static final String FIRST = "sql> ";
  private static final String NEXT = "...> ";

  private final LoadedTape tape;
  private final Form form;
  private final Console console;
  private final LineReader lines;

  private SqlPrompt(LoadedTape tape, Form form, Console console, LineReader lines) {
    this.tape = tape;
    this.form = form;
    this.console = console;
    this.lines = lines;
  }

  /** Runs until the user has enough. */
  static void run(LoadedTape tape, Form form, Console console) throws IOException {
    // "exec": terminal settings by stty(1); the other providers unpack native code to /tmp.
    try (Terminal terminal = TerminalBuilder.builder().system(true).provider("exec").build()) {
      terminal.handle(Terminal.Signal.INT, signal -> tape.cancel());
      LineReader lines =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("analyze")
              .variable(LineReader.HISTORY_FILE, history(console.environment()))
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      new SqlPrompt(tape, form, console, lines).loop();
      lines.getHistory().save();
    }
  }

  private void loop() throws IOException {
    String pending = "";
    while (true) {
      try {
        pending += lines.readLine(pending.isEmpty() ? FIRST : NEXT);
        SqlStatements statements = SqlStatements.of(pending);
        for (String statement : statements.ended()) {
          runOne(statement);
        }
        pending = statements.rest().isEmpty() ? "" : statements.rest() + "\n";
      } catch (UserInterruptException e) {
        pending = "";
      } catch (EndOfFileException e) {
        return;
      }
    }
  }

  private void runOne(String statement) throws IOException {
    try {
      tape.write(statement, form.writer(console));
      console.out().flush();
    } catch (SQLException e) {
      console.out().flush();
      console.err().println(String.valueOf(e.getMessage()).strip());
    }
  }

  /** The history, made private before the first line is written to it. */
  private static Path history(Map<String, String> environment) throws IOException {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path cache =
        Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache");
    Path directory = cache.resolve("systape");
    Files.createDirectories(directory, mode("rwx------"));
    Path file = directory.resolve("sql_history");
    try {
      return Files.createFile(file, mode("rw-------"));
    } catch (FileAlreadyExistsException e) {
      return file;
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}

package dev.systape.analyzer.cli;

import dev.systape.analyzer.library.LibraryQuery;
import dev.systape.analyzer.library.QueryLibrary;
import java.io.IOError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Asks for statements until Ctrl-D. A statement ends with a semicolon, on whichever line; the name
 * of a query of the library is one too, parameters behind it. Ctrl-C drops what was typed, or stops
 * the query that runs; Tab completes.
 */
final class SqlPrompt {
  /** Failures of the terminal in a row after which it is given up. */
  private static final int MOST_FAILURES = 3;

  private static final String HELP =
      "; ends a statement; SHOW TABLES; lists tables, Tab completes, AREA/NAME; asks a query of the"
          + " library; Ctrl-D leaves";

  /** What fingers type to leave other prompts. */
  private static final List<String> LEAVE =
      List.of("exit", "quit", ".exit", ".quit", "\\q", "exit()", "quit()");

  private static final String FIRST = "sql> ";
  private static final String NEXT = "...> ";
  private static final String BLANKS = "\\s+";

  private final LoadedTape tape;
  private final Form form;
  private final Console console;
  private final Terminal terminal;
  private final LineReader lines;
  private volatile boolean interrupted;

  private SqlPrompt(
      LoadedTape tape, Form form, Console console, Terminal terminal, LineReader lines) {
    this.tape = tape;
    this.form = form;
    this.console = console;
    this.terminal = terminal;
    this.lines = lines;
  }

  /** Runs until the user has enough. */
  static void run(LoadedTape tape, Form form, Console console) throws IOException, SQLException {
    // "exec": terminal settings by stty(1); the other providers unpack native code to /tmp.
    try (Terminal terminal = TerminalBuilder.builder().system(true).provider("exec").build()) {
      LineReaderBuilder builder =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("analyze")
              .parser(new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]))
              .completer(PromptWords.of(tape))
              .option(LineReader.Option.CASE_INSENSITIVE, true)
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
      Path history = history(console.environment());
      if (history != null) {
        builder.variable(LineReader.HISTORY_FILE, history);
      }
      LineReader lines = builder.build();
      SqlPrompt prompt = new SqlPrompt(tape, form, console, terminal, lines);
      terminal.handle(Terminal.Signal.INT, signal -> prompt.interrupt());
      prompt.loop();
      if (history != null) {
        lines.getHistory().save();
      }
    }
  }

  private void interrupt() {
    interrupted = true;
    tape.cancel();
  }

  private void loop() throws IOException {
    String pending = "";
    int failures = 0;
    console.err().println(HELP);
    Attributes attributes = terminal.getAttributes();
    while (true) {
      try {
        // Asked of stty(1), which a Ctrl-C would end: so before the line, not between it and its
        // query.
        int height = terminal.getHeight();
        pending += lines.readLine(pending.isEmpty() ? FIRST : NEXT);
        if (Thread.interrupted()) {
          // Ctrl-C just after Enter, which the reader took for one of its own.
          console.err().println("interrupted");
          pending = "";
          continue;
        }
        failures = 0;
        String word = pending.strip().replaceFirst(";$", "");
        if (LEAVE.contains(word)) {
          return;
        }
        if (word.equals("help")) {
          console.err().println(HELP);
          pending = "";
          continue;
        }
        SqlStatements statements = SqlStatements.of(pending);
        interrupted = false;
        for (String statement : statements.ended()) {
          if (!interrupted) {
            runOne(statement, height);
          }
        }
        pending = statements.rest().isEmpty() ? "" : statements.rest() + "\n";
      } catch (UserInterruptException e) {
        pending = "";
      } catch (IOError e) {
        // Ctrl-C just after Enter ended the stty(1) by which the reader puts the terminal back.
        if (++failures > MOST_FAILURES) {
          throw e;
        }
        Thread.interrupted();
        terminal.setAttributes(attributes);
        console.err().println("interrupted");
        pending = "";
      } catch (EndOfFileException e) {
        return;
      }
    }
  }

  private void runOne(String statement, int height) throws IOException {
    Pager pager = new Pager(console.out(), terminal, height, () -> interrupted);
    Console paged =
        new Console(console.in(), pager, console.err(), console.terminals(), console.environment());
    try {
      tape.write(sql(statement), form.writer(form.isText() ? paged : console));
      console.out().flush();
    } catch (Pager.Enough e) {
      console.out().flush();
    } catch (SQLException | IllegalArgumentException e) {
      console.out().flush();
      console.err().println(interrupted ? "interrupted" : String.valueOf(e.getMessage()).strip());
    }
  }

  /** A statement as it is, or the query of the library that its first word names. */
  private String sql(String statement) throws IOException, SQLException {
    List<String> words = Arrays.asList(statement.split(BLANKS));
    LibraryQuery query = words.get(0).contains("/") ? QueryLibrary.find(words.get(0)) : null;
    if (query == null) {
      return statement;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      String[] pair = word.split("=", 2);
      if (pair.length < 2) {
        throw new IllegalArgumentException("'" + word + "': a parameter is KEY=VALUE");
      }
      values.put(pair[0], pair[1]);
    }
    String execute = query.execute(values);
    if (!query.hasParameters()) {
      return query.sql();
    }
    tape.execute(query.prepare());
    return execute;
  }

  /**
   * The history, made private before the first line is written to it; null where it cannot be: a
   * prompt without a history is better than none.
   */
  private static Path history(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    Path state =
        Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(
                environment.getOrDefault("HOME", System.getProperty("user.home")), ".local/state");
    Path file = state.resolve("systape").resolve("sql_history");
    try {
      Files.createDirectories(file.getParent(), mode("rwx------"));
      return Files.createFile(file, mode("rw-------"));
    } catch (FileAlreadyExistsException e) {
      return Files.isWritable(file) ? file : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}

package dev.systape.analyzer.cli;

import dev.systape.analyzer.tape.TapeException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * {@code analyze}: reads a tape. Exit status: 0, 1 where it failed, 2 where the command line is
 * wrong.
 */
@Command(
    name = "analyze",
    customSynopsis = {"analyze TRACE", "       analyze COMMAND TRACE [options]"},
    description = "Reads a tape that `record` made: a summary, or what a command asks for.",
    subcommands = {InfoCommand.class, CountsCommand.class, SqlCommand.class, SyscallsCommand.class})
public final class Analyze {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Analyze() {}

  /** The command. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8);
    Console console =
        new Console(System.in, out, System.err, Terminals.width(), Terminals.errIsTerminal());
    int status = run(args, console);
    out.flush();
    // halt: nothing is left to do, and DuckDB's library takes its time to unload.
    Runtime.getRuntime().halt(status);
  }

  /** Runs a command line; nothing here ends the JVM. */
  static int run(String[] args, Console console) {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    boolean debug = words.remove("--debug");
    CommandLine line = new CommandLine(new Analyze(), new CommandFactory(console));
    line.addSubcommand("summary", new SummaryCommand(console));
    line.getSubcommands().get("summary").getCommandSpec().usageMessage().hidden(true);
    if (words.isEmpty() || List.of("-h", "--help").contains(words.get(0))) {
      line.usage(words.isEmpty() ? console.err() : console.out());
      return words.isEmpty() ? USAGE : 0;
    }
    if (List.of("-V", "--version").contains(words.get(0))) {
      console.out().println("analyze (systape) " + version());
      return 0;
    }
    if (!line.getSubcommands().containsKey(words.get(0)) && !words.get(0).startsWith("-")) {
      words.add(0, "summary");
    }
    return run(line, words, console, debug);
  }

  private static int run(CommandLine line, List<String> words, Console console, boolean debug) {
    try {
      CommandLine.ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
      Object command =
          parsed.subcommand() == null ? null : parsed.subcommand().commandSpec().userObject();
      if (command instanceof TraceCommand trace) {
        if (trace.help) {
          parsed.subcommand().commandSpec().commandLine().usage(console.out());
        } else {
          trace.run();
        }
        return 0;
      }
      throw new UsageException("no command");
    } catch (ParameterException | UsageException e) {
      console.err().println("analyze: " + e.getMessage());
      console
          .err()
          .println(
              "usage: analyze TRACE, or analyze COMMAND TRACE [options]   (analyze --help lists the commands)");
      return USAGE;
    } catch (TapeException e) {
      return failed(console, debug, e.getMessage(), e);
    } catch (SQLException e) {
      return failed(console, debug, sqlMessage(e), e);
    } catch (IOException e) {
      return failed(console, debug, e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private static int failed(Console console, boolean debug, String message, Exception e) {
    console.err().println("analyze: " + message);
    if (debug) {
      e.printStackTrace(console.err());
    }
    return FAILED;
  }

  /**
   * DuckDB's message with its pointer to the place in the query, without the names of Java classes.
   */
  private static String sqlMessage(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int nested = message.indexOf("Exception: ");
    return (nested >= 0 ? message.substring(nested + "Exception: ".length()) : message).strip();
  }

  private static String version() {
    String version = Analyze.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

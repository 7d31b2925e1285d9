package dev.systape.analyzer.cli;

import dev.systape.analyzer.tape.Failures;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/**
 * {@code analyze}: reads a tape. Exit status: 0, 1 where it failed, 2 where the command line is
 * wrong.
 */
public final class Analyze {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Analyze() {}

  /** The command. */
  public static void main(String[] args) {
    Console console =
        Console.of(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            System.err,
            Terminals.ofProcess(),
            System.getenv());
    int status = run(args, console);
    // halt: nothing is left to do, and DuckDB's library takes its time to unload.
    Runtime.getRuntime().halt(status);
  }

  /**
   * Runs a command line; nothing here ends the JVM.
   *
   * @return the exit status
   */
  static int run(String[] args, Console console) {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    try {
      String first = words.isEmpty() ? "" : words.get(0);
      switch (first) {
        case "" -> {
          console.err().print(Commands.usage());
          return USAGE;
        }
        case "-h", "--help", "help" -> console.out().write(Commands.usage());
        case "-V", "--version" -> console.println("analyze (systape) " + version());
        default -> {
          return run(command(words), words, console);
        }
      }
      console.out().flush();
      return 0;
    } catch (UsageException e) {
      return badUsage(console, "", e.getMessage());
    } catch (IOException e) {
      return failed(console, false, e);
    }
  }

  /** The command that the words ask for; its own word is taken from them. */
  private static Commands command(List<String> words) {
    String first = words.get(0);
    Commands command = Commands.of(first);
    if (command != null) {
      words.remove(0);
      return command;
    }
    boolean isWord = first.matches("[a-z]+") && !Files.exists(Path.of(first));
    if (isWord && Commands.near(first) != null) {
      throw new UsageException(
          "'%s' is neither a command nor a tape; did you mean `analyze %s`?"
              .formatted(first, Commands.near(first).word()));
    }
    for (String word : words.subList(1, words.size())) {
      if (Commands.of(word) != null) {
        throw new UsageException(
            "the command comes before the tape: `analyze %s %s`"
                .formatted(word, ShellWord.of(first)));
      }
    }
    if (isWord && words.size() > 1) {
      throw new UsageException(
          "there is no command '%s', and no tape of that name".formatted(first));
    }
    return Commands.SUMMARY;
  }

  private static int run(Commands which, List<String> words, Console console) {
    AnalyzeCommand command = which.create(words);
    String word = which.word() + command.subcommand();
    CommandLine line = new CommandLine(command).setCommandName("analyze " + word);
    command.prepare();
    try {
      line.parseArgs(words.toArray(String[]::new));
      if (command.help) {
        console.out().write(line.getUsageMessage());
      } else {
        command.run(console);
      }
      console.out().flush();
      return 0;
    } catch (MissingParameterException e) {
      String label = e.getMissing().get(0).paramLabel();
      return badUsage(console, word + " ", command.missing(word, label, e.getMessage()));
    } catch (ParameterException | UsageException e) {
      return badUsage(console, word + " ", e.getMessage());
    } catch (IOException | SQLException e) {
      return failed(console, command.debug, e);
    }
  }

  private static int badUsage(Console console, String command, String message) {
    // picocli begins some of its messages so, and others not.
    console.err().println("analyze: " + message.replaceFirst("^Error: ", ""));
    console.err().println("`analyze " + command + "--help` tells the usage");
    return USAGE;
  }

  private static int failed(Console console, boolean debug, Exception e) {
    if (e instanceof Output.Failure failure && failure.isReaderGone()) {
      return 0;
    }
    String what = e instanceof Output.Failure ? "cannot write the result: " : "";
    String why =
        e instanceof IOException io
            ? Failures.text(io)
            : Objects.toString(e.getMessage(), e.toString()).strip();
    console.err().println("analyze: " + what + why);
    if (debug) {
      e.printStackTrace(console.err());
    }
    return FAILED;
  }

  private static String version() {
    String version = Analyze.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

package dev.systape.schema.ddl;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SyscallNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The statements that make an empty database, in order. The same build gives the same statements.
 */
public final class Ddl {
  private static final List<String> FILES =
      List.of(
          "tape.sql",
          "process.sql",
          "syscall.sql",
          "events.sql",
          "definitions.sql",
          "views.sql",
          "sockets.sql");

  /** Views with all columns of the table syscall. */
  private static final List<String> CALL_VIEWS = List.of("call_timeline", "unfinished_call");

  private static final String CALL_COMMENT = "COMMENT ON COLUMN syscall.";

  private Ddl() {}

  /** Types, tables, views and comments, then the rows of the tables that define names. */
  public static List<String> statements() {
    List<String> statements = new ArrayList<>(types());
    FILES.forEach(file -> statements.addAll(split(text(file))));
    CALL_VIEWS.forEach(view -> statements.addAll(callComments(statements, view)));
    Descriptions descriptions = Descriptions.load();
    statements.add(Sql.insert("syscall_def", Definitions.calls(descriptions)));
    statements.add(Sql.insert("errno_def", Definitions.errnos()));
    statements.add(Sql.insert("flag_def", Definitions.flags(descriptions)));
    return List.copyOf(statements);
  }

  /** The values of the type {@code abi_name}, in its order. */
  public static List<String> abiNames() {
    return Arrays.stream(Abi.values()).map(Abi::label).toList();
  }

  /**
   * The values of the type {@code phase_name}: {@link dev.systape.schema.tape.Capture}'s phases by
   * number.
   */
  public static List<String> phaseNames() {
    return List.of("entry", "exit");
  }

  /**
   * The values of the type {@code capture_kind}: {@link dev.systape.schema.tape.Capture}'s kinds by
   * number, less one.
   */
  public static List<String> captureKinds() {
    return List.of("bytes", "text", "pointers", "iovec_data");
  }

  /**
   * The values of the type {@code syscall_name}: the names of all ABIs, sorted, so that ORDER BY
   * sorts them too.
   */
  public static List<String> callNames() {
    TreeSet<String> names = new TreeSet<>();
    for (Abi abi : Abi.values()) {
      names.addAll(SyscallNumbers.of(abi).names());
    }
    return List.copyOf(names);
  }

  /** The comments on the columns of syscall, for a view that has these columns. */
  private static List<String> callComments(List<String> statements, String view) {
    return statements.stream()
        .filter(statement -> statement.startsWith(CALL_COMMENT))
        .map(
            comment -> "COMMENT ON COLUMN " + view + "." + comment.substring(CALL_COMMENT.length()))
        .toList();
  }

  private static List<String> types() {
    return List.of(
        type("abi_name", abiNames()),
        type("phase_name", phaseNames()),
        type("capture_kind", captureKinds()),
        type("syscall_name", callNames()));
  }

  private static String type(String name, List<String> values) {
    return values.stream()
        .map(Sql::text)
        .collect(Collectors.joining(", ", "CREATE TYPE " + name + " AS ENUM (", ")"));
  }

  /** Statements end with a semicolon at the end of a line, which no comment of ours does. */
  private static List<String> split(String sql) {
    return Arrays.stream(sql.split(";\\R+")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static String text(String file) {
    try (InputStream in = Ddl.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

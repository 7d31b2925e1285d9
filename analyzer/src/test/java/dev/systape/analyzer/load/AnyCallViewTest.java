package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.ddl.calls.CallViews;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever arguments and bytes a call has, its view can be asked and has a row for it. */
class AnyCallViewTest {
  private static final int VIEWS = 40;
  private static final int ROWS = 20;
  private static final String[] PHASES = {"entry", "exit"};
  private static final String[] KINDS = {"bytes", "bytes", "text", "pointers", "iovec_data"};

  private record Call(String abi, int number, String name) {}

  @Property(tries = 4)
  void noBytesMakeAViewFail(@ForAll Random random) throws Exception {
    Path directory = Files.createTempDirectory("views");
    Path database = directory.resolve("t.duckdb");
    try {
      copyEmpty(database);
      try (Connection connection = Databases.openForLoading(database, directory.resolve("spill"));
          Statement statement = connection.createStatement()) {
        statement.execute("USE trace");
        for (Call call : calls(statement, random)) {
          insert(statement, call, random);
          assertThat(rows(statement, call)).as(call.name).isEqualTo(ROWS);
          statement.execute("DELETE FROM syscall");
          statement.execute("DELETE FROM capture");
        }
      }
    } finally {
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.delete(directory);
    }
  }

  private static void copyEmpty(Path database) throws IOException {
    try (InputStream empty =
        AnyCallViewTest.class.getResourceAsStream(BuildEmptyDatabase.RESOURCE)) {
      Files.copy(empty, database);
    }
  }

  private static List<Call> calls(Statement statement, Random random) throws SQLException {
    List<Call> calls = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT abi, nr, name FROM syscall_def WHERE parameters IS NOT NULL ORDER BY ALL")) {
      while (rows.next()) {
        calls.add(new Call(rows.getString(1), rows.getInt(2), rows.getString(3)));
      }
    }
    List<Call> some = new ArrayList<>();
    for (int i = 0; i < VIEWS; i++) {
      some.add(calls.get(random.nextInt(calls.size())));
    }
    return some;
  }

  private static void insert(Statement statement, Call call, Random random) throws SQLException {
    List<String> rows = new ArrayList<>();
    List<String> captures = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int seq = 0; seq < ROWS; seq++) {
      StringBuilder row = new StringBuilder();
      row.append('(').append(seq).append(", 1, 1, '").append(call.abi).append("', ");
      row.append(call.number).append(", '").append(call.name).append("', 0, 1, 1");
      for (int i = 0; i < 6; i++) {
        row.append(", ").append(random.nextInt(9) == 0 ? "NULL" : word(random));
        for (int k = random.nextInt(4); k > 0; k--) {
          captures.add(capture(seq, i, k, random, seen));
        }
      }
      row.append(", ").append(random.nextInt(-40, 40));
      rows.add(row.append(", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0)").toString());
    }
    statement.execute("INSERT INTO syscall VALUES " + String.join(", ", rows));
    statement.execute("INSERT INTO capture VALUES " + String.join(", ", captures));
  }

  private static String word(Random random) {
    return Long.toUnsignedString(random.nextLong() >>> random.nextInt(64));
  }

  private static String capture(
      int seq, int argument, int element, Random random, Set<String> seen) {
    byte[] bytes = new byte[random.nextInt(random.nextInt(8) == 0 ? 500 : 48)];
    random.nextBytes(bytes);
    StringBuilder data = new StringBuilder("'");
    for (byte each : bytes) {
      data.append("\\x").append(HexFormat.of().toHexDigits(each));
    }
    String phase = PHASES[random.nextInt(PHASES.length)];
    String kind = KINDS[random.nextInt(KINDS.length)];
    // As the loader marks them.
    int another = seen.add(seq + " " + argument + phase + kind) ? 0 : CallViews.ANOTHER;
    return "(%d, %d, '%s', '%s', %d, %d, 4096, NULL, %d, NULL, %s)"
        .formatted(
            seq,
            argument,
            phase,
            kind,
            random.nextInt(3),
            element,
            random.nextInt(4) | another,
            random.nextInt(9) == 0 ? "NULL" : data + "'::BLOB");
  }

  private static int rows(Statement statement, Call call) throws SQLException {
    int count = 0;
    try (ResultSet rows = statement.executeQuery("SELECT * FROM calls.\"" + call.name + "\"")) {
      int columns = rows.getMetaData().getColumnCount();
      for (; rows.next(); count++) {
        for (int i = 1; i <= columns; i++) {
          rows.getString(i);
        }
      }
    }
    return count;
  }
}

package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {
  private static final String READ =
      "SELECT name, ret, s.errno, bytes, data FROM syscall s JOIN capture c USING (seq) WHERE name = 'read'";

  @TempDir private Path directory;
  private String tape;

  @BeforeEach
  void writeTape() {
    tape = SampleTape.write(directory.resolve("t.cq")).toString();
  }

  private CommandLineRun sql(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "sql";
    all[1] = tape;
    System.arraycopy(words, 0, all, 2, words.length);
    return CommandLineRun.of(directory, all);
  }

  @Test
  void aResultIsATableWithNumbersToTheRight() {
    assertThat(sql("SELECT name, ret FROM syscall WHERE errno = 2 OR name = 'read'").lines())
        .containsExactly("name    ret", "------  ---", "openat   -2", "read      5");
  }

  @Test
  void bytesAndNullHaveATextInEveryForm() {
    assertThat(sql(READ).lines())
        .containsExactly(
            "name  ret  errno  bytes  data",
            "----  ---  -----  -----  --------------",
            "read    5   NULL      5  hi\\x00\\xff\\x0a");
    assertThat(sql("--csv", READ).lines())
        .containsExactly("name,ret,errno,bytes,data", "read,5,,5,hi\\x00\\xff\\x0a");
    assertThat(sql(READ, "--json").lines())
        .containsExactly(
            "[",
            "{\"name\":\"read\",\"ret\":5,\"errno\":null,\"bytes\":5,\"data\":\"hi\\\\x00\\\\xff\\\\x0a\"}",
            "]");
  }

  @Test
  void everyTypeHasATextAndAJsonValue() {
    String query =
        """
        SELECT [1, NULL] AS list, {'a': 'x', 'b': [2]} AS struct, MAP {'k': 1} AS map,
          TIMESTAMP '2023-03-26 02:30:00.25' AS time, 18446744073709551615::UBIGINT AS big,
          1.50::DECIMAL(9, 2) AS exact, 0.1::DOUBLE AS real, true AS truth, DATE '2024-02-29' AS day,
          'a"b,c' AS text, '' AS nothing""";

    assertThat(sql(query, "--json").lines().get(1))
        .isEqualTo(
            "{\"list\":[1,null],\"struct\":{\"a\":\"x\",\"b\":[2]},\"map\":{\"k\":1},"
                + "\"time\":\"2023-03-26 02:30:00.25\",\"big\":18446744073709551615,"
                + "\"exact\":1.50,\"real\":0.1,\"truth\":true,\"day\":\"2024-02-29\","
                + "\"text\":\"a\\\"b,c\",\"nothing\":\"\"}");
    assertThat(sql(query, "--csv").lines().get(1))
        .isEqualTo(
            "\"[1, NULL]\",\"{'a': x, 'b': [2]}\",{'k': 1},2023-03-26 02:30:00.25,"
                + "18446744073709551615,1.50,0.1,true,2024-02-29,\"a\"\"b,c\",\"\"");
  }

  @Test
  void aProgramsTextCannotMoveTheCursorOfTheReader() {
    assertThat(sql("SELECT 'a' || chr(27) || '[2J' || chr(10) || chr(155) AS text").lines())
        .endsWith("a\\x1b[2J\\n\\xc2\\x9b");
  }

  @Test
  void longCellsAreCutOnATerminalOnly() {
    String query = "SELECT 1 AS n, repeat('x', 300) AS text";
    CommandLineRun narrow =
        CommandLineRun.with(directory, "", new Terminals(false, 40, false), "sql", tape, query);

    assertThat(narrow.lines().get(2)).hasSize(40).endsWith("x…");
    assertThat(sql(query).lines().get(2)).endsWith("x".repeat(300));
  }

  @Test
  void theTypeOfAllNamesIsShortForPeopleAndWholeForPrograms() {
    String query = "SELECT column_type AS type FROM (DESCRIBE syscall) WHERE column_name = 'name'";

    assertThat(sql(query).lines())
        .last()
        .asString()
        .matches("ENUM\\('.*', '.*', \\.\\.\\. \\d+ more\\)");
    assertThat(sql(query, "--csv").out()).contains("'openat'", "'write'");
    assertThat(sql(query, "--json").out()).contains("'openat'", "'write'");
  }

  @Test
  void statementsComeFromStandardInputWhereThereIsNoQuery() {
    CommandLineRun run =
        CommandLineRun.with(
            directory,
            "-- two; of them\nSELECT 1 AS a;\nSELECT ';' AS b;",
            Terminals.NONE,
            "sql",
            tape);

    assertThat(run.lines()).containsExactly("a", "-", "1", "", "b", "-", ";");
  }

  @Test
  void aBrokenQueryIsToldInDuckDbsWordsWithItsPlace() {
    CommandLineRun run = sql("SELECT nosuch FROM syscall");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("analyze: Binder Error: Referenced column \"nosuch\" not found")
        .contains("LINE 1: SELECT nosuch FROM syscall")
        .doesNotContain("java", "Exception");
  }

  @Test
  void aQueryThatFailsWhileItRunsSaysWhyToo() {
    CommandLineRun run = sql("SELECT error('boom') FROM range(10)");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("boom").doesNotContain("EXPLAIN", "Invalid result set");
  }

  @Test
  void theDatabaseCannotBeChanged() {
    assertThat(sql("DELETE FROM syscall").status()).isEqualTo(1);
    assertThat(sql("SELECT count(*) AS calls FROM syscall").lines()).endsWith("    6");
  }

  @Test
  void aResultLargerThanAnySampleKeepsItsRows() {
    assertThat(sql("SELECT range AS n FROM range(5000)").lines())
        .hasSize(5002)
        .endsWith("4999")
        .allMatch(line -> line.length() >= 1);
    assertThat(sql("SELECT repeat('x', 100000) AS t FROM range(30)").lines()).hasSize(32);
  }
}

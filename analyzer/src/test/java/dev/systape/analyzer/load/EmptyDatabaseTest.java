package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.ddl.Ddl;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyDatabaseTest {
  @TempDir private static Path directory;

  @BeforeAll
  static void build() throws Exception {
    BuildEmptyDatabase.build(directory.resolve("empty.duckdb"));
  }

  @Test
  void everyTableViewAndColumnHasAComment() throws Exception {
    try (LoadedTape empty = empty()) {
      assertThat(
              empty.rows(
                  """
                  SELECT table_name FROM duckdb_tables() WHERE database_name = 'trace' AND comment IS NULL
                  UNION ALL
                  SELECT view_name FROM duckdb_views()
                  WHERE database_name = 'trace' AND NOT internal AND comment IS NULL
                  UNION ALL
                  SELECT table_name || '.' || column_name FROM duckdb_columns()
                  WHERE database_name = 'trace' AND NOT internal AND comment IS NULL
                  """))
          .isEmpty();
    }
  }

  @Test
  void theTablesAreThoseOfTheContract() throws Exception {
    try (LoadedTape empty = empty()) {
      assertThat(
              empty.rows(
                  "SELECT table_name FROM duckdb_tables() WHERE database_name = 'trace' ORDER BY 1"))
          .containsExactly(
              "capture",
              "errno_def",
              "flag_def",
              "lost",
              "process",
              "signal",
              "syscall",
              "syscall_def",
              "tape",
              "thread");
      assertThat(
              empty.value(
                  "SELECT string_agg(column_name, ' ' ORDER BY column_index) FROM duckdb_columns()"
                      + " WHERE database_name = 'trace' AND table_name = 'syscall'"))
          .startsWith(
              "seq pid tid abi nr name entry_ns exit_ns duration_ns arg0 arg1 arg2 arg3 arg4 arg5 ret errno fd path"
                  + " path2 path_resolved bytes peer");
    }
  }

  @Test
  void everyViewCanBeAsked() throws Exception {
    try (LoadedTape empty = empty()) {
      List<String> views =
          empty.rows(
              "SELECT schema_name || '.\"' || view_name || '\"' FROM duckdb_views()"
                  + " WHERE database_name = 'trace' AND NOT internal");
      assertThat(views)
          .contains("main.\"call_count\"", "main.\"process_tree\"", "calls.\"select\"");
      for (String view : views) {
        empty.rows("FROM " + view + " LIMIT 0");
      }
    }
  }

  @Test
  void namesAreDefined() throws Exception {
    try (LoadedTape empty = empty()) {
      assertThat(empty.rows("SELECT abi, nr FROM syscall_def WHERE name = 'openat' ORDER BY abi"))
          .containsExactly("x86_64|257", "i386|295", "aarch64|56", "x32|257");
      assertThat(empty.value("SELECT name, description FROM errno_def WHERE errno = 2"))
          .isEqualTo("ENOENT|No such file or directory");
      assertThat(empty.rows("SELECT DISTINCT value, mask FROM flag_def WHERE name = 'O_CREAT'"))
          .containsExactly("64|64");
      assertThat(
              empty.value(
                  "SELECT parameters FROM syscall_def WHERE name = 'read' AND abi = 'x86_64'"))
          .isEqualTo("[fd, buf, count]");
    }
  }

  @Test
  void theTypesHaveTheValuesThatTheLoaderWrites() throws Exception {
    try (LoadedTape empty = empty()) {
      assertThat(empty.rows("SELECT unnest(enum_range(NULL::syscall_name))"))
          .isEqualTo(Ddl.callNames());
      assertThat(empty.rows("SELECT unnest(enum_range(NULL::abi_name))")).isEqualTo(Ddl.abiNames());
    }
  }

  private LoadedTape empty() throws Exception {
    return LoadedTape.open(directory.resolve("empty.duckdb"));
  }
}

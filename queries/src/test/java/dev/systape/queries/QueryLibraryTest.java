package dev.systape.queries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.ddl.Ddl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every query to its header and to the rows that a person derives. */
class QueryLibraryTest {
  private static Connection database;

  @BeforeAll
  static void createTables() throws SQLException {
    database = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = database.createStatement()) {
      for (String sql : Ddl.statements()) {
        statement.execute(sql);
      }
    }
    database.setAutoCommit(false);
  }

  @BeforeEach
  void insertTape() throws SQLException {
    execute(QueryFolder.tape());
  }

  @AfterEach
  void forgetRows() throws SQLException {
    database.rollback();
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  static List<QueryFolder> queries() {
    return QueryFolder.all();
  }

  @Test
  void theLibraryIsFound() {
    assertThat(queries()).extracting(QueryFolder::name).contains("counts/by_call");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void theHeaderSaysWhatIsAskedInWhatOrderAtWhatCost(QueryFolder query) {
    List<String> header = query.header();

    assertThat(header.get(0)).matches("-- [A-Z].*\\.");
    assertThat(header).filteredOn(line -> line.startsWith("-- @order ")).hasSize(1);
    assertThat(header).filteredOn(line -> line.startsWith("-- @cost ")).hasSize(1);
    assertThat(header)
        .filteredOn(line -> line.startsWith("-- @"))
        .hasSize(query.columns().size() + query.defaults().size() + 2);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void theHeaderListsTheColumnsOfTheResultWithTheirTypes(QueryFolder query) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = run(query, statement)) {
      ResultSetMetaData metaData = rows.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        columns.add(metaData.getColumnLabel(i) + " " + metaData.getColumnTypeName(i));
      }
      assertThat(query.columns()).isEqualTo(columns);
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void theFixtureGivesTheExpectedRows(QueryFolder query) throws SQLException {
    execute(query.fixture());

    try (Statement statement = database.createStatement();
        ResultSet rows = run(query, statement)) {
      assertThat(csv(rows)).isEqualTo(query.expected());
    }
  }

  private static ResultSet run(QueryFolder query, Statement statement) throws SQLException {
    if (query.defaults().isEmpty()) {
      return statement.executeQuery(query.text());
    }
    statement.execute("PREPARE library_query AS " + query.text());
    return statement.executeQuery(
        "EXECUTE library_query(" + String.join(", ", query.defaults()) + ")");
  }

  private static List<String> csv(ResultSet rows) throws SQLException {
    List<String> lines = new ArrayList<>();
    int count = rows.getMetaData().getColumnCount();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(rows.getMetaData().getColumnLabel(i));
    }
    lines.add(String.join(",", names));
    while (rows.next()) {
      List<String> fields = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        String text = rows.getString(i) == null ? "" : rows.getString(i);
        fields.add(text.contains(",") ? '"' + text + '"' : text);
      }
      lines.add(String.join(",", fields));
    }
    return lines;
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}

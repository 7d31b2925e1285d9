package dev.systape.analyzer.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryLibraryTest {
  private static final String TEXT =
      """
      -- What it asks. And
      -- more.
      --
      -- @param rows BIGINT = 20: how many
      -- @param name VARCHAR = NULL: whose
      -- @column a VARCHAR: a name
      -- @column b BIGINT [ns]: a time
      -- @order b
      -- @cost little
      SELECT 1 -- a comment of the query
      LIMIT $rows;
      """;

  @Test
  void aHeaderTellsWhatIsAskedAndAnswered() {
    LibraryQuery query = QueryHeader.read("area/name", TEXT);

    assertThat(query.description()).isEqualTo("What it asks. And more.");
    assertThat(query.summary()).isEqualTo("What it asks.");
    assertThat(query.parameters())
        .containsExactly(
            new LibraryQuery.Parameter("rows", "BIGINT", "20", "how many"),
            new LibraryQuery.Parameter("name", "VARCHAR", "NULL", "whose"));
    assertThat(query.columns())
        .containsExactly(
            new LibraryQuery.Column("a", "VARCHAR", "", "a name"),
            new LibraryQuery.Column("b", "BIGINT", "ns", "a time"));
    assertThat(query.order()).isEqualTo("b");
    assertThat(query.cost()).isEqualTo("little");
    assertThat(query.sql()).isEqualTo("SELECT 1 -- a comment of the query\nLIMIT $rows");
  }

  @Test
  void aHeaderLineThatIsNotUnderstoodIsRefused() {
    assertThatThrownBy(() -> QueryHeader.read("a/b", "-- @colum x BIGINT: y\nSELECT 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/b")
        .hasMessageContaining("@colum x");
  }

  @Test
  void parametersAreLiteralsOfTheirType() {
    LibraryQuery query = QueryHeader.read("area/name", TEXT);

    assertThat(query.execute(Map.of("name", "it's")))
        .isEqualTo(
            "EXECUTE library_query(rows := CAST(20 AS BIGINT), name := CAST('it''s' AS VARCHAR))");
    assertThatThrownBy(() -> query.execute(Map.of("nme", "x")))
        .hasMessage("area/name has no parameter 'nme'; it has rows, name");
  }

  @Test
  void everyQueryOfTheClassPathIsListedAndRead() throws IOException {
    List<String> names = QueryLibrary.names();

    assertThat(names).contains("counts/by_call", "health/tape").isSorted();
    for (String name : names) {
      LibraryQuery query = QueryLibrary.require(name);
      assertThat(query.description()).as(name).isNotEmpty();
      assertThat(query.columns()).as(name).isNotEmpty();
    }
  }

  @Test
  void aNameAloneIsEnoughWhereOneAreaHasIt() throws IOException {
    assertThat(QueryLibrary.find("slowest_calls").name()).isEqualTo("latency/slowest_calls");
    assertThat(QueryLibrary.find("nosuch")).isNull();
    assertThat(QueryLibrary.find("../../etc/passwd")).isNull();
  }
}

package dev.systape.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static List<String> table(int terminal, UnaryOperator<TextTable> style, Object[]... rows)
      throws SQLException, IOException {
    StringWriter out = new StringWriter();
    style
        .apply(new TextTable(out, terminal))
        .write(new ListedRows(List.of("n", "text"), Arrays.asList(rows)));
    return out.toString().lines().toList();
  }

  private static Object[] row(Object... values) {
    return values;
  }

  @Test
  void columnsAreAsWideAsTheirCellsOnATerminal() throws Exception {
    assertThat(table(0, style -> style, row(1, "日本"), row(22, "e\u0301"), row(3, "x")))
        .containsExactly(" n  text", "--  ----", " 1  日本", "22  e\u0301", " 3  x");
  }

  @Test
  void aCutCellNeverTakesMoreThanItsWidth() throws Exception {
    assertThat(table(20, style -> style, row(1, "日本語日本語日本語日本語"))).last().isEqualTo("1  日本語日本語日本…");
  }

  @Test
  void aNullIsNamedUnlessToldOtherwise() throws Exception {
    assertThat(table(0, style -> style, row(1, null))).endsWith("1  NULL");
    assertThat(table(0, style -> style.nullAs("-"), row(1, null))).endsWith("1  -");
  }

  @Test
  void aLongEnumeratedTypeIsShortened() throws Exception {
    String values = "'read', 'write', '" + "x".repeat(40) + "', 'close')";
    assertThat(table(0, style -> style, row(1, "ENUM(" + values)))
        .endsWith("1  ENUM('read', 'write', ... 2 more)");
    assertThat(table(0, style -> style, row(1, "ENUM('entry', 'exit')")))
        .endsWith("1  ENUM('entry', 'exit')");
    assertThat(table(0, style -> style, row(1, "IN (" + values))).endsWith("1  IN (" + values);
  }

  @Test
  void aRuleStandsBeforeTheTotal() throws Exception {
    assertThat(table(0, TextTable::withTotal, row(1, "a"), row(2, "b"), row(3, "total")))
        .containsExactly("n  text", "-  -----", "1  a", "2  b", "-  -----", "3  total");
  }

  @Test
  void aTableWithoutRowsHasItsHeadings() throws Exception {
    assertThat(table(0, style -> style)).containsExactly("n  text", "-  ----");
    assertThat(table(0, TextTable::withTotal)).containsExactly("n  text", "-  ----");
  }

  @Test
  void rowsBehindTheSampleAreWrittenToo() throws Exception {
    Object[][] rows = new Object[2500][];
    Arrays.setAll(rows, i -> row(i, i == 2000 ? "longer than all before" : "x"));

    List<String> lines = table(0, style -> style, rows);

    assertThat(lines).hasSize(2502);
    assertThat(lines.get(2002)).isEqualTo("2000  longer than all before");
  }
}

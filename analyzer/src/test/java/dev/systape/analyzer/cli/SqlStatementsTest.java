package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SqlStatementsTest {
  @Test
  void semicolonsEndStatements() {
    SqlStatements cut = SqlStatements.of("SELECT 1; SELECT 2 ;; SELECT");

    assertThat(cut.ended()).containsExactly("SELECT 1", "SELECT 2");
    assertThat(cut.rest()).isEqualTo("SELECT");
    assertThat(cut.complete()).containsExactly("SELECT 1", "SELECT 2", "SELECT");
  }

  @Test
  void semicolonsInQuotesAndCommentsDoNot() {
    String text = "SELECT ';', 'it''s;', \"a;b\", $$;$$, $x$;$$;$x$ -- ;\n /* ; */ FROM t";

    assertThat(SqlStatements.of(text).complete()).containsExactly(text);
  }

  @Test
  void aParameterIsNoDollarQuote() {
    assertThat(SqlStatements.of("SELECT $1; SELECT $name; SELECT 2").complete()).hasSize(3);
  }

  @Test
  void commentsAloneAreNoStatement() {
    assertThat(SqlStatements.of(" -- nothing\n/* at all */ ; ;\n").complete()).isEmpty();
    assertThat(SqlStatements.of("SELECT 1; -- that was all").rest()).isEmpty();
  }

  @Test
  void whatIsNotClosedGoesToTheEnd() {
    assertThat(SqlStatements.of("SELECT 'a; b").rest()).isEqualTo("SELECT 'a; b");
    assertThat(SqlStatements.of("SELECT 1 /* ; x").rest()).isEqualTo("SELECT 1 /* ; x");
  }

  @Property
  void statementsOfQuotedTextsAreFoundAgain(@ForAll List<String> texts) {
    List<String> statements =
        texts.stream().map(text -> "SELECT '" + text.replace("'", "''") + "'").toList();

    assertThat(SqlStatements.of(statements.stream().collect(Collectors.joining(";"))).complete())
        .isEqualTo(statements);
  }

  @Property
  void anyTextIsCutWithoutLoss(@ForAll String text) {
    SqlStatements cut = SqlStatements.of(text);

    assertThat(text).contains(cut.rest());
    assertThat(cut.ended()).allSatisfy(statement -> assertThat(text).contains(statement));
  }
}

package dev.systape.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvWriterTest {
  @Test
  void numbersOfEveryTypeAreWrittenAsTheyAre() throws SQLException, IOException {
    BigInteger unsigned = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    assertThat(
            csv(
                List.of("a", "b", "c", "d", "e", "f"),
                new Object[] {Long.MIN_VALUE, -1, (short) 22, (byte) -7, 0.5, unsigned},
                new Object[] {0L, Integer.MAX_VALUE, Short.MIN_VALUE, (byte) 0, 3.0, 1e20}))
        .isEqualTo(
            """
            a,b,c,d,e,f
            -9223372036854775808,-1,22,-7,0.5,18446744073709551615
            0,2147483647,-32768,0,3.0,1.0E20
            """);
  }

  @Test
  void nullIsNothingAndTextIsQuotedWhereNeeded() throws SQLException, IOException {
    assertThat(
            csv(
                List.of("first,name", "b", "c"),
                new Object[] {null, "", null},
                new Object[] {"say \"hi\"", "two\nlines", "plain"}))
        .isEqualTo(
            """
            "first,name",b,c
            ,"",
            "say ""hi\""","two
            lines",plain
            """);
  }

  private static String csv(List<String> names, Object[]... rows) throws SQLException, IOException {
    StringWriter out = new StringWriter();
    new CsvWriter(out).write(new ListedRows(names, List.of(rows)));
    return out.toString();
  }
}

package dev.systape.analyzer.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An array of objects, one a row, one line each. Numbers are JSON numbers, lists arrays, bytes text
 * with {@code \xNN}.
 */
public final class JsonWriter implements RowWriter {
  private final PrintStream out;

  /** Rows on a stream. */
  public JsonWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(ResultSet rows) throws SQLException, IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      DefaultPrettyPrinter lines =
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultPrettyPrinter.NopIndenter());
      lines.indentArraysWith(new DefaultIndenter("", "\n"));
      json.setPrettyPrinter(lines);
      json.writeStartArray();
      int count = rows.getMetaData().getColumnCount();
      while (rows.next() && !out.checkError()) {
        json.writeStartObject();
        for (int i = 1; i <= count; i++) {
          json.writeFieldName(rows.getMetaData().getColumnLabel(i));
          value(json, rows.getObject(i));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.println();
  }

  private static void value(JsonGenerator json, Object value) throws IOException, SQLException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Double || value instanceof Float) {
      json.writeNumber(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Array array) {
      json.writeStartArray();
      for (Object element : (Object[]) array.getArray()) {
        value(json, element);
      }
      json.writeEndArray();
    } else {
      json.writeString(Cell.text(value));
    }
  }
}

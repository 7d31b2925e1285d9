package dev.systape.analyzer.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * An array of objects, one a row, one line each. Numbers are JSON numbers, lists arrays, structs
 * objects, bytes text with {@code \xNN}; what JSON has no number for (NaN, Infinity) is text.
 */
public final class JsonWriter implements RowWriter {
  private final Writer out;

  /** Rows on a writer. */
  public JsonWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(Rows rows) throws SQLException, IOException {
    try (JsonGenerator json = generator()) {
      out.write('[');
      for (int count = 0; rows.next(); count++) {
        out.write(count == 0 ? "\n" : ",\n");
        object(json, rows);
        json.flush();
      }
      out.write("\n]\n");
    }
  }

  /** Writes the first row alone, as an object. */
  public void writeFirst(Rows rows) throws SQLException, IOException {
    try (JsonGenerator json = generator()) {
      rows.next();
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      object(json, rows);
      json.flush();
      out.write('\n');
    }
  }

  /** Values one after the other: what stands between rows is written around it. */
  private JsonGenerator generator() throws IOException {
    return new JsonFactory()
        .createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
        .setPrettyPrinter(new MinimalPrettyPrinter(""));
  }

  private static void object(JsonGenerator json, Rows rows) throws SQLException, IOException {
    json.writeStartObject();
    for (int i = 0; i < rows.columns(); i++) {
      json.writeFieldName(rows.name(i));
      value(json, rows.value(i));
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      number(json, number);
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        value(json, entry.getValue());
      }
      json.writeEndObject();
    } else {
      json.writeString(Cell.text(value));
    }
  }

  private static void number(JsonGenerator json, Number number) throws IOException {
    if (number instanceof BigInteger big) {
      json.writeNumber(big);
    } else if (number instanceof BigDecimal big) {
      json.writeNumber(big);
    } else if (number instanceof Double) {
      json.writeNumber(number.doubleValue());
    } else if (number instanceof Float) {
      json.writeNumber(number.floatValue());
    } else {
      json.writeNumber(number.longValue());
    }
  }
}

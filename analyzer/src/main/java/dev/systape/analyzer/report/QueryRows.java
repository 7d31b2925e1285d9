package dev.systape.analyzer.report;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;

/** The rows of a query, as DuckDB hands them over; the result set stays the caller's. */
public final class QueryRows implements Rows {
  private static final Set<String> NUMBERS =
      Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "BIGNUM");

  /** A date and a time as SQL writes them, with the fraction of a second that there is. */
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private final ResultSet result;
  private final String[] names;
  private final boolean[] numbers;
  private final boolean[] timestamps;

  /** The rows of a result set that has not been moved. */
  public QueryRows(ResultSet result) throws SQLException {
    this.result = result;
    ResultSetMetaData columns = result.getMetaData();
    names = new String[columns.getColumnCount()];
    numbers = new boolean[names.length];
    timestamps = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      String type = columns.getColumnTypeName(i + 1);
      names[i] = columns.getColumnLabel(i + 1);
      numbers[i] = isNumberType(type);
      timestamps[i] = "TIMESTAMP".equals(type);
    }
  }

  /** Unsigned types are those with a U before them. */
  private static boolean isNumberType(String type) {
    return type.startsWith("DECIMAL")
        || NUMBERS.contains(type)
        || type.startsWith("U") && NUMBERS.contains(type.substring(1));
  }

  @Override
  public int columns() {
    return names.length;
  }

  @Override
  public String name(int column) {
    return names[column];
  }

  @Override
  public boolean isNumber(int column) {
    return numbers[column];
  }

  @Override
  public boolean next() throws SQLException {
    return result.next();
  }

  @Override
  public Object value(int column) throws SQLException {
    // A java.sql.Timestamp cannot say the hours that this machine's time zone skips.
    return timestamps[column]
        ? plain(result.getObject(column + 1, LocalDateTime.class))
        : plain(result.getObject(column + 1));
  }

  private static Object plain(Object value) throws SQLException {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    if (value instanceof Array array) {
      return list((Object[]) array.getArray());
    }
    if (value instanceof DuckDBStruct struct) {
      return map(struct.getMap());
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    return text(value);
  }

  private static List<Object> list(Object[] elements) throws SQLException {
    List<Object> list = new ArrayList<>(elements.length);
    for (Object element : elements) {
      list.add(plain(element));
    }
    return list;
  }

  private static Map<String, Object> map(Map<?, ?> entries) throws SQLException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      map.put(Cell.text(plain(entry.getKey())), plain(entry.getValue()));
    }
    return map;
  }

  private static Object text(Object value) {
    if (value instanceof LocalDateTime time) {
      return TIMESTAMP.format(time);
    }
    if (value instanceof Timestamp time) {
      return TIMESTAMP.format(time.toLocalDateTime());
    }
    if (value instanceof OffsetDateTime time) {
      return TIMESTAMP.format(time.withOffsetSameInstant(ZoneOffset.UTC)) + "+00";
    }
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof JsonNode json) {
      return json.toString();
    }
    return value instanceof String text ? text : value.toString();
  }
}

package dev.systape.analyzer.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an export is: one JSON object in a file of its directory. */
final class Sidecar {
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private Sidecar() {}

  /** Of a format's export of a tape. */
  static Sidecar of(Path tape, String format) {
    Path name = tape.getFileName();
    return new Sidecar()
        .put("made_by", "systape analyze export")
        .put("format", format)
        .put("tape", name == null ? tape.toString() : name.toString());
  }

  /** Adds a fact: a text, a number, a truth, null, or a list or map of such. */
  Sidecar put(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  /** Writes it to a directory. */
  void write(Path directory) throws IOException {
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(Destination.create(directory.resolve(Destination.SIDECAR)))) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      value(json, facts);
    }
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        value(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }
}

package dev.systape.analyzer.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JSON object a line, as {@code systape.schema.json} says. */
public final class JsonLinesExport implements Export {
  private static final String SCHEMA = "systape.schema.json";

  JsonLinesExport() {}

  /** The JSON Schema of a line. */
  public static String schema() {
    try (InputStream in = JsonLinesExport.class.getResourceAsStream(SCHEMA)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(Path tape, ExportOptions options, Destination out) throws IOException {
    try (TapeReader reader = TapeReader.open(tape);
        JsonGenerator json = new JsonFactory().createGenerator(out.file());
        JsonLines lines = new JsonLines(reader, Descriptions.load(), json)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      lines.header(reader.header());
      lines.walk(reader);
      lines.health(reader.health());
      json.writeRaw('\n');
      Notices.ofHealth(tape, reader.health(), options);
    }
  }
}

package dev.systape.analyzer.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;

/** Holds lines against the published schema. */
final class SchemaCheck {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(JsonLinesExport.schema());

  /** A line that is as the schema says, as a tree. */
  JsonNode valid(String line) throws IOException {
    JsonNode node = MAPPER.readTree(line);
    assertThat(schema.validate(node)).as(line).isEmpty();
    return node;
  }

  /** Whether a line is not as the schema says. */
  boolean isRefused(String line) throws IOException {
    return !schema.validate(MAPPER.readTree(line)).isEmpty();
  }
}

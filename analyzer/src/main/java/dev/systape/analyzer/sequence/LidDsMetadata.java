package dev.systape.analyzer.sequence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/**
 * What the JSON file of a LID-DS recording says: {@code "exploit": true} where an attack is in it.
 */
final class LidDsMetadata {
  private static final JsonFactory JSON =
      new JsonFactory().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES);

  private LidDsMetadata() {}

  static CallStream.Label label(InputStream in, String file) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        boolean exploit =
            depth == 1 && token == JsonToken.FIELD_NAME && "exploit".equals(parser.currentName());
        if (exploit) {
          return of(parser.nextToken(), file);
        }
      }
    } catch (JsonProcessingException e) {
      throw new TraceException(
          file + " is no JSON that describes a recording: " + e.getOriginalMessage());
    }
    throw new TraceException(file + " does not say whether there was an \"exploit\"");
  }

  private static CallStream.Label of(JsonToken value, String file) throws TraceException {
    if (value == JsonToken.VALUE_TRUE) {
      return CallStream.Label.ATTACK;
    }
    if (value == JsonToken.VALUE_FALSE) {
      return CallStream.Label.NORMAL;
    }
    throw new TraceException(file + ": \"exploit\" is neither true nor false");
  }
}

package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.schema.ddl.Ddl;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What decides how a database comes out of a tape, in a word: the code by a number that is raised
 * with every change of what the rows hold; the tables, number tables, names and descriptions by the
 * hash of their statements. A database that says another word is loaded again. The word is made by
 * the build, beside the empty database: hashing at each start would cost more than opening the
 * database.
 */
final class LoaderVersion {
  /** Where the word is, beside this class. */
  static final String RESOURCE = "loader.version";

  private static final int CODE = 1;
  private static final String PREFIX = "systape loader ";

  private LoaderVersion() {}

  /** The word for the database that statements make. */
  static String of(List<String> statements) {
    CRC32C crc = new CRC32C();
    crc.update(Long.toHexString(Descriptions.load().hash()).getBytes(UTF_8));
    statements.forEach(statement -> crc.update(statement.getBytes(UTF_8)));
    return PREFIX + CODE + "-" + HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** The word of this build. */
  static String current() {
    try (InputStream in = LoaderVersion.class.getResourceAsStream(RESOURCE)) {
      return in == null ? of(Ddl.statements()) : new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a text is the word of some loader of ours. */
  static boolean isOurs(String text) {
    return text.startsWith(PREFIX);
  }
}

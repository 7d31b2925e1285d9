package dev.systape.analyzer.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.systape.schema.tape.TapeHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One recording: its lines, which come in order, and the zip file that becomes of them. */
final class LidDsRecording {
  private static final String RESOURCES =
      "timestamp,cpu_usage,memory_usage,network_received,network_send,storage_read,storage_written\n";

  private final int number;
  private final String suffix;
  private final TextFiles lines;
  private long firstNs;
  private long lastNs;
  private String part = "";

  LidDsRecording(Path work, int number, String suffix) throws IOException {
    this.number = number;
    this.suffix = suffix;
    lines = new TextFiles(work.resolve(number + ".sc"));
  }

  /** Adds a line. */
  void line(long timeNs, String line) throws IOException {
    firstNs = firstNs == 0 ? timeNs : firstNs;
    lastNs = timeNs;
    lines.append(line);
    lines.append("\n");
  }

  /** When its last line was, ns since 1970. */
  long lastNs() {
    return lastNs;
  }

  /** The part that it is in. */
  String part() {
    return part;
  }

  /** Says which part it is in. */
  void part(String name) {
    part = name;
  }

  /**
   * Writes the zip file.
   *
   * @param attack its name, null for none
   * @param attackNs when it began, ns since 1970
   */
  void zip(Path directory, String base, TapeHeader header, String attack, Long attackNs)
      throws IOException {
    lines.flush();
    String name = String.format(Locale.ROOT, "%s-%06d%s", base, number + 1, suffix);
    try (ZipOutputStream zip =
        new ZipOutputStream(Destination.create(directory.resolve(name + ".zip")))) {
      zip.putNextEntry(new ZipEntry(name + ".sc"));
      Files.copy(lines.file(), zip);
      entry(zip, name + ".json", metadata(header, attack, attackNs));
      entry(zip, name + ".res", RESOURCES.getBytes(StandardCharsets.UTF_8));
      entry(zip, name + ".pcap", noPackets());
    }
    Files.delete(lines.file());
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
  }

  /** The head of a file of packets, pcap-savefile(5): version 2.4, LINKTYPE_ETHERNET. */
  private static byte[] noPackets() {
    return ByteBuffer.allocate(24)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xa1b2c3d4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putInt(0)
        .putInt(0)
        .putInt(0x40000)
        .putInt(1)
        .array();
  }

  private byte[] metadata(TapeHeader header, String attack, Long attackNs) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(bytes)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature())) {
      json.writeStartObject();
      json.writeArrayFieldStart("container");
      json.writeStartObject();
      json.writeStringField("ip", "");
      // The framework takes single quotes for double ones.
      json.writeStringField("name", header.host().replace("'", "_"));
      json.writeStringField("role", "normal");
      json.writeEndObject();
      json.writeEndArray();
      json.writeBooleanField("exploit", attack != null);
      json.writeStringField("exploit_name", attack == null ? "" : attack.replace("'", "_"));
      json.writeStringField("image", "");
      json.writeNumberField("recording_time", (lastNs - firstNs + 999_999_999) / 1_000_000_000);
      json.writeObjectFieldStart("time");
      time(json, "container_ready", firstNs);
      json.writeArrayFieldStart("exploit");
      if (attack != null) {
        json.writeStartObject();
        json.writeNumberField("absolute", seconds(attackNs));
        json.writeStringField("name", attack.replace("'", "_"));
        json.writeStringField("source", "--attack-start");
        json.writeEndObject();
      }
      json.writeEndArray();
      time(json, "warmup_end", firstNs);
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void time(JsonGenerator json, String name, long ns) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("absolute", seconds(ns));
    json.writeStringField("source", "tape");
    json.writeEndObject();
  }

  private static BigDecimal seconds(long ns) {
    return BigDecimal.valueOf(ns, 9);
  }
}

package dev.systape.analyzer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.Health;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze info}: what a tape is, without loading it. */
@Command(
    name = "info",
    description = "header, size and health of a tape, without loading it",
    sortOptions = false)
final class InfoCommand extends TraceCommand {
  @Parameters(index = "0", paramLabel = "TRACE", description = "the tape")
  Path tape;

  @Option(names = "--json", description = "one object")
  boolean json;

  @Option(names = "--csv", description = "comma separated values, a line a fact")
  boolean csv;

  InfoCommand(Console console) {
    super(console);
  }

  @Override
  void run() throws IOException {
    Map<String, Object> facts = facts();
    if (json) {
      try (JsonGenerator out = new JsonFactory().createGenerator(console.out())) {
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        out.useDefaultPrettyPrinter();
        out.writeStartObject();
        for (var fact : facts.entrySet()) {
          out.writeFieldName(fact.getKey());
          if (fact.getValue() instanceof Long number) {
            out.writeNumber(number);
          } else if (fact.getValue() instanceof Boolean truth) {
            out.writeBoolean(truth);
          } else {
            out.writeString(fact.getValue().toString());
          }
        }
        out.writeEndObject();
      }
      console.out().println();
    } else {
      facts.forEach(
          (name, value) ->
              console
                  .out()
                  .println(
                      csv
                          ? name + ",\"" + value.toString().replace("\"", "\"\"") + '"'
                          : String.format("%-18s %s", name, value)));
    }
  }

  private Map<String, Object> facts() throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    try (TapeReader reader = TapeReader.open(tape)) {
      TapeHeader header = reader.header();
      reader.readAll(new Ignore());
      Health health = reader.health();
      facts.put("tape", tape.toString());
      facts.put("command", text(header.command()));
      facts.put("working_directory", new String(header.workingDirectory(), StandardCharsets.UTF_8));
      facts.put("recorded_with", text(header.commandLine()));
      facts.put("backend", header.backend() == TapeHeader.PTRACE ? "ptrace" : "ebpf");
      facts.put("started_at", Instant.ofEpochSecond(0, header.clock().realtimeNs()).toString());
      facts.put("host", header.host());
      facts.put("kernel", header.kernel());
      facts.put("machine", header.machine());
      facts.put("filter", header.filter().isEmpty() ? "none, every call" : header.filter());
      facts.put("string_limit", (long) header.stringLimit());
      facts.put("format_version", (long) header.formatVersion());
      facts.put("recorder_version", header.recorderVersion());
      facts.put("bytes", reader.bytes());
      health(facts, health);
    }
    return facts;
  }

  private static void health(Map<String, Object> facts, Health health) {
    facts.put("whole", health.whole());
    facts.put("ended", health.ended());
    facts.put("batches", health.batches());
    facts.put("records", health.records());
    facts.put("calls", health.calls());
    facts.put("lost_records", health.lostRecords());
    facts.put("damaged_batches", health.damagedBatches());
    facts.put("missing_batches", health.missingBatches());
    facts.put("damaged_records", health.damagedRecords());
    facts.put("unknown_records", health.unknownRecords());
    facts.put("stray_captures", health.strayCaptures());
    facts.put("truncated", health.truncated());
  }

  private static String text(List<byte[]> words) {
    return words.stream()
        .map(word -> new String(word, StandardCharsets.UTF_8))
        .collect(Collectors.joining(" "));
  }

  /** Reads for the health alone. */
  private static final class Ignore implements RecordSink {
    @Override
    public void syscall(long index, long record, CallCaptures captures) {
      // Counted by the reader.
    }

    @Override
    public void event(long index, long record, TapeRecord body) {
      // Likewise.
    }
  }
}

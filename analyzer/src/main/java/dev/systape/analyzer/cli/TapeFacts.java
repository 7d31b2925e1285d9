package dev.systape.analyzer.cli;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.Health;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a tape's header, its end and a look at every record tell. */
final class TapeFacts implements RecordSink {
  private static final double MS_PER_S = 1e3;

  private TapeEnd end;
  private long endNs;

  private TapeFacts() {}

  /** The facts by name, in the order in which to show them. */
  static Map<String, Object> of(Path tape, TapeReader reader) throws IOException {
    TapeFacts sink = new TapeFacts();
    reader.readAll(sink);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tape", tape.toString());
    facts.put("bytes", reader.bytes());
    header(facts, reader.header());
    sink.end(facts, reader.header(), reader.health());
    health(facts, reader.health());
    return facts;
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    // The reader counts it.
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    if (body instanceof TapeEnd last) {
      end = last;
      endNs = RecordHeader.timeNs(record);
    }
  }

  private static void header(Map<String, Object> facts, TapeHeader header) {
    int options = header.options();
    facts.put("command", texts(header.command()));
    facts.put("recorded_with", texts(header.commandLine()));
    facts.put("working_directory", text(header.workingDirectory()));
    facts.put("started_at", Instant.EPOCH.plusNanos(header.clock().realtimeNs()).toString());
    facts.put("host", header.host());
    facts.put("kernel", header.kernel());
    facts.put("machine", header.machine());
    facts.put("backend", backend(header.backend()));
    facts.put("filter", header.filter().isEmpty() ? null : header.filter());
    facts.put("string_limit", Integer.toUnsignedLong(header.stringLimit()));
    facts.put("followed", (options & TapeHeader.FOLLOWED) != 0);
    facts.put("attached", (options & TapeHeader.ATTACHED) != 0);
    facts.put("full_registers", (options & TapeHeader.FULL_REGISTERS) != 0);
    facts.put("kernel_filter", (options & TapeHeader.KERNEL_FILTER) != 0);
    facts.put("synthetic", (options & TapeHeader.SYNTHETIC) != 0);
    facts.put("recorder_version", header.recorderVersion());
    facts.put("format_version", header.formatVersion());
  }

  private static String backend(int backend) {
    return switch (backend) {
      case TapeHeader.PTRACE -> "ptrace";
      case TapeHeader.EBPF -> "ebpf";
      default -> "backend " + backend;
    };
  }

  private void end(Map<String, Object> facts, TapeHeader header, Health health) {
    long lastNs = end == null ? health.lastCommitNs() : endNs;
    long ms = Math.max(0, lastNs - header.clock().monotonicNs()) / 1_000_000;
    facts.put("seconds", ms / MS_PER_S);
    facts.put("ended", end == null ? null : reason(end.reason()));
    facts.put("end_detail", end == null || end.detail().isEmpty() ? null : end.detail());
    boolean started = (header.options() & TapeHeader.ATTACHED) == 0;
    boolean hasStatus =
        started && end != null && (end.reason() == TapeEnd.ENDED || end.waitStatus() != 0);
    facts.put("largest_ring_fill", end == null ? null : end.largestRingFill());
    facts.put("exit", hasStatus ? exit(end.waitStatus()) : null);
  }

  private static String reason(int reason) {
    return switch (reason) {
      case TapeEnd.ENDED -> "ended";
      case TapeEnd.TIMEOUT -> "timeout";
      case TapeEnd.MAX_SIZE -> "max size";
      case TapeEnd.DETACHED -> "detached";
      case TapeEnd.FAILED -> "failed";
      default -> "reason " + reason;
    };
  }

  /** A status word of wait(2): the signal in bits 0 to 6, the exit status in bits 8 to 15. */
  private static String exit(int waitStatus) {
    int signal = waitStatus & 0x7f;
    return signal == 0 ? "exit " + (waitStatus >> 8 & 0xff) : "killed by signal " + signal;
  }

  private static void health(Map<String, Object> facts, Health health) {
    facts.put("whole", health.whole());
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

  private static List<Object> texts(List<byte[]> words) {
    return words.stream().map(TapeFacts::text).toList();
  }

  /** Text, or the bytes where they are no UTF-8. */
  private static Object text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return bytes;
    }
  }
}

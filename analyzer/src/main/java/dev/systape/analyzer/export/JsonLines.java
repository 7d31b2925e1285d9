package dev.systape.analyzer.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.tape.Health;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.tape.Clock;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.MapsSnapshot;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.ResolvedPath;
import dev.systape.schema.tape.Seccomp;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.Stop;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.text.CallView;
import dev.systape.schema.value.CallValues;
import java.io.IOException;
import java.util.List;

/** Writes records as objects. */
final class JsonLines extends CallWalk {
  private final JsonGenerator json;
  private final JsonValues values;
  private final CallValues calls;

  JsonLines(TapeReader reader, Descriptions descriptions, JsonGenerator json) {
    super(reader, descriptions);
    this.json = json;
    values = new JsonValues(json);
    calls = new CallValues(descriptions);
  }

  /** The first line: what the tape is. */
  void header(TapeHeader header) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "tape");
    json.writeStringField("format", "systape-jsonl-1");
    json.writeStringField("host", header.host());
    json.writeStringField("kernel", header.kernel());
    json.writeStringField("machine", header.machine());
    json.writeStringField("recorder", header.recorderVersion());
    bytes("working_directory", header.workingDirectory());
    list("command", header.command());
    json.writeStringField("filter", header.filter());
    json.writeNumberField("string_limit", header.stringLimit());
    Clock clock = header.clock();
    word("monotonic_ns", clock.monotonicNs());
    word("realtime_ns", clock.realtimeNs());
    word("boot_ns", clock.bootNs());
    json.writeEndObject();
  }

  /** The last line: how well the tape could be read. */
  void health(Health health) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "health");
    json.writeBooleanField("whole", health.whole());
    json.writeBooleanField("ended", health.ended());
    word("calls", health.calls());
    word("lost_records", health.lostRecords());
    word("damaged_batches", health.damagedBatches());
    word("missing_batches", health.missingBatches());
    word("damaged_records", health.damagedRecords());
    word("unknown_records", health.unknownRecords());
    json.writeEndObject();
  }

  @Override
  void call(long index, long record, CallView view) throws IOException {
    begin("call", index, record);
    int abi = RecordHeader.abi(record);
    int number = SyscallRecord.number(record);
    json.writeStringField("abi", Alphabet.kind(abi));
    word("nr", number);
    json.writeStringField("name", Alphabet.name(abi, number));
    word("entry_ns", RecordHeader.timeNs(record));
    int flags = SyscallRecord.flags(record);
    boolean returned = (flags & SyscallRecord.NO_EXIT) == 0;
    if (returned) {
      word("exit_ns", SyscallRecord.exitNs(record));
      word("duration_ns", SyscallRecord.exitNs(record) - RecordHeader.timeNs(record));
    }
    flag("no_entry", flags & SyscallRecord.NO_ENTRY);
    flag("no_exit", flags & SyscallRecord.NO_EXIT);
    flag("captures_cut", flags & SyscallRecord.CAPTURES_CUT);
    flag("injected", flags & SyscallRecord.INJECTED);
    flag("delayed", flags & SyscallRecord.DELAYED);
    if (view != null) {
      json.writeFieldName("args");
      calls.arguments(view, values);
      if (view.hasResult()) {
        word("ret", view.result());
        if (Abi.isError(view.result())) {
          String name = ErrnoNames.name((int) -view.result());
          json.writeStringField("errno", name == null ? "" + -view.result() : name);
        }
      }
    }
    json.writeEndObject();
  }

  @Override
  void other(long index, long record, TapeRecord body) throws IOException {
    if (body instanceof TapeHeader) {
      return;
    }
    begin(body.type().name().toLowerCase(java.util.Locale.ROOT), index, record);
    word("time_ns", RecordHeader.timeNs(record));
    if (body instanceof ProcessNew born) {
      word("parent_tid", born.parentTid());
      word("parent_pid", born.parentPid());
      word("clone_flags", born.cloneFlags());
      json.writeStringField("origin", origin(born.origin()));
      word("namespace_tid", born.namespaceTid());
      bytes("comm", born.comm());
      if (born.running() != null) {
        runs(born.running());
      }
    } else if (body instanceof Exec exec) {
      word("old_tid", exec.oldTid());
      runs(exec);
    } else if (body instanceof Exit exit) {
      exit(exit);
    } else if (body instanceof Signal signal) {
      signal(signal.signo());
      json.writeBinaryField("siginfo", signal.siginfo());
    } else if (body instanceof Stop stop) {
      signal(stop.signo());
    } else {
      rare(body);
    }
    json.writeEndObject();
  }

  private void runs(Exec exec) throws IOException {
    bytes("path", exec.path());
    bytes("working_directory", exec.workingDirectory());
    list("argv", exec.arguments());
  }

  private void rare(TapeRecord body) throws IOException {
    if (body instanceof Seccomp seccomp) {
      word("data", seccomp.data());
      word("nr", seccomp.number());
    } else if (body instanceof ResolvedPath resolved) {
      word("call_sequence", resolved.callSequence());
      word("fd", resolved.fd());
      word("device", resolved.device());
      word("inode", resolved.inode());
      bytes("path", resolved.path());
    } else if (body instanceof FdSnapshot snapshot) {
      json.writeArrayFieldStart("descriptors");
      for (var each : snapshot.descriptors()) {
        json.writeStartObject();
        word("fd", each.fd());
        word("flags", each.flags());
        word("position", each.position());
        bytes("target", each.target());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else if (body instanceof MapsSnapshot maps) {
      word("part", maps.part());
      word("parts", maps.parts());
      bytes("maps", maps.maps());
    } else if (body instanceof Lost lost) {
      word("count", lost.count());
      word("from_ns", lost.fromNs());
      word("to_ns", lost.toNs());
    } else if (body instanceof TapeEnd end) {
      word("reason", end.reason());
      word("wait_status", end.waitStatus());
      word("calls", end.calls());
      word("lost", end.lost());
      json.writeStringField("detail", end.detail());
    }
  }

  private void exit(Exit exit) throws IOException {
    int status = exit.waitStatus();
    if ((status & 0x7f) == 0) {
      word("status", status >> 8 & 0xff);
    } else {
      signal(status & 0x7f);
    }
    json.writeBooleanField("process_ended", exit.processEnded() != 0);
    if (exit.usage().known() != 0) {
      json.writeObjectFieldStart("usage");
      word("user_us", exit.usage().userUs());
      word("system_us", exit.usage().systemUs());
      word("max_rss_kib", exit.usage().maxRssKib());
      word("minor_faults", exit.usage().minorFaults());
      word("major_faults", exit.usage().majorFaults());
      word("voluntary_switches", exit.usage().voluntarySwitches());
      word("involuntary_switches", exit.usage().involuntarySwitches());
      json.writeEndObject();
    }
  }

  private static String origin(int origin) {
    return switch (origin) {
      case ProcessNew.CREATED -> "created";
      case ProcessNew.SPAWNED -> "spawned";
      case ProcessNew.ATTACHED -> "attached";
      default -> "origin " + origin;
    };
  }

  private void begin(String type, long index, long record) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
    word("seq", index);
    word("tid", RecordHeader.tid(record));
    word("pid", RecordHeader.pid(record));
  }

  private void signal(int signal) throws IOException {
    String name = SignalNames.name(signal);
    word("signo", signal);
    json.writeStringField("signal", name == null ? "SIG_" + signal : name);
  }

  private void flag(String name, int bit) throws IOException {
    if (bit != 0) {
      json.writeBooleanField(name, true);
    }
  }

  private void word(String name, long value) throws IOException {
    json.writeFieldName(name);
    values.signed(value);
  }

  private void bytes(String name, byte[] value) throws IOException {
    json.writeFieldName(name);
    values.bytes(value);
  }

  private void list(String name, List<byte[]> list) throws IOException {
    json.writeArrayFieldStart(name);
    list.forEach(values::bytes);
    json.writeEndArray();
  }
}

package dev.systape.analyzer.export;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.Stop;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.text.CallView;
import dev.systape.schema.value.CallValues;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes records as packets: a call is a slice on the track of its thread with its arguments as
 * debug annotations, a signal or an exec an instant. A call that did not return ends with its
 * thread.
 */
final class PerfettoTrace extends CallWalk {
  /** Fields of TrackEvent, perfetto/trace/track_event/track_event.proto. */
  private static final int CATEGORY_IIDS = 3;

  private static final int ANNOTATIONS = 4;
  private static final int TYPE = 9;
  private static final int NAME_IID = 10;
  private static final int TRACK = 11;
  private static final int SLICE_BEGIN = 1;
  private static final int SLICE_END = 2;
  private static final int INSTANT = 3;

  private final PerfettoPackets packets;
  private final PerfettoTracks tracks;
  private final CallValues calls;
  private final PerfettoValues values;
  private final Interned categories = new Interned(PerfettoPackets.EVENT_CATEGORIES);
  private final Interned names = new Interned(PerfettoPackets.EVENT_NAMES);
  private final ProtoWriter event = new ProtoWriter();
  private final ProtoWriter data = new ProtoWriter();

  PerfettoTrace(TapeReader reader, Descriptions descriptions, OutputStream out) {
    super(reader, descriptions);
    packets = new PerfettoPackets(out);
    tracks = new PerfettoTracks(packets);
    calls = new CallValues(descriptions);
    values = new PerfettoValues(ANNOTATIONS, new Interned(PerfettoPackets.ANNOTATION_NAMES));
  }

  /** Writes what stands before all events: the clocks. */
  void begin(TapeHeader header) throws IOException {
    packets.clocks(header.clock());
  }

  @Override
  void walk(TapeReader reader) throws IOException {
    super.walk(reader);
    tracks.finish();
  }

  @Override
  void call(long index, long record, CallView view) throws IOException {
    long track = tracks.thread(RecordHeader.pid(record), RecordHeader.tid(record));
    String name = Alphabet.name(RecordHeader.abi(record), SyscallRecord.number(record));
    start(SLICE_BEGIN, track, "syscall", name);
    values.into(event, data);
    if (view != null) {
      calls.arguments(view, values);
      result(view);
    }
    packets.event(RecordHeader.timeNs(record), event, data);
    if ((SyscallRecord.flags(record) & SyscallRecord.NO_EXIT) == 0) {
      end(track, SyscallRecord.exitNs(record));
    } else {
      tracks.unfinished(RecordHeader.tid(record));
    }
    tracks.called(RecordHeader.tid(record));
  }

  private void result(CallView view) {
    values.into(event, data).beginObject();
    if (view.hasResult()) {
      values.name("ret");
      values.signed(view.result());
      if (Abi.isError(view.result())) {
        String errno = ErrnoNames.name((int) -view.result());
        values.name("errno");
        values.text(errno == null ? "" + -view.result() : errno);
      }
    }
    values.name("abi");
    values.text(view.abi().label());
    values.endObject();
  }

  private void start(int type, long track, String category, String name) {
    event.clear();
    data.clear();
    event.number(TYPE, type);
    event.number(TRACK, track);
    event.number(CATEGORY_IIDS, categories.number(category, data));
    event.number(NAME_IID, names.number(name, data));
  }

  private void end(long track, long timeNs) throws IOException {
    event.clear();
    data.clear();
    event.number(TYPE, SLICE_END);
    event.number(TRACK, track);
    packets.event(timeNs, event, data);
  }

  @Override
  void other(long index, long record, TapeRecord body) throws IOException {
    int pid = RecordHeader.pid(record);
    int tid = RecordHeader.tid(record);
    long timeNs = RecordHeader.timeNs(record);
    if (body instanceof ProcessNew born) {
      tracks.named(pid, tid, born.comm());
    } else if (body instanceof Exec exec) {
      // The leader that was there before died in what it did.
      endUnfinished(pid, tid, timeNs);
      long track = tracks.executed(pid, tid, exec);
      start(INSTANT, track, "process", "exec");
      values.into(event, data).beginObject();
      values.name("path");
      values.text(PerfettoValues.text(exec.path()));
      values.endObject();
      packets.event(timeNs, event, data);
    } else if (body instanceof Signal signal) {
      instant(tracks.thread(pid, tid), "signal", signalName(signal.signo()), timeNs);
    } else if (body instanceof Stop stop) {
      String name = "stopped by " + signalName(stop.signo());
      instant(tracks.thread(pid, tid), "signal", name, timeNs);
    } else if (body instanceof Exit exit) {
      endUnfinished(pid, tid, timeNs);
      tracks.ended(pid, tid, exit.processEnded() != 0);
    } else if (body instanceof Lost lost) {
      instant(tracks.global(), "tape", lost.count() + " records lost", timeNs);
    }
  }

  private void endUnfinished(int pid, int tid, long timeNs) throws IOException {
    if (tracks.finish(tid)) {
      end(tracks.thread(pid, tid), timeNs);
    }
  }

  private void instant(long track, String category, String name, long timeNs) throws IOException {
    start(INSTANT, track, category, name);
    packets.event(timeNs, event, data);
  }

  private static String signalName(int signal) {
    String name = SignalNames.name(signal);
    return name == null ? "SIG_" + signal : name;
  }
}

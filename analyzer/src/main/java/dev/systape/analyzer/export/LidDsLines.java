package dev.systape.analyzer.export;

import dev.systape.analyzer.print.LineSink;
import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.ExecCallers;
import dev.systape.analyzer.sequence.ReadOptions.By;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.tape.Clock;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.text.CallView;
import dev.systape.schema.value.CallValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes two lines a call, where it begins and where it returns; sorted by time they come back to
 * {@link Names}, which hands them to their recordings.
 */
final class LidDsLines extends CallWalk {
  /** Who wrote a call; LID-DS has the user, the tape has not. */
  private static final String USER = " -1 ";

  private static final char SEPARATOR = '\t';
  private static final int COMM = 15;

  private final Names names;
  private final LineSink sink;
  private final CallValues values;
  private final FlatArguments flat = new FlatArguments();
  private final Map<Integer, String> programs = new HashMap<>();
  private final ExecCallers callers = new ExecCallers();
  private final StringBuilder line = new StringBuilder();
  private final long realtimeOffsetNs;

  LidDsLines(TapeReader reader, Descriptions descriptions, Names names, LineSink sink) {
    super(reader, descriptions);
    this.names = names;
    this.sink = sink;
    values = new CallValues(descriptions);
    Clock clock = reader.header().clock();
    realtimeOffsetNs = clock.realtimeNs() - clock.monotonicNs();
  }

  /** Numbers the recordings and writes their lines. */
  static final class Names {
    private final By by;
    private final Path work;
    private final Map<Integer, Integer> open = new HashMap<>();
    private final List<LidDsRecording> recordings = new ArrayList<>();

    /**
     * Recordings.
     *
     * @param by whose calls are one; null: all
     * @param work where lines are kept
     */
    Names(By by, Path work) {
      this.by = by;
      this.work = work;
    }

    /** The recordings, in the order in which their first calls came. */
    List<LidDsRecording> recordings() {
      return recordings;
    }

    private int of(int pid, int tid) throws IOException {
      int key = by == null ? 0 : by == By.THREAD ? tid : pid;
      Integer known = open.get(key);
      if (known == null) {
        known = recordings.size();
        String name = by == null ? "" : by == By.THREAD ? "-tid-" + tid : "-pid-" + pid;
        recordings.add(new LidDsRecording(work, known, name));
        open.put(key, known);
      }
      return known;
    }

    private void end(By kind, int key) {
      if (by == kind) {
        open.remove(key);
      }
    }

    /** Takes a line back. */
    void line(long timeNs, CharSequence line) throws IOException {
      String text = line.toString();
      int end = text.indexOf(SEPARATOR);
      recordings
          .get(Integer.parseInt(text.substring(0, end)))
          .line(timeNs, text.substring(end + 1));
    }
  }

  @Override
  void call(long index, long record, CallView view) throws IOException {
    int pid = RecordHeader.pid(record);
    int recording = names.of(pid, RecordHeader.tid(record));
    flat.clear();
    if (view != null) {
      values.arguments(view, flat);
    }
    begin(recording, record, RecordHeader.timeNs(record), '>');
    for (FlatArguments.Argument each : flat.arguments()) {
      String word = each.symbol() == null ? each.number() : each.symbol().replace(' ', '_');
      argument(each.name(), each.in() == null ? word : each.in());
    }
    sink.line(RecordHeader.timeNs(record) + realtimeOffsetNs, line);
    if ((SyscallRecord.flags(record) & SyscallRecord.NO_EXIT) == 0) {
      begin(recording, record, SyscallRecord.exitNs(record), '<');
      if (view != null && view.hasResult()) {
        argument("res", result(view.result()));
      }
      for (FlatArguments.Argument each : flat.arguments()) {
        if (each.out() != null) {
          argument(each.name(), each.out());
        }
      }
      sink.line(SyscallRecord.exitNs(record) + realtimeOffsetNs, line);
    }
    endFormer(RecordHeader.tid(record));
  }

  private void endFormer(int tid) {
    if (callers.left(tid)) {
      names.end(By.THREAD, tid);
    }
  }

  private void begin(int recording, long record, long timeNs, char direction) {
    int pid = RecordHeader.pid(record);
    line.setLength(0);
    line.append(recording).append(SEPARATOR).append(timeNs + realtimeOffsetNs).append(USER);
    line.append(pid).append(' ').append(programs.getOrDefault(pid, "unknown")).append(' ');
    line.append(RecordHeader.tid(record)).append(' ');
    line.append(Alphabet.name(RecordHeader.abi(record), SyscallRecord.number(record)));
    line.append(' ').append(direction);
  }

  private void argument(String name, String value) {
    line.append(' ').append(name).append('=').append(value);
  }

  private static String result(long result) {
    if (!Abi.isError(result)) {
      return Long.toString(result);
    }
    String name = ErrnoNames.name((int) -result);
    return result + "(" + (name == null ? "errno" : name) + ")";
  }

  @Override
  void other(long index, long record, TapeRecord body) {
    int pid = RecordHeader.pid(record);
    int tid = RecordHeader.tid(record);
    if (body instanceof ProcessNew born) {
      programs.putIfAbsent(pid, word(born.comm()));
      endFormer(tid);
    } else if (body instanceof Exec exec) {
      String path = word(exec.path());
      String name = path.substring(path.lastIndexOf('/') + 1);
      programs.put(pid, name.length() > COMM ? name.substring(0, COMM) : name);
      callers.executed(tid, exec);
    } else if (body instanceof Exit exit) {
      names.end(By.THREAD, tid);
      if (exit.processEnded() != 0) {
        names.end(By.PROCESS, pid);
        programs.remove(pid);
      }
    }
  }

  /** One word: a name that is none would move all fields behind it. */
  private static String word(byte[] name) {
    String text = FlatArguments.escaped(name).replace("\\x20", "_");
    return text.isEmpty() ? "unknown" : text;
  }
}

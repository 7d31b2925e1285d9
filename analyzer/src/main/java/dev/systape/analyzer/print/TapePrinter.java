package dev.systape.analyzer.print;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.Stop;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.text.CallPrinter;
import dev.systape.schema.text.CallView;
import dev.systape.schema.text.SignalPrinter;
import dev.systape.schema.text.TextOptions;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes a tape as text, a line a call, a signal, the end of a thread. While more than one thread
 * lives, lines begin with {@code [pid N]}, which as in strace is the thread's number. A gap is a
 * line too: the text of a tape that lost something says where.
 */
public final class TapePrinter implements RecordSink {
  private final TapeRegisters registers;
  private final CallPrinter calls;
  private final SignalPrinter signals = new SignalPrinter();
  private final CallView view = new CallView();
  private final LineSink sink;
  private final Set<Integer> only;
  private final Set<Integer> living = new HashSet<>();
  private final StringBuilder line = new StringBuilder();
  private int lastTid;
  private IOException failure;

  private TapePrinter(
      TapeRegisters registers,
      Descriptions descriptions,
      TextOptions options,
      Set<Integer> only,
      LineSink sink) {
    this.registers = registers;
    this.only = Set.copyOf(only);
    this.sink = sink;
    calls = new CallPrinter(descriptions, options);
  }

  /**
   * Writes all that is left of a tape.
   *
   * @param only pids and tids of the processes and threads to write; empty: all
   * @throws IOException where the tape cannot be read or the sink not write
   */
  public static void print(
      TapeReader reader,
      Descriptions descriptions,
      TextOptions options,
      Set<Integer> only,
      LineSink sink)
      throws IOException {
    TapePrinter printer = new TapePrinter(reader.registers(), descriptions, options, only, sink);
    try {
      while (reader.read(printer)) {
        printer.rethrow();
      }
      printer.rethrow();
    } finally {
      printer.view.close();
    }
  }

  private void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    if (failure != null || !begin(record)) {
      return;
    }
    Abi abi = TapeRegisters.abi(record);
    RegisterLayout layout = abi == null ? null : registers.layout(abi);
    if (layout == null) {
      line.append("syscall_0x").append(Integer.toHexString(SyscallRecord.number(record)));
      line.append("(...) of an ABI that this version does not know");
    } else {
      look(record, layout, captures);
      calls.print(view, line);
    }
    end(RecordHeader.timeNs(record));
  }

  private void look(long record, RegisterLayout layout, CallCaptures captures) {
    view.begin(record, layout);
    captures.rewind();
    while (captures.next()) {
      view.addCapture(
          captures.argument(),
          captures.phase(),
          captures.flags(),
          captures.address(),
          captures.originalLength(),
          captures.data(),
          Math.toIntExact(captures.length()),
          captures.errno());
    }
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    if (failure != null) {
      return;
    }
    int tid = RecordHeader.tid(record);
    if (body instanceof ProcessNew) {
      living.add(tid);
    } else if (body instanceof Signal signal && begin(record)) {
      signals.signal(signal.signo(), signal.siginfo(), line);
      end(RecordHeader.timeNs(record));
    } else if (body instanceof Stop stop && begin(record)) {
      String name = SignalNames.name(stop.signo());
      line.append("--- stopped by ").append(name == null ? "SIG_" + stop.signo() : name);
      line.append(" ---");
      end(RecordHeader.timeNs(record));
    } else if (body instanceof Exit exit) {
      exit(record, exit);
    } else if (body instanceof Lost lost) {
      line.setLength(0);
      line.append("/* ").append(lost.count()).append(" records were lost here */");
      end(RecordHeader.timeNs(record));
    }
  }

  private void exit(long record, Exit exit) {
    if (begin(record)) {
      signals.exit(exit.waitStatus(), line);
      end(RecordHeader.timeNs(record));
    }
    living.remove(RecordHeader.tid(record));
    lastTid = 0;
  }

  /** Begins the line of a thread; false where the thread is not wanted. */
  private boolean begin(long record) {
    int tid = RecordHeader.tid(record);
    if (tid != lastTid) {
      living.add(tid);
      lastTid = tid;
    }
    if (!only.isEmpty() && !only.contains(tid) && !only.contains(RecordHeader.pid(record))) {
      return false;
    }
    line.setLength(0);
    if (living.size() > 1) {
      line.append("[pid ");
      for (int room = 10_000; room > tid && room > 1; room /= 10) {
        line.append(' ');
      }
      line.append(tid).append("] ");
    }
    return true;
  }

  private void end(long timeNs) {
    try {
      sink.line(timeNs, line);
    } catch (IOException e) {
      failure = e;
    }
  }
}

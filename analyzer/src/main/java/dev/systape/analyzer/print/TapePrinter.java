package dev.systape.analyzer.print;

import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.analyzer.model.DescriptorModel;
import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.tape.Clock;
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
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes a tape as text, a line a call, a signal, the end of a thread. While more than one thread
 * lives, lines begin with {@code [pid N]}, which as in strace is the thread's number. A gap is a
 * line too: the text of a tape that lost something says where.
 */
public final class TapePrinter implements RecordSink {
  private final TapeRegisters registers;
  private final CallPrinter calls;

  /** Nobody sees this one delivered; that the thread was killed is in the line of its end. */
  private static final int SIGKILL = 9;

  private final SignalPrinter signals = new SignalPrinter();
  private final CallView view = new CallView();
  private final LineSink sink;
  private final PrintOptions options;
  private final LineLead lead;
  private final DescriptorModel descriptors;
  private final Set<Integer> living = new HashSet<>();
  private final StringBuilder line = new StringBuilder();
  private final Map<Integer, LastCall> lastCalls = new HashMap<>();
  private int lastTid;
  private LastCall last;
  private IOException failure;

  /** The call that a thread made last: signals and stops show where it was. */
  private static final class LastCall {
    private int number = -1;
    private long instruction;
  }

  private TapePrinter(
      TapeReader reader, Descriptions descriptions, PrintOptions options, LineSink sink) {
    registers = reader.registers();
    this.options = options;
    this.sink = sink;
    calls = new CallPrinter(descriptions, options.text());
    descriptors = new DescriptorModel(reader, new DescribedRoles(descriptions));
    descriptors.detailed(options.text().details());
    view.descriptors(descriptors);
    Clock clock = reader.header().clock();
    lead = new LineLead(options.lead(), clock.realtimeNs() - clock.monotonicNs());
  }

  /**
   * Writes all that is left of a tape.
   *
   * @throws IOException where the tape cannot be read or the sink not write
   */
  public static void print(
      TapeReader reader, Descriptions descriptions, PrintOptions options, LineSink sink)
      throws IOException {
    TapePrinter printer = new TapePrinter(reader, descriptions, options, sink);
    try {
      while (reader.read(printer)) {
        printer.rethrow();
      }
      printer.rethrow();
    } finally {
      printer.view.close();
      printer.descriptors.close();
    }
  }

  private void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    if (failure != null) {
      return;
    }
    descriptors.before(index, record, captures);
    write(record, captures);
    descriptors.after(record, captures);
  }

  private void write(long record, CallCaptures captures) {
    Abi abi = TapeRegisters.abi(record);
    RegisterLayout layout = abi == null ? null : registers.layout(abi);
    thread(record);
    view.previous(last.number);
    last.number = SyscallRecord.number(record);
    last.instruction = layout == null ? 0 : instruction(record, layout);
    if (!isWanted(record, abi) || !begin(record)) {
      return;
    }
    if (layout == null) {
      line.append("syscall_0x").append(Integer.toHexString(SyscallRecord.number(record)));
      line.append("(...) of an ABI that this version does not know");
    } else {
      captures.show(record, layout, view);
      calls.print(view, line);
    }
    if (options.durations() && registers.hasResult(record)) {
      LineLead.duration(SyscallRecord.exitNs(record) - RecordHeader.timeNs(record), line);
    }
    end(RecordHeader.timeNs(record));
  }

  private boolean isWanted(long record, Abi abi) {
    if (abi != null && !options.calls().contains(abi, SyscallRecord.number(record))) {
      return false;
    }
    if (!options.paths().isEmpty() && !descriptors.isAbout(options.paths())) {
      return false;
    }
    PrintOptions.Status status =
        !registers.hasResult(record)
            ? PrintOptions.Status.UNFINISHED
            : Abi.isError(registers.result(record))
                ? PrintOptions.Status.FAILED
                : PrintOptions.Status.SUCCESSFUL;
    return options.statuses().contains(status);
  }

  private static long instruction(long record, RegisterLayout layout) {
    int position = layout.instructionPointer();
    return position < 0 || position >= SyscallRecord.entryRegisters(record)
        ? 0
        : Memory.getLong(SyscallRecord.entryRegister(record, position));
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    if (failure != null) {
      return;
    }
    descriptors.event(index, record, body);
    int tid = RecordHeader.tid(record);
    if (body instanceof ProcessNew) {
      living.add(tid);
    } else if (body instanceof Signal signal) {
      if (signal.signo() != SIGKILL && isWanted(signal.signo()) && begin(record)) {
        signals.signal(signal.signo(), signal.siginfo(), line);
        end(RecordHeader.timeNs(record));
      }
    } else if (body instanceof Stop stop) {
      if (!isWanted(stop.signo()) || !begin(record)) {
        return;
      }
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

  private boolean isWanted(int signal) {
    return options.signals() == null || options.signals().contains(signal);
  }

  private void exit(long record, Exit exit) {
    thread(record);
    last.instruction = 0;
    if (options.exits() && begin(record)) {
      signals.exit(exit.waitStatus(), line);
      end(RecordHeader.timeNs(record));
    }
    living.remove(RecordHeader.tid(record));
    lastCalls.remove(RecordHeader.tid(record));
    lastTid = 0;
  }

  private void thread(long record) {
    int tid = RecordHeader.tid(record);
    if (tid != lastTid) {
      living.add(tid);
      last = lastCalls.get(tid);
      if (last == null) {
        last = new LastCall();
        lastCalls.put(tid, last);
      }
      lastTid = tid;
    }
  }

  /** Begins the line of a thread; false where the thread is not wanted. */
  private boolean begin(long record) {
    int tid = RecordHeader.tid(record);
    thread(record);
    Set<Integer> only = options.only();
    if (!only.isEmpty() && !only.contains(tid) && !only.contains(RecordHeader.pid(record))) {
      return false;
    }
    line.setLength(0);
    if (living.size() > 1 || options.threads()) {
      line.append("[pid ");
      for (int room = 10_000; room > tid && room > 1; room /= 10) {
        line.append(' ');
      }
      line.append(tid).append("] ");
    }
    lead.print(RecordHeader.timeNs(record), last.number, last.instruction, line);
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

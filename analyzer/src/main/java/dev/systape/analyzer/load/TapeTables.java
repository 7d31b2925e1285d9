package dev.systape.analyzer.load;

import dev.systape.analyzer.model.CallRoles;
import dev.systape.analyzer.model.LifeSink;
import dev.systape.analyzer.model.ProcessLife;
import dev.systape.analyzer.model.ProcessModel;
import dev.systape.analyzer.model.ThreadLife;
import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeException;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.Stop;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeRecord;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * The sink that makes rows of records: each goes to the model, then to the tables that it belongs
 * to.
 */
final class TapeTables implements RecordSink, LifeSink, AutoCloseable {
  private final TapeRegisters registers;
  private final ProcessModel model;
  private final CallNames names = new CallNames();
  private final StandingCaptures chosen = new StandingCaptures();
  private final TableLoader<SyscallChunk> calls;
  private final TableLoader<CaptureChunk> captures;
  private final TableLoader<SignalChunk> signals;
  private final TableLoader<LostChunk> losses;
  private final TableLoader<ProcessChunk> processes;
  private final TableLoader<ThreadChunk> threads;
  private SQLException failure;
  private TapeEnd end;
  private long endNs;

  TapeTables(DuckDBConnection database, TapeReader reader, CallRoles roles) {
    registers = reader.registers();
    model = new ProcessModel(reader, roles, this);
    calls = new TableLoader<>(database, "syscall", SyscallChunk::new);
    captures = new TableLoader<>(database, "capture", CaptureChunk::new);
    signals = new TableLoader<>(database, "signal", SignalChunk::new);
    losses = new TableLoader<>(database, "lost", LostChunk::new);
    processes = new TableLoader<>(database, "process", ProcessChunk::new);
    threads = new TableLoader<>(database, "thread", ThreadChunk::new);
  }

  @Override
  public void syscall(long index, long record, CallCaptures of) {
    model.syscall(index, record, of);
    try {
      calls.chunk().add(index, record, registers, names, model.facts());
      captures(index, record, of);
    } catch (SQLException e) {
      failure = e;
    }
  }

  private void captures(long index, long record, CallCaptures of) throws SQLException {
    chosen.choose(record, registers, of);
    of.rewind();
    for (int at = 0; of.next(); at++) {
      captures.chunk().add(index, of, chosen.isAnother(at, of));
    }
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    model.event(index, record, body);
    try {
      if (body instanceof Signal signal) {
        signals.chunk().add(index, record, signal);
      } else if (body instanceof Stop stop) {
        signals.chunk().add(index, record, stop);
      } else if (body instanceof Lost lost) {
        losses.chunk().add(index, lost);
      } else if (body instanceof TapeEnd tapeEnd) {
        end = tapeEnd;
        endNs = RecordHeader.timeNs(record);
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  @Override
  public void process(ProcessLife life) {
    try {
      processes.chunk().add(life);
    } catch (SQLException e) {
      failure = e;
    }
  }

  @Override
  public void thread(ThreadLife life) {
    try {
      threads.chunk().add(life);
    } catch (SQLException e) {
      failure = e;
    }
  }

  /** Throws what went wrong in a table since it was asked last; a sink cannot. */
  void rethrow() throws SQLException {
    if (failure != null) {
      throw failure;
    }
  }

  /** Appends what is left and commits all tables. */
  void finish() throws SQLException {
    model.end();
    rethrow();
    calls.finish();
    captures.finish();
    signals.finish();
    losses.finish();
    processes.finish();
    threads.finish();
  }

  /** The tape's end, or null where it has none. */
  TapeEnd end() {
    return end;
  }

  /** When that was, CLOCK_MONOTONIC ns. */
  long endNs() {
    return endNs;
  }

  @Override
  public void close() throws SQLException, TapeException {
    model.close();
    calls.close();
    captures.close();
    signals.close();
    losses.close();
    processes.close();
    threads.close();
  }
}

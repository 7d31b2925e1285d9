package dev.systape.analyzer.sequence;

import dev.systape.analyzer.sequence.ReadOptions.By;
import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.Health;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeRecord;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The calls of a tape, a stream a thread or a process. A call that did not return counts; calls
 * that the recorder lost are told. A stream ends with its thread or process.
 */
final class TapeCalls implements RecordSink {
  private final Reading reading;
  private final boolean byThread;
  private final ExecCallers callers = new ExecCallers();
  private String tape;

  TapeCalls(Reading reading, By by) {
    this.reading = reading;
    byThread = by == By.THREAD;
  }

  /** Reads a tape. */
  void read(String directory) throws IOException {
    Path name = Path.of(directory).getFileName();
    tape = name == null ? directory : name.toString();
    try (TapeReader reader = TapeReader.open(Path.of(directory))) {
      reader.readAll(this);
      reading.endAll();
      Health health = reader.health();
      if (!health.whole()) {
        reading.notice("the tape is not whole: calls may be missing; `analyze info` tells what");
      }
    }
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    int key = byThread ? RecordHeader.tid(record) : RecordHeader.pid(record);
    int slot = reading.slot(key);
    if (slot < 0) {
      slot = reading.beginAgain(key, tape + (byThread ? " tid " : " pid ") + key);
    }
    reading.call(slot, RecordHeader.abi(record), SyscallRecord.number(record));
    endFormer(key);
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    if (body instanceof Exit exit) {
      if (byThread) {
        reading.end(RecordHeader.tid(record));
      } else if (exit.processEnded() != 0) {
        reading.end(RecordHeader.pid(record));
      }
    } else if (body instanceof ProcessNew) {
      endFormer(RecordHeader.tid(record));
    } else if (body instanceof Exec exec && byThread) {
      callers.executed(RecordHeader.tid(record), exec);
    }
  }

  /** A thread that became a leader goes on there: its old tid never ends. */
  private void endFormer(int tid) {
    if (byThread && callers.left(tid)) {
      reading.end(tid);
    }
  }
}

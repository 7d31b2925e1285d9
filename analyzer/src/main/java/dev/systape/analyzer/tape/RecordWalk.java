package dev.systape.analyzer.tape;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.BatchHeader;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.CaptureMore;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeFormat;
import dev.systape.schema.tape.TapeRecord;

/**
 * Walks the records of a batch. A whole batch was written by somebody who computes checksums, not
 * by somebody to be trusted: every length is checked before anything behind it is touched. Hot.
 */
final class RecordWalk {
  private static final int SYSCALL = RecordType.SYSCALL.code();
  private static final int CAPTURE_MORE = RecordType.CAPTURE_MORE.code();

  private final HealthCounter health;
  private final PendingCaptures pending;
  private final CallCaptures captures = new CallCaptures();
  private long index;

  RecordWalk(HealthCounter health) {
    this.health = health;
    pending = new PendingCaptures(health);
  }

  /** Hands the records of a batch over. */
  void batch(long batch, RecordSink sink) {
    int records = BatchHeader.records(batch);
    long at = batch + BatchHeader.SIZE;
    long end = at + BatchHeader.bytes(batch);
    for (int i = 0; i < records; i++) {
      int total = end - at < RecordHeader.SIZE ? 0 : RecordHeader.total(at);
      if (total < RecordHeader.SIZE || total > end - at) {
        health.damagedRecords += records - i;
        return;
      }
      if (!RecordHeader.discarded(at)) {
        record(at, total, sink);
      }
      at += TapeFormat.align(total);
    }
  }

  /** Nothing comes any more. */
  void end() {
    pending.drop();
  }

  private void record(long record, int total, RecordSink sink) {
    int type = RecordHeader.type(record);
    if (RecordHeader.version(record) != TapeFormat.RECORD_VERSION) {
      health.unknownRecords++;
    } else if (type == SYSCALL) {
      call(record, total, sink);
    } else if (type == CAPTURE_MORE) {
      more(record, total);
    } else {
      event(record, total, sink);
    }
  }

  private void call(long record, int total, RecordSink sink) {
    if (total < SyscallRecord.REGISTERS
        || !areCaptures(SyscallRecord.captures(record), record + total)) {
      health.damagedRecords++;
      return;
    }
    health.records++;
    health.calls++;
    MoreCaptures more = pending.take(RecordHeader.tid(record));
    sink.syscall(index++, record, captures.of(record, more));
    pending.release();
  }

  private void more(long record, int total) {
    long capture = CaptureMore.capture(record);
    if (!isCapture(capture, record + total)) {
      health.damagedRecords++;
      return;
    }
    health.records++;
    pending.add(record);
  }

  private void event(long record, int total, RecordSink sink) {
    RecordType type = RecordType.ofCode(RecordHeader.type(record));
    TapeRecord body;
    try {
      body = type == null ? null : TapeRecord.decode(type, body(record, total));
    } catch (IllegalArgumentException e) {
      health.damagedRecords++;
      return;
    }
    if (body == null) {
      health.unknownRecords++;
      return;
    }
    health.records++;
    if (body instanceof Lost lost) {
      health.lostRecords += lost.count();
    }
    health.ended |= body instanceof TapeEnd;
    sink.event(index++, record, body);
  }

  private static byte[] body(long record, int total) {
    return Memory.bytes(record + RecordHeader.SIZE, total - RecordHeader.SIZE);
  }

  /** Whether captures lie back to back up to the end; trailing padding is none of theirs. */
  private static boolean areCaptures(long first, long end) {
    long at = first;
    while (at < end) {
      if (!isCapture(at, end)) {
        return false;
      }
      at = Capture.next(at);
    }
    return first <= end;
  }

  private static boolean isCapture(long capture, long end) {
    return end - capture >= Capture.HEADER
        && Capture.capturedLength(capture) >= 0
        && Capture.capturedLength(capture) <= end - Capture.data(capture);
  }
}

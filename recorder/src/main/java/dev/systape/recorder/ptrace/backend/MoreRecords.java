package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.CaptureMore;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.TapeFormat;

/**
 * Writes CAPTURE_MORE records: the bytes of a call's captures that do not fit in its SYSCALL
 * record, which will follow them on the tape.
 */
final class MoreRecords {
  private final TapeWriter tape;
  private final long record =
      Memory.allocate(CaptureMore.CAPTURE + Capture.HEADER + TapeFormat.MAX_CAPTURE);
  private final long bytes = Memory.allocate(TapeFormat.MAX_CAPTURE);
  private final SequenceCounter sequences;
  private CallRecord of;
  private int errno;

  /** Numbers the records of a thread. */
  interface SequenceCounter {
    /** The next sequence of the thread whose call is being recorded. */
    long next();
  }

  MoreRecords(TapeWriter tape, SequenceCounter sequences) {
    this.tape = tape;
    this.sequences = sequences;
  }

  /** The call that the next pieces belong to. */
  void begin(CallRecord call) {
    of = call;
  }

  /** Writes one piece of a capture, whose header has its outcome set to the piece's. */
  void piece(long header, long data, int length, long offset) {
    long call = of.address();
    RecordHeader.encode(
        record,
        RecordType.CAPTURE_MORE.code(),
        RecordHeader.abi(call),
        RecordHeader.tid(call),
        RecordHeader.pid(call),
        TapeFormat.CPU_UNKNOWN,
        sequences.next(),
        RecordHeader.timeNs(call));
    CaptureMore.offset(record, offset);
    Memory.copy(header, CaptureMore.capture(record), Capture.HEADER);
    Memory.copy(data, Capture.data(CaptureMore.capture(record)), length);
    int total = CaptureMore.CAPTURE + Capture.HEADER + length;
    RecordHeader.total(record, total);
    tape.append(record, total);
  }

  /**
   * Reads and writes a long capture from {@link TapeFormat#MAX_CAPTURE} on; {@link #errno()} tells
   * how that ended.
   */
  void tail(
      long header,
      int tid,
      long address,
      long original,
      long kept,
      int flags,
      RemoteMemory memory) {
    errno = 0;
    for (long offset = TapeFormat.MAX_CAPTURE;
        offset < kept && errno == 0;
        offset += TapeFormat.MAX_CAPTURE) {
      int wanted = (int) Math.min(kept - offset, TapeFormat.MAX_CAPTURE);
      long got = memory.readNow(tid, address + offset, bytes, wanted);
      errno = got < 0 ? (int) -got : got < wanted ? Linux.EFAULT : 0;
      if (got > 0) {
        Capture.outcome(header, flags, original, (int) got, errno);
        piece(header, bytes, (int) got, offset);
      }
    }
  }

  /** Why the last tail ended before its length, or 0. */
  int errno() {
    return errno;
  }
}

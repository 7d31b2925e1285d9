package dev.systape.recorder.ebpf;

import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.CaptureMore;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.TapeFormat;
import java.util.ArrayList;
import java.util.List;

/** The CAPTURE_MORE records of one call, and how they and the record's captures make a whole. */
final class MoreSeen implements Ring.Sink {
  private record Piece(long offset, Seen seen) {}

  private final List<Piece> pieces = new ArrayList<>();

  @Override
  public void records(long address, int bytes, int count, int calls) {
    for (long at = address; at < address + bytes; ) {
      long capture = CaptureMore.capture(at);
      Seen seen = Seen.between(capture, capture + Capture.HEADER).get(0);
      pieces.add(new Piece(CaptureMore.offset(at), seen));
      at += TapeFormat.align(RecordHeader.total(at));
    }
  }

  @Override
  public void other(long record) {
    // Its header; the record comes with the others.
  }

  @Override
  public boolean looksAtCalls() {
    return false;
  }

  /** The record's captures with what goes on elsewhere, then those that are elsewhere alone. */
  List<Seen> join(List<Seen> own) {
    List<Seen> all = new ArrayList<>();
    for (Seen each : own) {
      all.add((each.flags() & Capture.CONTINUED) == 0 ? each : withRest(each));
    }
    while (!pieces.isEmpty()) {
      all.add(withRest(pieces.remove(0).seen()));
    }
    return all;
  }

  private Seen withRest(Seen first) {
    Seen whole = first;
    while (!pieces.isEmpty() && pieces.get(0).offset() != 0 && whole.isOf(pieces.get(0).seen())) {
      if (pieces.get(0).offset() != whole.bytes().length()) {
        throw new IllegalStateException("a piece at " + pieces.get(0).offset());
      }
      whole = whole.with(pieces.remove(0).seen());
    }
    return whole;
  }
}

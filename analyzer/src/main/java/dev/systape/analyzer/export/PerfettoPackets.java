package dev.systape.analyzer.export;

import dev.systape.schema.tape.Clock;
import java.io.IOException;
import java.io.OutputStream;

/** Writes packets of one sequence, perfetto/trace/trace_packet.proto. */
final class PerfettoPackets {
  /** Fields of InternedData. */
  static final int EVENT_CATEGORIES = 1;

  static final int EVENT_NAMES = 2;
  static final int ANNOTATION_NAMES = 3;

  private static final int PACKET = 1;
  private static final int CLOCK_SNAPSHOT = 6;
  private static final int TIMESTAMP = 8;
  private static final int SEQUENCE = 10;
  private static final int TRACK_EVENT = 11;
  private static final int INTERNED_DATA = 12;
  private static final int SEQUENCE_FLAGS = 13;
  private static final int CLOCK_ID = 58;
  private static final int DEFAULTS = 59;
  private static final int TRACK_DESCRIPTOR = 60;

  /** sequence_flags. */
  private static final int STATE_CLEARED = 1;

  private static final int NEEDS_STATE = 2;

  /** Clocks that are built in, perfetto/common/builtin_clock.proto. */
  private static final int REALTIME = 1;

  private static final int MONOTONIC = 3;
  private static final int BOOTTIME = 6;

  private final OutputStream out;
  private final ProtoWriter packet = new ProtoWriter();
  private int begin;

  PerfettoPackets(OutputStream out) {
    this.out = out;
  }

  private void start() {
    packet.clear();
    begin = packet.begin(PACKET);
    packet.number(SEQUENCE, 1);
  }

  private void write() throws IOException {
    packet.end(begin);
    packet.to(out);
  }

  /** The first packet: how the clocks relate, and that times are CLOCK_MONOTONIC. */
  void clocks(Clock clock) throws IOException {
    start();
    packet.number(SEQUENCE_FLAGS, STATE_CLEARED);
    int defaults = packet.begin(DEFAULTS);
    packet.number(CLOCK_ID, MONOTONIC);
    packet.end(defaults);
    int snapshot = packet.begin(CLOCK_SNAPSHOT);
    clock(BOOTTIME, clock.bootNs());
    clock(REALTIME, clock.realtimeNs());
    clock(MONOTONIC, clock.monotonicNs());
    packet.end(snapshot);
    write();
  }

  private void clock(int id, long ns) {
    int clock = packet.begin(1);
    packet.number(1, id);
    packet.number(2, ns);
    packet.end(clock);
  }

  /** A TrackDescriptor. */
  void track(ProtoWriter descriptor) throws IOException {
    start();
    message(TRACK_DESCRIPTOR, descriptor);
    write();
  }

  /** A TrackEvent with the names that it is the first to use. */
  void event(long timeNs, ProtoWriter event, ProtoWriter interned) throws IOException {
    start();
    packet.number(TIMESTAMP, timeNs);
    packet.number(SEQUENCE_FLAGS, NEEDS_STATE);
    if (interned.size() > 0) {
      message(INTERNED_DATA, interned);
    }
    message(TRACK_EVENT, event);
    write();
  }

  private void message(int field, ProtoWriter content) {
    int message = packet.begin(field);
    packet.fields(content);
    packet.end(message);
  }
}

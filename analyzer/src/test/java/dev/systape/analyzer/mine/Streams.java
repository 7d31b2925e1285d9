package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import dev.systape.schema.abi.Abi;
import java.util.List;

/** Feeds streams to sinks. */
final class Streams {
  private Streams() {}

  static CallStream stream(String name, int trace) {
    return new CallStream(name, 0, trace, CallStream.Label.NONE);
  }

  /** Streams one after the other, in one slot, named s0, s1 and so on; each is a trace. */
  static void feed(CallSink sink, List<int[]> streams) {
    for (int i = 0; i < streams.size(); i++) {
      sink.begin(0, stream("s" + i, i));
      for (int symbol : streams.get(i)) {
        sink.call(0, symbol);
      }
      sink.end(0);
    }
  }

  static void feed(CallSink sink, int[]... streams) {
    feed(sink, List.of(streams));
  }

  /** The same streams, a call of each in turn, each in a slot of its own. */
  static void feedInterleaved(CallSink sink, List<int[]> streams) {
    int longest = 0;
    for (int i = 0; i < streams.size(); i++) {
      sink.begin(i, stream("s" + i, i));
      longest = Math.max(longest, streams.get(i).length);
    }
    for (int at = 0; at < longest; at++) {
      for (int i = 0; i < streams.size(); i++) {
        if (at < streams.get(i).length) {
          sink.call(i, streams.get(i)[at]);
        }
      }
    }
    for (int i = 0; i < streams.size(); i++) {
      sink.end(i);
    }
  }

  static int[] of(int... symbols) {
    return symbols;
  }

  /** An alphabet in which symbol n is call n of i386. */
  static Alphabet alphabet(int size) {
    Alphabet alphabet = new Alphabet();
    for (int number = 0; number < size; number++) {
      alphabet.symbol(Abi.I386.code(), number);
    }
    return alphabet;
  }
}

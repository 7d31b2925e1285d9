package dev.systape.analyzer.model;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What goes from one end of a pair of sockets to the other: in order, and nothing else gets in. So
 * what was received is what was sent at the same place: the place is counted in bytes of a stream,
 * else in messages. Descriptors that a message carries come with its first byte, and what is
 * received at once carries those of one message at most (unix(7)).
 *
 * <p>That is known as long as every call that sends or takes is seen, and no two that do the same
 * run at the same time; from then on nothing is.
 */
final class Passage {
  private final boolean stream;
  private final Queue<Sent> onTheWay = new ArrayDeque<>();
  private final Queue<Taken> early = new ArrayDeque<>();
  private boolean doubtful;
  private long sent;
  private long sentNs;
  private long taken;
  private long takenNs;

  /** Descriptors that were sent at a place. */
  private record Sent(long place, Open[] open) {}

  /** Descriptors that were received between two places; the record of their sender is to come. */
  private record Taken(long from, long to, DescriptorTable files, int[] numbers, Open[] open) {}

  /** Of sockets that keep messages apart, or that do not: a stream. */
  Passage(boolean stream) {
    this.stream = stream;
  }

  boolean isStream() {
    return stream;
  }

  /** Something may have been sent or taken that is not counted. */
  void doubt() {
    doubtful = true;
    onTheWay.clear();
    early.clear();
  }

  /**
   * A call sent something.
   *
   * @param amount bytes of a stream, else messages
   * @param open the descriptors that came with it, null for none
   */
  void send(long amount, Open[] open, long begunNs, long endedNs) {
    if (begunNs < sentNs) {
      doubt();
    }
    long place = sent;
    sent += amount;
    sentNs = Math.max(sentNs, endedNs);
    if (doubtful) {
      return;
    }
    while (!early.isEmpty() && early.peek().to <= place) {
      // It was received with descriptors, and was sent without.
      doubt();
    }
    if (open != null && amount > 0 && !doubtful) {
      Taken first = early.peek();
      if (first != null && first.from <= place) {
        early.remove();
        arrive(first, open);
      } else if (place >= taken) {
        onTheWay.add(new Sent(place, open));
      }
    }
  }

  private void arrive(Taken first, Open[] open) {
    if (first.numbers.length > open.length) {
      doubt();
      return;
    }
    for (int i = 0; i < first.numbers.length; i++) {
      first.files.recognise(first.numbers[i], first.open[i], received(open[i], first.open[i]));
    }
  }

  /** What was sent, as the receiver has it. */
  private static Open received(Open sent, Open arrived) {
    Open open = sent.closedAtExec(arrived.closedAtExec());
    return arrived.resolved() == null ? open : open.resolved(arrived.resolved());
  }

  /**
   * A call took something.
   *
   * @param amount bytes of a stream, else messages
   * @param numbers the descriptors that came with it, of which there may be none
   * @param open what they are as far as it is known, which is made better here
   * @param files the table that they will be in
   */
  void take(
      long amount, DescriptorTable files, int[] numbers, Open[] open, long begunNs, long endedNs) {
    if (begunNs < takenNs) {
      doubt();
    }
    long from = taken;
    taken += amount;
    takenNs = Math.max(takenNs, endedNs);
    if (doubtful) {
      return;
    }
    Sent match = null;
    while (!onTheWay.isEmpty() && onTheWay.peek().place < taken) {
      Sent each = onTheWay.remove();
      if (match != null) {
        doubt();
        return;
      }
      match = each;
    }
    if (numbers.length == 0) {
      return;
    }
    if (match == null && sent < taken) {
      early.add(new Taken(from, taken, files, numbers, open.clone()));
    } else if (match == null || match.open.length < numbers.length) {
      doubt();
    } else {
      for (int i = 0; i < numbers.length; i++) {
        open[i] = received(match.open[i], open[i]);
      }
    }
  }
}

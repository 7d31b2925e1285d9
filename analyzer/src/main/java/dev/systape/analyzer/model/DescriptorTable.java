package dev.systape.analyzer.model;

import dev.systape.schema.tape.Descriptor;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.Taken;

/**
 * The descriptors of a process, which threads made with CLONE_FILES share (files_struct in the
 * kernel). Hot: a look-up allocates nothing.
 *
 * <p>What a number stood for while a call ran is known where it was given before the call began and
 * nobody may have taken it away before the call ended. A call that gives or takes one does so at
 * some moment between its own begin and end; where two of them overlap, which was first is not
 * known, and the number is unknown until it is given again.
 */
final class DescriptorTable {
  private static final int O_CLOEXEC = 02000000;

  /** A number. */
  private static final class Slot {
    private Open open;
    private long sinceNs;
    private long releasedNs;

    /** Calls that take it away and have begun, but are further on in the tape. */
    private int releasing;
  }

  private final boolean changesSeen;
  private final IntMap<Slot> slots = new IntMap<>();
  private boolean wasShared;
  private long allReleasedNs;
  private int allReleasing;

  /** Threads that use it. */
  int users;

  /**
   * One of which nothing is known.
   *
   * @param changesSeen whether the tape shows what takes descriptors away
   */
  DescriptorTable(boolean changesSeen) {
    this.changesSeen = changesSeen;
  }

  /**
   * A copy, as fork(2) makes one at some moment after {@code begunNs}: what came or may have gone
   * since is not known in it.
   */
  DescriptorTable(DescriptorTable copied, long begunNs) {
    changesSeen = copied.changesSeen;
    copied.slots.forEach(
        (fd, slot) -> {
          Open open = copied.get(fd, begunNs);
          if (open != Open.UNKNOWN) {
            slot(fd).open = open;
          }
        });
  }

  /** One more thread uses it. */
  DescriptorTable shared() {
    users++;
    wasShared |= users > 1;
    return this;
  }

  /** Whether calls of more than one thread change it, or did. */
  boolean isShared() {
    return wasShared;
  }

  /** What a number stood for during a call that began then and ends now. */
  Open get(int fd, long begunNs) {
    Slot slot = slots.get(fd);
    if (slot == null || slot.open == null || !changesSeen) {
      return Open.UNKNOWN;
    }
    boolean certain =
        !wasShared || begunNs >= slot.sinceNs && slot.releasing == 0 && allReleasing == 0;
    return certain ? slot.open : Open.UNKNOWN;
  }

  /** Whether nobody may have taken a number away since a moment. */
  boolean isSettled(int fd, long sinceNs) {
    Slot slot = slots.get(fd);
    boolean quiet = slot == null || slot.releasing == 0 && slot.releasedNs <= sinceNs;
    return !wasShared || quiet && allReleasing == 0 && allReleasedNs <= sinceNs;
  }

  /** A call gave a number. */
  void give(int fd, Open open, long begunNs, long endedNs) {
    Slot slot = slot(fd);
    boolean overlaps = wasShared && Math.max(slot.releasedNs, allReleasedNs) > begunNs;
    slot.open = overlaps ? null : open;
    slot.sinceNs = endedNs;
  }

  /** A call told more of what a number stands for. */
  void learn(int fd, Open open) {
    slot(fd).open = open;
  }

  /** It has become known what a number stands for that was given with less. */
  void recognise(int fd, Open given, Open known) {
    Slot slot = slot(fd);
    if (slot.open == given) {
      slot.open = known;
    }
  }

  /** A call took a number away. */
  void take(int fd, long endedNs) {
    Slot slot = slot(fd);
    slot.open = null;
    slot.releasedNs = Math.max(slot.releasedNs, endedNs);
  }

  /** A call gave a number that stood for something else before: dup2(2). */
  void replace(int fd, Open open, long begunNs, long endedNs) {
    give(fd, open, begunNs, endedNs);
    slot(fd).releasedNs = Math.max(slot(fd).releasedNs, endedNs);
  }

  /** close_range(2), unsigned. */
  void takeRange(long first, long last, long endedNs) {
    allReleasedNs = Math.max(allReleasedNs, endedNs);
    slots.forEach(
        (fd, slot) -> {
          if (fd >= first && fd <= last) {
            slot.open = null;
          }
        });
  }

  /** close_range(2) with CLOSE_RANGE_CLOEXEC. */
  void markRange(long first, long last) {
    slots.forEach(
        (fd, slot) -> {
          if (slot.open != null && fd >= first && fd <= last) {
            slot.open = slot.open.closedAtExec(true);
          }
        });
  }

  /** Records are missing: nothing is known any more. */
  void forget(long nowNs) {
    takeRange(0, Integer.MAX_VALUE, nowNs);
  }

  /** What is left of it behind an exec(2), which leaves other threads theirs. */
  DescriptorTable executed(long begunNs) {
    DescriptorTable left = wasShared ? new DescriptorTable(this, begunNs) : this;
    left.execute();
    return left;
  }

  private void execute() {
    slots.forEach(
        (fd, slot) -> {
          if (slot.open != null && slot.open.closedAtExec()) {
            slot.open = null;
          }
        });
  }

  /** The kernel said what was open between two moments; calls between them know better. */
  void describe(FdSnapshot snapshot) {
    for (Descriptor each : snapshot.descriptors()) {
      describe(each, snapshot.taken());
    }
  }

  private void describe(Descriptor each, Taken taken) {
    Slot slot = slot(each.fd());
    long beginNs = taken.beginNs();
    boolean changed = slot.sinceNs > beginNs || slot.releasedNs > beginNs;
    if (changed || allReleasedNs > beginNs || each.target().length == 0) {
      return;
    }
    boolean known = slot.open != null;
    Open open = known ? slot.open : Open.UNKNOWN;
    slot.open = open.resolved(each.target()).closedAtExec((each.flags() & O_CLOEXEC) != 0);
    slot.sinceNs = known ? slot.sinceNs : taken.endNs();
  }

  /** A call of another thread that takes a number away has begun; its end is yet to come. */
  void releasing(int fd, int by) {
    slot(fd).releasing += by;
  }

  /** Likewise of a call that takes many. */
  void releasingMany(int by) {
    allReleasing += by;
  }

  private Slot slot(int fd) {
    Slot slot = slots.get(fd);
    if (slot == null) {
      slot = new Slot();
      slots.put(fd, slot);
    }
    return slot;
  }
}

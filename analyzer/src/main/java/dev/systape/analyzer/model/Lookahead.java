package dev.systape.analyzer.model;

import dev.systape.analyzer.model.DescriptorEffects.Effect;
import dev.systape.analyzer.model.DescriptorEffects.Kind;
import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeException;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeRecord;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Finds calls that have begun by the time at which another one ends, and that come later in the
 * tape, where calls stand in the order of their ends: one of them may have taken the other's
 * descriptor away. Only where threads share descriptors is there anything to look for, and only
 * then is this made.
 *
 * <p>A second reader of the tape runs ahead. It keeps the calls of some time, {@link #HORIZON_NS},
 * and no more than {@link #MOST} of them. Calls that take longer than that are few; they are found
 * in a pass over the whole tape, to begin with.
 */
final class Lookahead implements RecordSink {
  private static final long HORIZON_NS = 1_000_000_000;
  private static final long LONG_NS = HORIZON_NS / 4;
  private static final int MOST = 1 << 18;
  private static final int EBADF = 9;
  private static final long CLOSE_RANGE_CLOEXEC = 4;

  private final TapeReader reader;
  private final TapeRegisters registers;
  private final RoleTable roles;
  private final DescriptorEffects effects;
  private final IntMap<LiveThread> threads;
  private final Queue<Change> byPlace = new ArrayDeque<>();
  private final PriorityQueue<Change> byBegin =
      new PriorityQueue<>(Comparator.comparingLong(change -> change.begunNs));
  private final PriorityQueue<Change> longByPlace =
      new PriorityQueue<>(Comparator.comparingLong(change -> change.index));
  private boolean lookingForLong = true;
  private long reachedIndex;
  private long seenNs;
  private boolean atEnd;

  /**
   * Begins to look ahead.
   *
   * @param reader of the same tape, at its start; closed by who gave it
   * @param whole another one, which is read to its end now
   * @param threads those that live, where {@link #advance} was called last
   * @param index of the record that was reached
   */
  Lookahead(
      TapeReader reader,
      TapeReader whole,
      RoleTable roles,
      DescriptorEffects effects,
      IntMap<LiveThread> threads,
      long index) {
    this.reader = reader;
    this.registers = reader.registers();
    this.roles = roles;
    this.effects = effects;
    this.threads = threads;
    reachedIndex = index;
    try {
      whole.readAll(this);
    } catch (TapeException e) {
      throw new UncheckedIOException(e);
    }
    lookingForLong = false;
    seenNs = 0;
  }

  /** A record has been reached: what it changes is known now. */
  void reached(long index) {
    reachedIndex = index;
    end(byPlace, index);
    end(longByPlace, index);
  }

  private static void end(Queue<Change> changes, long index) {
    while (!changes.isEmpty() && changes.peek().index <= index) {
      changes.poll().end();
    }
  }

  /** Lets calls begin that had begun by then. */
  void advance(long timeNs) {
    while (!atEnd && seenNs - timeNs < HORIZON_NS && byPlace.size() < MOST) {
      try {
        atEnd = !reader.read(this);
      } catch (TapeException e) {
        throw new UncheckedIOException(e);
      }
    }
    while (!byBegin.isEmpty() && byBegin.peek().begunNs < timeNs) {
      Change change = byBegin.poll();
      LiveThread thread = threads.get(change.tid);
      change.begin(thread == null ? threads.get(change.pid) : thread);
    }
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    seenNs = Math.max(seenNs, SyscallRecord.exitNs(record));
    if (index <= reachedIndex) {
      return;
    }
    Abi abi = TapeRegisters.abi(record);
    int number = SyscallRecord.number(record);
    if (abi == null) {
      return;
    }
    Effect effect = effects.of(abi, record, CallRole.UNKNOWN);
    if (effect != null && DescriptorEffects.takes(effect.kind())) {
      descriptor(index, record, effect.kind());
    } else if (RoleTable.changes(roles.effect(abi.code(), number)) && mayHaveWorked(record)) {
      add(index, record, Change.DIRECTORY);
    }
  }

  private void descriptor(long index, long record, Kind kind) {
    if (kind == Kind.CLOSES) {
      boolean bad = registers.hasResult(record) && registers.result(record) == -EBADF;
      if (!bad) {
        add(index, record, argument(record, 0));
      }
    } else if (mayHaveWorked(record)) {
      if (kind == Kind.REPLACES && argument(record, 0) != argument(record, 1)) {
        add(index, record, argument(record, 1));
      } else if (kind == Kind.CLOSES_RANGE && (argument(record, 2) & CLOSE_RANGE_CLOEXEC) == 0) {
        add(index, record, Change.MANY);
      }
    }
  }

  private boolean mayHaveWorked(long record) {
    return !registers.hasResult(record) || !Abi.isError(registers.result(record));
  }

  private int argument(long record, int argument) {
    return registers.hasArgument(record, argument) ? (int) registers.argument(record, argument) : 0;
  }

  private void add(long index, long record, int fd) {
    long begunNs = RecordHeader.timeNs(record);
    long endedNs = SyscallRecord.exitNs(record);
    boolean takesLong = endedNs == 0 || endedNs - begunNs > LONG_NS;
    if (takesLong != lookingForLong) {
      return;
    }
    Change change =
        new Change(index, RecordHeader.tid(record), RecordHeader.pid(record), begunNs, fd);
    (takesLong ? longByPlace : byPlace).add(change);
    byBegin.add(change);
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    // Only calls take descriptors away while other threads of their process live.
  }
}

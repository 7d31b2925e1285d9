package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeHeader;
import java.util.Arrays;

/**
 * Follows descriptors that one process sends another, in two steps as {@link DescriptorReplay}
 * does. What was received is open in any case; which file it is, is known where it came through a
 * {@link Passage}, of which all that happened in it was seen. Hot for calls that carry no
 * descriptors.
 */
final class RightsReplay {
  private static final int EFAULT = 14;
  private static final long MSG_OOB = 1;
  private static final long MSG_PEEK = 2;
  private static final long MSG_CMSG_CLOEXEC = 0x4000_0000;
  private static final int MESSAGE = 1;
  private static final int[] NO_NUMBERS = {};
  private static final Open[] NOTHING = {};

  private final TapeRegisters registers;
  private final boolean seesAll;
  private LiveThread thread;
  private long begunNs;
  private long endedNs;
  private int[] numbers = NO_NUMBERS;
  private Open[] received = NOTHING;

  /** A pair is certain while this is what it was when the pair was made. */
  private long doubts;

  RightsReplay(TapeRegisters registers, TapeHeader header) {
    this.registers = registers;
    boolean filtered = (header.options() & TapeHeader.FILTERED) != 0;
    seesAll = !filtered && (header.options() & TapeHeader.FOLLOWED) != 0;
  }

  /** Something happened that the tape does not show: no pair that there is by now is certain. */
  void doubt() {
    doubts++;
  }

  /** The ends of a pair of sockets that is made now; null each where it is of another kind. */
  SocketEnds[] pair(int domain, int type) {
    return SocketEnds.pair(domain, type, doubts);
  }

  /** What a descriptor is that came with the call that was shown last; null for any other. */
  Open received(int fd) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == fd) {
        return received[i];
      }
    }
    return null;
  }

  /** Takes a call of a thread, null where it is not known, that ended then at the latest. */
  void before(long record, CallCaptures captures, LiveThread of, long untilNs) {
    numbers = NO_NUMBERS;
    received = NOTHING;
    Transfer transfer = Transfer.of(TapeRegisters.abi(record), SyscallRecord.number(record));
    boolean begun = (SyscallRecord.flags(record) & SyscallRecord.NO_ENTRY) == 0;
    if (transfer == Transfer.NONE || !begun || !seesAll) {
      return;
    }
    thread = of;
    begunNs = RecordHeader.timeNs(record);
    endedNs = untilNs;
    boolean ended = registers.hasResult(record);
    long result = ended ? registers.result(record) : 0;
    boolean failed = Abi.isError(result);
    if (failed && result != -EFAULT) {
      return;
    }
    if (transfer == Transfer.HIDES || thread == null) {
      doubt();
    } else if (failed || !ended) {
      doubt(open(record, 0));
    } else {
      succeeded(transfer, record, captures, result);
    }
  }

  private void succeeded(Transfer transfer, long record, CallCaptures captures, long result) {
    switch (transfer) {
      case SENDS -> send(open(record, 0), 0, result, null);
      case SENDS_WITH_FLAGS -> send(open(record, 0), argument(record, 3), result, null);
      case SENDS_MESSAGE -> {
        Open[] open = sent(record, captures, 0);
        send(open(record, 0), argument(record, 2), result, open);
      }
      case SENDS_MESSAGES -> {
        doubt(open(record, 0));
        for (int i = 0; i < result; i++) {
          sent(record, captures, i);
        }
      }
      case TAKES -> take(open(record, 0), 0, result);
      case TAKES_WITH_FLAGS -> take(open(record, 0), argument(record, 3), result);
      case TAKES_MESSAGE -> {
        received(record, captures, 0, argument(record, 2));
        take(open(record, 0), argument(record, 2), result);
      }
      case TAKES_MESSAGES -> {
        doubt(open(record, 0));
        for (int i = 0; i < result; i++) {
          received(record, captures, i, argument(record, 3));
        }
      }
      case MOVES, CONNECTS -> doubt(open(record, 0));
      case MOVES_TWO -> {
        doubt(open(record, 0));
        doubt(open(record, 1));
      }
      case SPLICES -> {
        doubt(open(record, 0));
        doubt(open(record, 2));
      }
      case NONE, HIDES -> {}
    }
  }

  private void send(Open socket, long flags, long result, Open[] with) {
    Passage passage = passage(socket, true);
    if (passage == null || (flags & MSG_OOB) != 0) {
      doubt(socket);
    } else {
      passage.send(passage.isStream() ? result : 1, with, begunNs, endedNs);
    }
  }

  private void take(Open socket, long flags, long result) {
    Passage passage = passage(socket, false);
    // Of sockets that keep messages apart: an empty one, or the end.
    boolean maybeNone = passage != null && !passage.isStream() && result == 0;
    if (passage == null || maybeNone || (flags & MSG_OOB) != 0) {
      doubt(socket);
    } else if ((flags & MSG_PEEK) == 0) {
      long amount = passage.isStream() ? result : 1;
      passage.take(amount, thread.files, numbers, received, begunNs, endedNs);
    }
  }

  /** A passage of a socket of which it is certain that all was seen; null for anything else. */
  private Passage passage(Open socket, boolean out) {
    SocketEnds ends = socket.ends();
    if (ends == null || ends.madeAt() != doubts) {
      return null;
    }
    return out ? ends.out() : ends.in();
  }

  /** What is done with a descriptor is not counted; it may be anything where it is not known. */
  private void doubt(Open open) {
    if (open == Open.UNKNOWN) {
      doubt();
    } else if (open.ends() != null && open.ends().out() != null) {
      open.ends().out().doubt();
      open.ends().in().doubt();
    }
  }

  /** What a message carries, null for nothing. Whoever gets the end of a pair may use it unseen. */
  private Open[] sent(long record, CallCaptures captures, int index) {
    int[] fds = rights(record, captures, Capture.ENTRY, index);
    if (fds == null) {
      doubt();
      return null;
    }
    if (fds.length == 0) {
      return null;
    }
    Open[] open = new Open[fds.length];
    for (int i = 0; i < fds.length; i++) {
      open[i] = thread.files.get(fds[i], begunNs);
      doubt(open[i]);
    }
    return open;
  }

  private void received(long record, CallCaptures captures, int index, long flags) {
    int[] fds = rights(record, captures, Capture.EXIT, index);
    if (fds == null || fds.length == 0) {
      return;
    }
    int before = numbers.length;
    numbers = Arrays.copyOf(numbers, before + fds.length);
    received = Arrays.copyOf(received, before + fds.length);
    for (int i = 0; i < fds.length; i++) {
      numbers[before + i] = fds[i];
      byte[] target = thread.resolved(RecordHeader.sequence(record), fds[i], begunNs);
      Open open = Open.of(null, (flags & MSG_CMSG_CLOEXEC) != 0);
      received[before + i] = target == null ? open : open.resolved(target);
    }
  }

  private int[] rights(long record, CallCaptures captures, int phase, int index) {
    int width = TapeRegisters.abi(record).pointerWidth();
    long address = argument(record, MESSAGE);
    return Rights.of(captures, MESSAGE, phase, width, address, index);
  }

  private Open open(long record, int argument) {
    return thread.files.get((int) argument(record, argument), begunNs);
  }

  /** Lets the call that {@link #before} took have its effect. */
  void after() {
    for (int i = 0; i < numbers.length; i++) {
      thread.files.give(numbers[i], received[i], begunNs, endedNs);
    }
  }

  private long argument(long record, int argument) {
    return registers.hasArgument(record, argument) ? registers.argument(record, argument) : 0;
  }
}

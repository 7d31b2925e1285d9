package dev.systape.analyzer.model;

import dev.systape.analyzer.model.DescriptorEffects.Effect;
import dev.systape.analyzer.model.DescriptorEffects.Kind;
import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import java.nio.charset.StandardCharsets;

/**
 * What a call does to the descriptors of its thread, in two steps: {@link #before} finds it, {@link
 * #after} lets it happen. Hot for calls that have no effect; those that have allocate what they
 * give.
 */
final class DescriptorReplay {
  private static final long CLONE_FILES = 0x400;
  private static final long F_DUPFD = 0;
  private static final long F_SETFD = 2;
  private static final long F_DUPFD_CLOEXEC = 1030;
  private static final long FD_CLOEXEC = 1;
  private static final long UNSIGNED = 0xffff_ffffL;
  private static final int AF_NETLINK = 16;
  private static final int EINTR = 4;
  private static final int EBADF = 9;
  private static final int EFAULT = 14;
  private static final int EINPROGRESS = 115;
  private static final int EMSGSIZE = 90;
  private static final int ENOBUFS = 105;
  private static final int ECONNREFUSED = 111;
  private static final int CLOSE_RANGE_UNSHARE = 2;
  private static final int SECOND = 1;

  private final TapeRegisters registers;
  private final DescriptorEffects effects;
  private final CallReader reader;
  private final RightsReplay rights;
  private LiveThread thread;
  private long begunNs;
  private long endedNs;
  private Effect effect;
  private Open result;

  DescriptorReplay(
      TapeRegisters registers, DescriptorEffects effects, CallReader reader, RightsReplay rights) {
    this.rights = rights;
    this.registers = registers;
    this.effects = effects;
    this.reader = reader;
  }

  /** What the call that was shown last returns, null where that is no descriptor. */
  Open result() {
    return result;
  }

  /** What a descriptor is in the call that was shown last. */
  Open open(int fd) {
    return thread == null ? Open.UNKNOWN : thread.files.get(fd, begunNs);
  }

  /**
   * Takes a call that the reader has read.
   *
   * @param of its thread, null where it is not known
   * @param untilNs when it ended at the latest
   */
  void before(long record, CallRole role, CallCaptures captures, LiveThread of, long untilNs) {
    thread = of;
    begunNs = RecordHeader.timeNs(record);
    endedNs = untilNs;
    result = null;
    effect = of == null ? null : effects.of(TapeRegisters.abi(record), record, role);
    if (effect == null) {
      return;
    }
    if (!hasEffect(record)) {
      told(record, captures, false);
      effect = null;
      return;
    }
    result = result(record, captures);
    if (result != null && registers.hasResult(record)) {
      result = resolved(result, record, (int) registers.result(record));
    }
    if (effect.kind() == Kind.SENDS_ALL) {
      bind(record);
    }
    told(record, captures, true);
  }

  /** A call that never returned may have had any effect. */
  private boolean hasEffect(long record) {
    if ((SyscallRecord.flags(record) & SyscallRecord.NO_ENTRY) != 0) {
      return false;
    }
    boolean takes = DescriptorEffects.takes(effect.kind());
    if (!registers.hasResult(record)) {
      return takes;
    }
    long signedResult = registers.result(record);
    if (!Abi.isError(signedResult)) {
      return true;
    }
    int errno = (int) -signedResult;
    return switch (effect.kind()) {
      // The kernel finds these only behind the point where it gives the socket an address.
      case SENDS ->
          errno == EFAULT || errno == EMSGSIZE || errno == ENOBUFS || errno == ECONNREFUSED;
      // Whatever the file had to say to it, the descriptor is gone.
      case CLOSES -> errno != EBADF;
      // The connection goes on being made.
      case CONNECTS -> errno == EINPROGRESS || errno == EINTR;
      case OPENS, MAKES, SOCKET, ACCEPTS, BINDS, NAMES, PEERS, RECEIVES, PROCESS -> false;
      case COPIES, REPLACES, PAIR, FCNTL, CLOSES_RANGE, UNSHARES, SENDS_ALL -> false;
    };
  }

  private void bind(long record) {
    NetlinkSocket socket = open((int) argument(record, 0)).netlink();
    if (socket != null) {
      socket.bind();
    }
  }

  private Open result(long record, CallCaptures captures) {
    return switch (effect.kind()) {
      case OPENS -> Open.file(reader.path().known() ? reader.path().bytes() : null, atExec(record));
      case MAKES -> Open.of(effect.name(), atExec(record));
      case SOCKET -> socket(record);
      case ACCEPTS -> {
        SocketEnds listening = open((int) argument(record, 0)).ends();
        String peer = SocketEnds.address(captures, SECOND, Capture.EXIT);
        SocketEnds ends = (listening == null ? SocketEnds.unnamed() : listening).accepted(peer);
        yield Open.socket(effect.name(), atExec(record), null, ends);
      }
      case PROCESS -> Open.process(effect.name(), (int) argument(record, 0));
      case COPIES, REPLACES -> open((int) argument(record, 0)).closedAtExec(atExec(record));
      case FCNTL -> {
        long command = argument(record, 1) & UNSIGNED;
        yield command == F_DUPFD || command == F_DUPFD_CLOEXEC
            ? open((int) argument(record, 0)).closedAtExec(command == F_DUPFD_CLOEXEC)
            : null;
      }
      case PAIR, CLOSES, CLOSES_RANGE, UNSHARES, BINDS, CONNECTS -> null;
      case NAMES, PEERS, RECEIVES, SENDS, SENDS_ALL -> null;
    };
  }

  private Open socket(long record) {
    int domain = (int) argument(record, 0);
    int protocol = (int) argument(record, 2);
    NetlinkSocket netlink = domain == AF_NETLINK ? new NetlinkSocket(protocol) : null;
    SocketEnds ends = SocketEnds.of(domain, (int) argument(record, 1), protocol);
    return Open.socket(
        effect.name(), atExec(record), netlink, ends == null ? SocketEnds.unnamed() : ends);
  }

  /** Lets the call that {@link #before} took have its effect. */
  void after(long record, CallCaptures captures) {
    if (effect == null) {
      return;
    }
    switch (effect.kind()) {
      case OPENS, MAKES, SOCKET, ACCEPTS, PROCESS, COPIES -> give(record);
      case REPLACES -> replace(record);
      case BINDS, CONNECTS -> {
        bind(record);
        ends(record, captures);
      }
      case NAMES, PEERS -> ends(record, captures);
      case FCNTL -> control(record);
      case PAIR -> pair(record, captures);
      case CLOSES -> thread.files.take((int) argument(record, 0), endedNs);
      case CLOSES_RANGE -> range(record);
      case SENDS, SENDS_ALL -> bind(record);
      case RECEIVES -> {}
      case UNSHARES -> {
        if ((argument(record, 0) & CLONE_FILES) != 0) {
          unshare();
        }
      }
    }
  }

  private void give(long record) {
    if (registers.hasResult(record)) {
      thread.files.give((int) registers.result(record), result, begunNs, endedNs);
    }
  }

  private void replace(long record) {
    int from = (int) argument(record, 0);
    int to = (int) argument(record, 1);
    if (!registers.hasResult(record)) {
      thread.files.take(to, endedNs);
    } else if (from != to) {
      thread.files.replace(to, result, begunNs, endedNs);
    }
  }

  private void unshare() {
    thread.use(thread.directory, new DescriptorTable(thread.files, begunNs));
  }

  /** What a call told of a socket's ends. */
  private void ends(long record, CallCaptures captures) {
    int fd = (int) argument(record, 0);
    Open open = open(fd);
    SocketEnds ends = open.ends();
    if (ends == null) {
      if (open == Open.UNKNOWN) {
        return;
      }
      ends = SocketEnds.unnamed();
      thread.files.learn(fd, open.ends(ends));
    }
    boolean exit = effect.kind() == Kind.NAMES || effect.kind() == Kind.PEERS;
    String address = SocketEnds.address(captures, SECOND, exit ? Capture.EXIT : Capture.ENTRY);
    if (effect.kind() == Kind.CONNECTS && address == null) {
      // AF_UNSPEC ends a connection; whatever another family is connected to, it is not the old
      // end.
      ends.unconnected();
    } else if (effect.kind() == Kind.CONNECTS || effect.kind() == Kind.PEERS) {
      ends.remote(address);
    } else {
      ends.local(address);
    }
  }

  /** A call that names the other end itself is about that one. */
  private void told(long record, CallCaptures captures, boolean succeeded) {
    String address =
        switch (effect.kind()) {
          case CONNECTS -> SocketEnds.address(captures, SECOND, Capture.ENTRY);
          case ACCEPTS, PEERS ->
              succeeded ? SocketEnds.address(captures, SECOND, Capture.EXIT) : null;
          case RECEIVES -> succeeded ? named(record, captures, Capture.EXIT) : null;
          case SENDS -> named(record, captures, Capture.ENTRY);
          case OPENS, MAKES, SOCKET, BINDS, NAMES, PROCESS, COPIES, REPLACES -> null;
          case PAIR, FCNTL, CLOSES, CLOSES_RANGE, UNSHARES, SENDS_ALL -> null;
        };
    if (address != null) {
      reader.peer(address.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** The address beside what is sent or received. */
  private String named(long record, CallCaptures captures, int phase) {
    int pointer = effect.pointer();
    if (pointer == DescriptorEffects.MESSAGE) {
      int width = TapeRegisters.abi(record).pointerWidth();
      return MessageHeader.name(captures, pointer, phase, width, argument(record, pointer));
    }
    return pointer == DescriptorEffects.ADDRESS
        ? SocketEnds.address(captures, pointer, phase)
        : null;
  }

  private void control(long record) {
    if (result != null) {
      give(record);
    } else if ((argument(record, 1) & UNSIGNED) == F_SETFD) {
      int fd = (int) argument(record, 0);
      Open open = open(fd);
      if (open != Open.UNKNOWN) {
        thread.files.learn(fd, open.closedAtExec((argument(record, 2) & FD_CLOEXEC) != 0));
      }
    }
  }

  private void pair(long record, CallCaptures captures) {
    boolean sockets = effect.pointer() != 0;
    SocketEnds[] ends =
        sockets
            ? rights.pair((int) argument(record, 0), (int) argument(record, 1))
            : new SocketEnds[2];
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == effect.pointer()
          && captures.phase() == Capture.EXIT
          && captures.length() >= 2 * Integer.BYTES) {
        Open one = Open.socket(effect.name(), atExec(record), null, ends[0]);
        Open other = one.ends(ends[1]);
        int first = Memory.getInt(captures.data());
        int second = Memory.getInt(captures.data() + Integer.BYTES);
        thread.files.give(first, resolved(one, record, first), begunNs, endedNs);
        thread.files.give(second, resolved(other, record, second), begunNs, endedNs);
      }
    }
  }

  private Open resolved(Open one, long record, int fd) {
    byte[] target = thread.resolved(RecordHeader.sequence(record), fd, begunNs);
    return target == null ? one : one.resolved(target);
  }

  private void range(long record) {
    long first = argument(record, 0) & UNSIGNED;
    long last = argument(record, 1) & UNSIGNED;
    if ((argument(record, 2) & CLOSE_RANGE_UNSHARE) != 0) {
      unshare();
    }
    if (atExec(record)) {
      thread.files.markRange(first, last);
    } else {
      thread.files.takeRange(first, last, endedNs);
    }
  }

  private boolean atExec(long record) {
    return effect.flag() == -1 || (argument(record, effect.flags()) & effect.flag()) != 0;
  }

  private long argument(long record, int argument) {
    return registers.hasArgument(record, argument) ? registers.argument(record, argument) : 0;
  }
}

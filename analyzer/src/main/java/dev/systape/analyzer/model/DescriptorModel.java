package dev.systape.analyzer.model;

import dev.systape.analyzer.model.DescriptorEffects.Effect;
import dev.systape.analyzer.model.DescriptorTable.Open;
import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.Descriptor;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.NetworkInterface;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.text.Descriptors;
import dev.systape.schema.text.Endpoints;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Replays what a tape's calls do to descriptors, on top of {@link ProcessModel}, which knows the
 * working directories. A call is shown in two steps: {@link #before} finds what it returns, then it
 * can be written, then {@link #after} lets it take effect. Records are taken in the order of the
 * tape: threads that race on a descriptor number are told apart no better than by that order.
 */
public final class DescriptorModel implements Descriptors {
  private static final long CLONE_FILES = 0x400;
  private static final long CLONE_THREAD = 0x10000;
  private static final long F_DUPFD = 0;
  private static final long F_SETFD = 2;
  private static final long F_DUPFD_CLOEXEC = 1030;
  private static final long FD_CLOEXEC = 1;
  private static final long UNSIGNED = 0xffff_ffffL;
  private static final int AF_NETLINK = 16;
  private static final int EFAULT = 14;
  private static final int EMSGSIZE = 90;
  private static final int ENOBUFS = 105;
  private static final int ECONNREFUSED = 111;
  private static final int O_CLOEXEC = 02000000;
  private static final int CLOSE_RANGE_UNSHARE = 2;
  private static final byte[] SLASH = {'/'};

  private final TapeRegisters registers;
  private final ProcessModel processes;
  private final RoleTable roles;
  private final List<NetworkInterface> interfaces;
  private final DescriptorEffects effects = new DescriptorEffects();
  private final IntMap<DescriptorTable> tables = new IntMap<>();

  private DescriptorTable table = new DescriptorTable();
  private byte[] workingDirectory;
  private boolean detailed;
  private Effect effect;
  private Open result;

  /** A model of one tape. */
  public DescriptorModel(TapeHeader header, TapeRegisters registers, CallRoles roles) {
    this.registers = registers;
    processes = new ProcessModel(header, registers, roles, LifeSink.NONE);
    this.roles = new RoleTable(roles);
    interfaces = header.interfaces();
  }

  /** Says whether more than the targets of descriptors is told. */
  public void detailed(boolean more) {
    detailed = more;
  }

  @Override
  public byte[] target(int fd) {
    return target(table.get(fd));
  }

  private byte[] target(Open open) {
    return detailed && open.isReplaced() ? null : open.target();
  }

  @Override
  public byte[] resultTarget() {
    return result == null ? null : target(result);
  }

  @Override
  public String detail(int fd) {
    return detailed ? table.get(fd).detail() : null;
  }

  @Override
  public String resultDetail() {
    return detailed && result != null ? result.detail() : null;
  }

  @Override
  public byte[] workingDirectory() {
    return workingDirectory;
  }

  @Override
  public String interfaceName(int index) {
    for (int i = 0; i < interfaces.size(); i++) {
      if (interfaces.get(i).index() == index) {
        return interfaces.get(i).name();
      }
    }
    return interfaces.isEmpty() ? Descriptors.super.interfaceName(index) : null;
  }

  @Override
  public int netlinkProtocol(int fd) {
    NetlinkSocket socket = table.get(fd).netlink();
    return socket == null ? NO_NETLINK : socket.protocol();
  }

  /** Takes a call, which has no effect yet. */
  public void before(long index, long record, CallCaptures captures) {
    int tid = RecordHeader.tid(record);
    workingDirectory = processes.workingDirectory(tid);
    processes.syscall(index, record, captures);
    DescriptorTable known = tables.get(tid);
    if (known == null) {
      known = new DescriptorTable();
      tables.put(tid, known);
    }
    table = known;
    Abi abi = TapeRegisters.abi(record);
    effect = abi == null ? null : effects.of(abi, SyscallRecord.number(record));
    result = null;
    if (effect == null || !registers.hasResult(record) || !hasEffect(registers.result(record))) {
      effect = null;
    } else {
      result = result(record, captures);
      if (effect.kind() == DescriptorEffects.Kind.SENDS_ALL) {
        bind(record);
      }
    }
  }

  private boolean hasEffect(long signedResult) {
    if (effect.kind() == DescriptorEffects.Kind.SENDS && Abi.isError(signedResult)) {
      // The kernel finds these only behind the point where it gives the socket an address.
      int errno = (int) -signedResult;
      return errno == EFAULT || errno == EMSGSIZE || errno == ENOBUFS || errno == ECONNREFUSED;
    }
    return !Abi.isError(signedResult);
  }

  private void bind(long record) {
    NetlinkSocket socket = table.get((int) argument(record, 0)).netlink();
    if (socket != null) {
      socket.bind();
    }
  }

  /** Whether the call that was taken last names one of these paths, or uses a descriptor of one. */
  public boolean isAbout(Collection<byte[]> paths) {
    CallFacts facts = processes.facts();
    byte[] target = facts.hasFd() ? target(facts.fd()) : null;
    byte[] returned = resultTarget();
    for (byte[] path : paths) {
      if (Arrays.equals(path, target)
          || Arrays.equals(path, returned)
          || isNamed(facts.path(), path)
          || isNamed(facts.path2(), path)
          || processes.relativePath() != null && isNamed(processes.relativePath(), path)) {
        return true;
      }
    }
    return false;
  }

  /** As the program gave it, or made absolute. */
  private static boolean isNamed(Name name, byte[] path) {
    return name.known()
        && (Arrays.equals(joined(new byte[0], name, false), path)
            || Arrays.equals(joined(name.directory(), name, !isAbsolute(name)), path));
  }

  private Open result(long record, CallCaptures captures) {
    return switch (effect.kind()) {
      case OPENS -> new Open(path(record), isClosedAtExec(record), null);
      case MAKES -> new Open(effect.name(), isClosedAtExec(record), null);
      case SOCKET -> {
        boolean netlink = (int) argument(record, 0) == AF_NETLINK;
        NetlinkSocket socket = netlink ? new NetlinkSocket((int) argument(record, 2)) : null;
        SocketEnds ends =
            SocketEnds.of(
                (int) argument(record, 0), (int) argument(record, 1), (int) argument(record, 2));
        yield new Open(effect.name(), isClosedAtExec(record), socket, ends, 0);
      }
      case ACCEPTS -> {
        SocketEnds listening = table.get((int) argument(record, 0)).ends();
        String peer = endpoint(captures, Capture.EXIT);
        SocketEnds ends = listening == null ? null : listening.accepted(peer);
        yield new Open(effect.name(), isClosedAtExec(record), null, ends, 0);
      }
      case PROCESS ->
          new Open(effect.name(), isClosedAtExec(record), null, null, (int) argument(record, 0));
      case COPIES -> table.get((int) argument(record, 0)).closedAtExec(isClosedAtExec(record));
      case FCNTL -> {
        long command = argument(record, 1) & UNSIGNED;
        yield command == F_DUPFD || command == F_DUPFD_CLOEXEC
            ? table.get((int) argument(record, 0)).closedAtExec(command == F_DUPFD_CLOEXEC)
            : null;
      }
      case PAIR, CLOSES, CLOSES_RANGE, UNSHARES, BINDS, CONNECTS, NAMES, SENDS, SENDS_ALL -> null;
    };
  }

  /** Lets the call that {@link #before} took have its effect. */
  public void after(long record, CallCaptures captures) {
    if (effect == null) {
      return;
    }
    switch (effect.kind()) {
      case OPENS, MAKES, SOCKET, ACCEPTS, PROCESS, COPIES ->
          table.put((int) registers.result(record), result);
      case BINDS, CONNECTS -> {
        bind(record);
        ends(record, captures);
      }
      case NAMES -> ends(record, captures);
      case FCNTL -> control(record);
      case PAIR -> pair(record, captures);
      case CLOSES -> table.remove((int) argument(record, 0));
      case CLOSES_RANGE -> range(record);
      case SENDS, SENDS_ALL -> bind(record);
      case UNSHARES -> {
        if ((argument(record, 0) & CLONE_FILES) != 0) {
          unshare(record);
        }
      }
    }
  }

  private void unshare(long record) {
    table = new DescriptorTable(table);
    tables.put(RecordHeader.tid(record), table);
  }

  /** What a call told of a socket's ends. */
  private void ends(long record, CallCaptures captures) {
    SocketEnds ends = table.get((int) argument(record, 0)).ends();
    if (ends != null) {
      boolean exit = effect.kind() == DescriptorEffects.Kind.NAMES;
      String address = endpoint(captures, exit ? Capture.EXIT : Capture.ENTRY);
      if (effect.kind() == DescriptorEffects.Kind.CONNECTS) {
        ends.remote(address);
      } else {
        ends.local(address);
      }
    }
  }

  /** The address that a call's second argument points to, null where that is not known. */
  private static String endpoint(CallCaptures captures, int phase) {
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == 1 && captures.phase() == phase) {
        return Endpoints.of(captures.data(), (int) captures.length());
      }
    }
    return null;
  }

  private void control(long record) {
    if (result != null) {
      table.put((int) registers.result(record), result);
    } else if ((argument(record, 1) & UNSIGNED) == F_SETFD) {
      int fd = (int) argument(record, 0);
      table.put(fd, table.get(fd).closedAtExec((argument(record, 2) & FD_CLOEXEC) != 0));
    }
  }

  private void pair(long record, CallCaptures captures) {
    boolean sockets = effect.pointer() != 0;
    SocketEnds ends =
        sockets ? SocketEnds.of((int) argument(record, 0), (int) argument(record, 1), 0) : null;
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == effect.pointer()
          && captures.phase() == Capture.EXIT
          && captures.length() >= 8) {
        Open one = new Open(effect.name(), isClosedAtExec(record), null, ends, 0);
        table.put(Memory.getInt(captures.data()), one);
        table.put(Memory.getInt(captures.data() + 4), one);
      }
    }
  }

  private void range(long record) {
    long first = argument(record, 0) & UNSIGNED;
    long last = argument(record, 1) & UNSIGNED;
    if ((argument(record, 2) & CLOSE_RANGE_UNSHARE) != 0) {
      unshare(record);
    }
    if (isClosedAtExec(record)) {
      table.markRange(first, last);
    } else {
      table.removeRange(first, last);
    }
  }

  private boolean isClosedAtExec(long record) {
    return effect.flag() == -1 || (argument(record, effect.flags()) & effect.flag()) != 0;
  }

  private long argument(long record, int argument) {
    return registers.hasArgument(record, argument) ? registers.argument(record, argument) : 0;
  }

  /** The path that the call names, absolute by its text alone; null where that is not known. */
  private byte[] path(long record) {
    Name name = processes.facts().path();
    if (name.known()) {
      return joined(name.directory(), name, name.directory().length > 0 || !isAbsolute(name));
    }
    CallRole role = roles.role(RecordHeader.abi(record), SyscallRecord.number(record));
    Name relative = processes.relativePath();
    byte[] directory =
        role.pathDirfd() == CallRole.NONE || relative == null
            ? null
            : target((int) argument(record, role.pathDirfd()));
    if (directory == null || directory.length == 0 || directory[0] != '/') {
      return null;
    }
    boolean root = Arrays.equals(directory, SLASH);
    return joined(root ? new byte[0] : directory, relative, true);
  }

  private static boolean isAbsolute(Name name) {
    return name.length() > 0 && Memory.getByte(name.address()) == '/';
  }

  private static byte[] joined(byte[] directory, Name name, boolean slash) {
    int start = directory.length + (slash ? 1 : 0);
    byte[] path = Arrays.copyOf(directory, start + name.length());
    if (slash) {
      path[directory.length] = '/';
    }
    Memory.copy(name.address(), path, start, name.length());
    return path;
  }

  /** Takes an event. */
  public void event(long index, long record, TapeRecord body) {
    processes.event(index, record, body);
    int tid = RecordHeader.tid(record);
    if (body instanceof ProcessNew birth) {
      begin(tid, RecordHeader.pid(record), birth);
    } else if (body instanceof Exec exec) {
      DescriptorTable old = tables.get(exec.oldTid());
      DescriptorTable own = old == null ? new DescriptorTable() : new DescriptorTable(old);
      own.execute();
      tables.remove(exec.oldTid());
      tables.put(tid, own);
    } else if (body instanceof Exit) {
      tables.remove(tid);
    } else if (body instanceof FdSnapshot snapshot) {
      snapshot(tid, snapshot);
    }
  }

  private void begin(int tid, int pid, ProcessNew birth) {
    boolean created = birth.origin() == ProcessNew.CREATED;
    DescriptorTable parent = tables.get(created ? birth.parentTid() : pid);
    boolean shared = !created || (birth.cloneFlags() & (CLONE_FILES | CLONE_THREAD)) != 0;
    tables.put(
        tid,
        parent == null ? new DescriptorTable() : shared ? parent : new DescriptorTable(parent));
  }

  private void snapshot(int tid, FdSnapshot snapshot) {
    DescriptorTable own = tables.get(tid);
    if (own == null) {
      own = new DescriptorTable();
      tables.put(tid, own);
    }
    for (Descriptor each : snapshot.descriptors()) {
      own.put(each.fd(), new Open(each.target(), (each.flags() & O_CLOEXEC) != 0, null));
    }
  }
}

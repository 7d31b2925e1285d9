package dev.systape.analyzer.model;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.SyscallRecord;
import java.util.HashMap;
import java.util.Map;

/** What calls do to the descriptors of their process, by ABI and number. */
final class DescriptorEffects {
  private static final int NEVER = 0;
  private static final int O_CLOEXEC = 02000000;
  private static final int ALWAYS = -1;

  /** The argument of sendto and recvfrom that points to an address. */
  static final int ADDRESS = 4;

  /** The argument of sendmsg and recvmsg that points to a struct msghdr. */
  static final int MESSAGE = 1;

  /** What a call does where it succeeds. */
  enum Kind {
    /** Returns a descriptor of the file that it names. */
    OPENS,
    /** Returns a descriptor of something that has no path. */
    MAKES,
    /** Returns a socket. */
    SOCKET,
    /** Returns a socket that has a peer. */
    ACCEPTS,
    /** Gives a socket an address. */
    BINDS,
    /** Gives a socket a peer. */
    CONNECTS,
    /** Tells a socket's address. */
    NAMES,
    /** Tells a socket's peer. */
    PEERS,
    /** Tells who sent a message. */
    RECEIVES,
    /** Returns a descriptor of a process. */
    PROCESS,
    /** Returns a copy of its first argument. */
    COPIES,
    /** Makes its second argument a copy of its first. */
    REPLACES,
    /** Writes two descriptors behind a pointer. */
    PAIR,
    /** Does what its command says. */
    FCNTL,
    /** Closes its first argument. */
    CLOSES,
    /** Closes a range. */
    CLOSES_RANGE,
    /** May stop sharing the table. */
    UNSHARES,
    /** Gives a netlink socket an address where it has none, also when nothing could be sent. */
    SENDS,
    /** Likewise, and is written when it is done. */
    SENDS_ALL
  }

  /**
   * An effect.
   *
   * @param kind what it is
   * @param name what /proc names the descriptor, null where a path does or nothing
   * @param flags the argument that holds the flag for close-on-exec; that of the pointer for pairs
   *     stands in {@code pointer}
   * @param flag that flag; 0: never, all ones: always
   * @param pointer the argument that points to a pair, to the address that is sent to or received
   *     from ({@link #ADDRESS}), or to the message that has that address ({@link #MESSAGE})
   */
  record Effect(Kind kind, byte[] name, int flags, long flag, int pointer) {}

  /** Of calls that return a descriptor of which no more is known. */
  private static final Effect UNNAMED = new Effect(Kind.MAKES, null, 0, ALWAYS, 0);

  private static final Map<String, Effect> BY_NAME = new HashMap<>();

  static {
    add("open", Kind.OPENS, null, 1, O_CLOEXEC);
    add("creat", Kind.OPENS, null, 0, NEVER);
    add("openat", Kind.OPENS, null, 2, O_CLOEXEC);
    add("openat2", Kind.OPENS, null, 0, NEVER);
    add("open_tree", Kind.OPENS, null, 2, O_CLOEXEC);
    add("open_tree_attr", Kind.OPENS, null, 2, O_CLOEXEC);
    add("socket", Kind.SOCKET, "socket", 1, O_CLOEXEC);
    add("accept", Kind.ACCEPTS, "socket", 0, NEVER);
    add("accept4", Kind.ACCEPTS, "socket", 3, O_CLOEXEC);
    add("eventfd", Kind.MAKES, "anon_inode:[eventfd]", 0, NEVER);
    add("eventfd2", Kind.MAKES, "anon_inode:[eventfd]", 1, O_CLOEXEC);
    add("epoll_create", Kind.MAKES, "anon_inode:[eventpoll]", 0, NEVER);
    add("epoll_create1", Kind.MAKES, "anon_inode:[eventpoll]", 0, O_CLOEXEC);
    add("signalfd", Kind.MAKES, "anon_inode:[signalfd]", 0, NEVER);
    add("signalfd4", Kind.MAKES, "anon_inode:[signalfd]", 3, O_CLOEXEC);
    add("timerfd_create", Kind.MAKES, "anon_inode:[timerfd]", 1, O_CLOEXEC);
    add("inotify_init", Kind.MAKES, "anon_inode:inotify", 0, NEVER);
    add("inotify_init1", Kind.MAKES, "anon_inode:inotify", 0, O_CLOEXEC);
    add("fanotify_init", Kind.MAKES, "anon_inode:[fanotify]", 0, 1);
    add("userfaultfd", Kind.MAKES, "anon_inode:[userfaultfd]", 0, O_CLOEXEC);
    add("perf_event_open", Kind.MAKES, "anon_inode:[perf_event]", 4, 8);
    add("pidfd_open", Kind.PROCESS, "anon_inode:[pidfd]", 0, ALWAYS);
    add("io_uring_setup", Kind.MAKES, "anon_inode:[io_uring]", 0, ALWAYS);
    add("memfd_create", Kind.MAKES, null, 1, 1);
    add("memfd_secret", Kind.MAKES, null, 0, O_CLOEXEC);
    add("mq_open", Kind.MAKES, null, 0, ALWAYS);
    add("pidfd_getfd", Kind.MAKES, null, 0, ALWAYS);
    add("bpf", Kind.MAKES, null, 0, ALWAYS);
    add("fsopen", Kind.MAKES, null, 1, 1);
    add("fsmount", Kind.MAKES, null, 1, 1);
    add("fspick", Kind.MAKES, null, 2, 1);
    add("landlock_create_ruleset", Kind.MAKES, null, 0, ALWAYS);
    add("open_by_handle_at", Kind.MAKES, null, 2, O_CLOEXEC);
    add("bind", Kind.BINDS, null, 0, NEVER);
    add("connect", Kind.CONNECTS, null, 0, NEVER);
    add("getsockname", Kind.NAMES, null, 0, NEVER);
    add("getpeername", Kind.PEERS, null, 0, NEVER);
    BY_NAME.put("recvfrom", new Effect(Kind.RECEIVES, null, 0, NEVER, ADDRESS));
    BY_NAME.put("recvmsg", new Effect(Kind.RECEIVES, null, 0, NEVER, MESSAGE));
    add("dup", Kind.COPIES, null, 0, NEVER);
    add("dup2", Kind.REPLACES, null, 0, NEVER);
    add("dup3", Kind.REPLACES, null, 2, O_CLOEXEC);
    add("fcntl", Kind.FCNTL, null, 0, NEVER);
    add("fcntl64", Kind.FCNTL, null, 0, NEVER);
    add("close", Kind.CLOSES, null, 0, NEVER);
    add("close_range", Kind.CLOSES_RANGE, null, 2, 4);
    add("unshare", Kind.UNSHARES, null, 0, NEVER);
    BY_NAME.put("sendto", new Effect(Kind.SENDS, null, 0, NEVER, ADDRESS));
    BY_NAME.put("sendmsg", new Effect(Kind.SENDS, null, 0, NEVER, MESSAGE));
    add("write", Kind.SENDS, null, 0, NEVER);
    add("writev", Kind.SENDS, null, 0, NEVER);
    add("sendmmsg", Kind.SENDS_ALL, null, 0, NEVER);
    pair("pipe", "pipe", 0, 0, NEVER);
    pair("pipe2", "pipe", 0, 1, O_CLOEXEC);
    pair("socketpair", "socket", 3, 1, O_CLOEXEC);
  }

  private final Effect[][] effects = new Effect[Abi.values().length][];

  private static void add(String call, Kind kind, String name, int flags, long flag) {
    BY_NAME.put(call, new Effect(kind, bytes(name), flags, flag, 0));
  }

  private static void pair(String call, String name, int pointer, int flags, long flag) {
    BY_NAME.put(call, new Effect(Kind.PAIR, bytes(name), flags, flag, pointer));
  }

  private static byte[] bytes(String name) {
    return name == null ? null : name.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** Whether a call of this kind may take a descriptor away. */
  static boolean takes(Kind kind) {
    return kind == Kind.CLOSES || kind == Kind.CLOSES_RANGE || kind == Kind.REPLACES;
  }

  /** The effect of a call, or null. */
  Effect of(Abi abi, long record, CallRole role) {
    Effect effect = abi == null ? null : of(abi, SyscallRecord.number(record));
    return effect == null && role.returnsFd() ? UNNAMED : effect;
  }

  private Effect of(Abi abi, int number) {
    Effect[] table = effects[abi.ordinal()];
    if (table == null) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      table = new Effect[numbers.end()];
      for (int i = 0; i < table.length; i++) {
        table[i] = BY_NAME.get(numbers.name(i) == null ? "" : numbers.name(i));
      }
      effects[abi.ordinal()] = table;
    }
    return number >= 0 && number < table.length ? table[number] : null;
  }
}

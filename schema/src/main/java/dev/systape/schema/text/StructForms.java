package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;

/** The structs that strace does not write field by field. */
final class StructForms {
  private static final int S_IFMT = 0170000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;
  private static final int CLOCK_TICKS = 100;
  private static final String[] STAT_ORDER = {
    "st_dev", "st_ino", "st_mode", "st_nlink", "st_uid", "st_gid", "st_blksize", "st_blocks"
  };

  private final Abi abi;
  private final TextOptions options;

  StructForms(Abi abi, TextOptions options) {
    this.abi = abi;
    this.options = options;
  }

  /** The writer of a struct, or null where it is written field by field. */
  MemoryText of(Type.Struct struct) {
    return switch (struct.name()) {
      case "stat", "stat_generic", "stat_i386", "stat64_i386", "stat_old" -> stat(struct);
      case "rlimit" ->
          rlimit(struct, abi.pointerWidth() == 4 ? "RLIM_INFINITY" : "RLIM64_INFINITY");
      case "rlimit64" -> rlimit(struct, "RLIM64_INFINITY");
      case "epoll_event" -> epollEvent(struct);
      case "tms" -> times(struct);
      case "sched_param" ->
          (call, data, out) -> out.append('[').append(Memory.getInt(data)).append(']');
      default -> null;
    };
  }

  /** A field: where it is, and how it is written. */
  private record Member(int offset, int width, WordText text) {
    long load(long data) {
      return Words.load(data + offset, width);
    }

    void print(long data, StringBuilder out) {
      text.print(load(data), out);
    }
  }

  private Member member(Type.Struct struct, String name) {
    for (int i = 0; i < struct.fields().size(); i++) {
      Type.Field field = struct.fields().get(i);
      if (field.name().equals(name)) {
        return new Member(
            StructLayout.offset(struct, i, abi),
            StructLayout.size(field.type(), abi),
            Words.of(field.type(), abi, options.names()));
      }
    }
    return null;
  }

  /** What the oldest struct stat does not have is 0, or is left out where it is a fraction. */
  private MemoryText stat(Type.Struct struct) {
    Member mode = member(struct, "st_mode");
    Member size = member(struct, "st_size");
    Member device = member(struct, "st_rdev");
    MemoryText head = statHead(struct);
    MemoryText tail = statTail(struct);
    return (call, data, out) -> {
      head.print(call, data, out);
      int type = (int) mode.load(data) & S_IFMT;
      if (type == S_IFCHR || type == S_IFBLK) {
        device.print(data, out.append(", st_rdev="));
      } else {
        size.print(data, out.append(", st_size="));
      }
      tail.print(call, data, out);
    };
  }

  private MemoryText statHead(Type.Struct struct) {
    if (!options.verbose()) {
      Member mode = member(struct, "st_mode");
      return (call, data, out) -> mode.print(data, out.append("{st_mode="));
    }
    Member[] members = new Member[STAT_ORDER.length];
    for (int i = 0; i < members.length; i++) {
      members[i] = member(struct, STAT_ORDER[i]);
    }
    return (call, data, out) -> {
      for (int i = 0; i < members.length; i++) {
        out.append(i == 0 ? "{" : ", ").append(STAT_ORDER[i]).append('=');
        if (members[i] == null) {
          out.append(0);
        } else {
          members[i].print(data, out);
        }
      }
    };
  }

  private MemoryText statTail(Type.Struct struct) {
    if (!options.verbose()) {
      return (call, data, out) -> out.append(", ...}");
    }
    String[] names = {"st_atime", "st_mtime", "st_ctime"};
    Member[] seconds = new Member[names.length];
    Member[] nanos = new Member[names.length];
    for (int i = 0; i < names.length; i++) {
      seconds[i] = member(struct, names[i]);
      nanos[i] = member(struct, names[i] + "_nsec");
    }
    return (call, data, out) -> {
      for (int i = 0; i < names.length; i++) {
        seconds[i].print(data, out.append(", ").append(names[i]).append('='));
        Times.clock(seconds[i].load(data), nanos[i] == null ? 0 : nanos[i].load(data), out);
        if (nanos[i] != null) {
          nanos[i].print(data, out.append(", ").append(names[i]).append("_nsec="));
        }
      }
      out.append('}');
    };
  }

  private MemoryText rlimit(Type.Struct struct, String infinity) {
    Member soft = member(struct, "rlim_cur");
    Member hard = member(struct, "rlim_max");
    return (call, data, out) -> {
      limit(soft, data, infinity, out.append("{rlim_cur="));
      limit(hard, data, infinity, out.append(", rlim_max="));
      out.append('}');
    };
  }

  /** Multiples of 1024 are written as such. */
  private static void limit(Member member, long data, String infinity, StringBuilder out) {
    long value = member.load(data);
    if (value == Words.mask(member.width)) {
      out.append(infinity);
    } else if (Long.compareUnsigned(value, 1024) > 0 && value % 1024 == 0) {
      Digits.unsigned(out, Long.divideUnsigned(value, 1024));
      out.append("*1024");
    } else {
      Digits.unsigned(out, value);
    }
  }

  /** The data of an epoll_event is a union, of which two members are shown. */
  private MemoryText epollEvent(Type.Struct struct) {
    Member events = member(struct, "events");
    Member data = member(struct, "data");
    return (call, at, out) -> {
      events.print(at, out.append("{events="));
      Digits.unsigned(out.append(", data={u32="), Memory.getU32(at + data.offset));
      Digits.unsigned(out.append(", u64="), Memory.getLong(at + data.offset));
      out.append("}}");
    };
  }

  private MemoryText times(Type.Struct struct) {
    String[] names = {"tms_utime", "tms_stime", "tms_cutime", "tms_cstime"};
    Member[] members = new Member[names.length];
    for (int i = 0; i < names.length; i++) {
      members[i] = member(struct, names[i]);
    }
    return (call, data, out) -> {
      for (int i = 0; i < names.length; i++) {
        out.append(i == 0 ? "{" : ", ").append(names[i]).append('=');
        ticks(Words.signed(members[i].load(data), members[i].width), out);
      }
      out.append('}');
    };
  }

  /** Clock ticks, 100 a second wherever Linux runs (USER_HZ), and what they are in seconds. */
  static void ticks(long value, StringBuilder out) {
    out.append(value);
    if (value > 0) {
      long rest = value % CLOCK_TICKS;
      out.append(" /* ").append(value / CLOCK_TICKS).append(rest < 10 ? ".0" : ".").append(rest);
      out.append(" s */");
    }
  }
}

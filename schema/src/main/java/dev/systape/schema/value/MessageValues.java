package dev.systape.schema.value;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.text.CallView;
import dev.systape.schema.text.SocketAddresses;

/**
 * Socket addresses by family, iovecs, struct msghdr and struct mmsghdr with what they point to, as
 * ip(7), ipv6(7), unix(7), netlink(7), recvmsg(2) and recvmmsg(2) lay them out.
 */
final class MessageValues {
  private static final int FAMILY = 2;
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int INET_SIZE = 8;
  private static final int INET6_SIZE = 24;
  private static final int NETLINK_SIZE = 12;
  private static final int UNIX_PATH = 108;
  private static final int HEADER_WORDS = 7;

  private final MemoryValues memory;

  MessageValues(MemoryValues memory) {
    this.memory = memory;
  }

  /** What is at an address at one time. */
  void side(
      CallView call,
      PointerValues.Place place,
      long address,
      Type type,
      int phase,
      ValueSink sink) {
    if (type instanceof Type.Address socket) {
      long length = memory.pointers().length(socket.length(), place, call);
      address(call, place, phase, address, length, sink);
    } else if (type instanceof Type.Iovec iovec) {
      long count = memory.pointers().length(iovec.count(), place, call);
      long data = phase == Capture.EXIT ? call.result() : Long.MAX_VALUE;
      iovec(call, place, phase, address, count, data, sink);
    } else if (type instanceof Type.Message) {
      header(call, place, phase, address, sink);
    } else if (type instanceof Type.Messages many) {
      headers(call, place, phase, address, many, sink);
    } else {
      MemoryState.write(call, -1, MemoryState.UNKNOWN, false, sink, sink::bytes);
    }
  }

  private void address(
      CallView call,
      PointerValues.Place place,
      int phase,
      long address,
      long length,
      ValueSink sink) {
    int capture = address == 0 ? -1 : PointerValues.find(call, place, phase, address, length);
    long wanted = length & 0xffff_ffffL;
    MemoryState.write(
        call, capture, wanted, false, sink, (data, there) -> address(data, there, sink));
  }

  /** A socket address. */
  private void address(long data, int length, ValueSink sink) {
    sink.beginObject();
    if (length >= FAMILY) {
      int family = Memory.getU16(data);
      sink.name("sa_family");
      sink.beginObject();
      sink.name("value");
      sink.signed(family);
      Symbols families = memory.symbols("address_family");
      if (families != null) {
        WordValues.symbols(families, family, FAMILY, sink);
      }
      sink.endObject();
      family(family, data, length, sink);
    }
    sink.endObject();
  }

  private static void family(int family, long data, int length, ValueSink sink) {
    if (family == AF_UNIX) {
      unix(data + FAMILY, Math.min(length - FAMILY, UNIX_PATH), sink);
    } else if (family == AF_INET && length >= INET_SIZE) {
      port("sin_port", data, sink);
      StringBuilder text = new StringBuilder();
      SocketAddresses.dotted(Memory.getU32(data + 4), text);
      sink.name("sin_addr");
      sink.text(text.toString());
    } else if (family == AF_INET6 && length >= INET6_SIZE) {
      port("sin6_port", data, sink);
      sink.name("sin6_flowinfo");
      sink.unsigned(Integer.reverseBytes(Memory.getInt(data + 4)) & 0xffff_ffffL);
      StringBuilder text = new StringBuilder();
      SocketAddresses.colons(data + 8, text);
      sink.name("sin6_addr");
      sink.text(text.toString());
      if (length >= INET6_SIZE + 4) {
        sink.name("sin6_scope_id");
        sink.unsigned(Memory.getU32(data + INET6_SIZE));
      }
    } else if (family == AF_NETLINK && length >= NETLINK_SIZE) {
      sink.name("nl_pid");
      sink.unsigned(Memory.getU32(data + 4));
      sink.name("nl_groups");
      sink.unsigned(Memory.getU32(data + 8));
    } else {
      sink.name("sa_data");
      sink.bytes(data + FAMILY, length - FAMILY);
    }
  }

  private static void port(String name, long data, ValueSink sink) {
    sink.name(name);
    sink.signed(Memory.getU8(data + 2) << 8 | Memory.getU8(data + 3));
  }

  private static void unix(long path, int length, ValueSink sink) {
    boolean isAbstract = length > 0 && Memory.getByte(path) == 0;
    int from = isAbstract ? 1 : 0;
    int end = from;
    while (end < length && (isAbstract || Memory.getByte(path + end) != 0)) {
      end++;
    }
    sink.name("sun_path");
    sink.bytes(path + from, end - from);
    if (isAbstract) {
      sink.name("abstract");
      sink.truth(true);
    }
  }

  /**
   * An array of iovecs, which was captured at entry.
   *
   * @param available bytes of data over all elements; negative where nothing was transferred
   */
  private void iovec(
      CallView call,
      PointerValues.Place place,
      int phase,
      long address,
      long count,
      long available,
      ValueSink sink) {
    int width = memory.abi().pointerWidth();
    int at = address == 0 ? -1 : PointerValues.find(call, place, Capture.ENTRY, address, 0);
    if (at < 0 && address != 0) {
      at = PointerValues.find(call, place, Capture.EXIT, address, 0);
    }
    long wanted = Math.min(PointerValues.positive(count), 1 << 20) * 2 * width;
    MemoryState.write(
        call,
        at,
        wanted,
        false,
        sink,
        (data, length) -> {
          long rest = Math.max(0, available);
          sink.beginArray();
          for (int i = 0; i < length / (2 * width); i++) {
            rest -= element(call, place, phase, data + 2L * width * i, rest, sink);
          }
          sink.endArray();
        });
  }

  private long element(
      CallView call, PointerValues.Place place, int phase, long at, long rest, ValueSink sink) {
    int width = memory.abi().pointerWidth();
    long base = WordValues.load(at, width);
    long length = WordValues.load(at + width, width);
    long here = Long.compareUnsigned(length, rest) < 0 ? length : rest;
    sink.beginObject();
    sink.name("iov_base");
    sink.unsigned(base);
    sink.name("iov_len");
    sink.unsigned(length);
    if (here != 0) {
      sink.name("data");
      int capture = base == 0 ? -1 : PointerValues.find(call, place, phase, base, here);
      MemoryState.write(
          call,
          capture,
          here,
          false,
          sink,
          sink::bytes,
          (data, there) -> memory.pointers().netlink().write(call, place, data, there, sink));
    }
    sink.endObject();
    return rest == Long.MAX_VALUE ? 0 : here;
  }

  private void header(
      CallView call, PointerValues.Place place, int phase, long address, ValueSink sink) {
    int size = HEADER_WORDS * memory.abi().pointerWidth();
    long data = phase == Capture.EXIT ? call.result() : Long.MAX_VALUE;
    MemoryState.write(
        call,
        PointerValues.find(call, place, phase, address, size),
        size,
        false,
        sink,
        (at, length) -> {
          sink.beginObject();
          if (length >= size) {
            fields(call, place, phase, at, data, sink);
          }
          sink.endObject();
        });
  }

  private void headers(
      CallView call,
      PointerValues.Place place,
      int phase,
      long address,
      Type.Messages many,
      ValueSink sink) {
    int width = memory.abi().pointerWidth();
    int size = (HEADER_WORDS + 1) * width;
    boolean exit = phase == Capture.EXIT;
    long count = exit ? call.result() : memory.pointers().length(many.count(), place, call);
    long shown = Math.min(PointerValues.positive(count), 1 << 20);
    MemoryState.write(
        call,
        PointerValues.find(call, place, phase, address, 0),
        shown * size,
        false,
        sink,
        (at, length) -> {
          sink.beginArray();
          for (int i = 0; i < Math.min(shown, length / size); i++) {
            long header = at + (long) size * i;
            long bytes = Memory.getU32(header + (long) HEADER_WORDS * width);
            sink.beginObject();
            fields(call, place, phase, header, exit ? bytes : Long.MAX_VALUE, sink);
            if (exit) {
              sink.name("msg_len");
              sink.unsigned(bytes);
            }
            sink.endObject();
          }
          sink.endArray();
        });
  }

  /** The fields of a struct msghdr. */
  private void fields(
      CallView call, PointerValues.Place place, int phase, long header, long data, ValueSink sink) {
    int width = memory.abi().pointerWidth();
    long name = WordValues.load(header, width);
    long nameLength = Memory.getU32(header + width);
    if (name != 0) {
      sink.name("msg_name");
      address(call, place, phase, name, nameLength, sink);
    }
    sink.name("msg_namelen");
    sink.unsigned(nameLength);
    long count = WordValues.load(header + 3L * width, width);
    sink.name("msg_iov");
    iovec(call, place, phase, WordValues.load(header + 2L * width, width), count, data, sink);
    long control = WordValues.load(header + 4L * width, width);
    long controlLength = WordValues.load(header + 5L * width, width);
    if (control != 0 && controlLength != 0) {
      sink.name("msg_control");
      int capture = PointerValues.find(call, place, phase, control, controlLength);
      long wanted = PointerValues.positive(controlLength);
      MemoryState.write(call, capture, wanted, false, sink, sink::bytes);
    }
    sink.name("msg_controllen");
    sink.unsigned(controlLength);
    sink.name("msg_flags");
    sink.beginObject();
    long flags = Memory.getU32(header + 6L * width);
    sink.name("value");
    sink.unsigned(flags);
    Symbols names = memory.symbols("msg_flags");
    if (names != null) {
      WordValues.symbols(names, flags, Integer.BYTES, sink);
    }
    sink.endObject();
  }
}

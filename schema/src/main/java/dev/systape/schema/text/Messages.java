package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** Writes iovecs, struct msghdr and struct mmsghdr with all that they point to. */
final class Messages {
  /** Bytes of the largest socket address, struct sockaddr_storage. */
  private static final int ADDRESS_MAX = 128;

  /** The data of messages to and from such an address are netlink messages, whatever the socket. */
  private static final int AF_NETLINK = 16;

  private final ArgumentTexts types;
  private final Strings strings;
  private final SocketAddresses addresses;
  private final TextOptions options;
  private final ControlMessages controls;
  private final WordText flags;

  Messages(
      ArgumentTexts types,
      Strings strings,
      SocketAddresses addresses,
      SymbolSets symbols,
      TextOptions options) {
    this.types = types;
    this.strings = strings;
    this.addresses = addresses;
    this.options = options;
    controls = new ControlMessages(types, addresses, symbols, options);
    flags = symbols.text("msg_flags", 4);
  }

  /** An argument that is an array of iovecs. */
  ArgumentText iovec(int argument, Type.Iovec type) {
    boolean exit = type.direction() == Direction.OUT;
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        long count = Lengths.of(type.count(), call);
        long data = exit ? call.succeeded() ? call.result() : -1 : Long.MAX_VALUE;
        int phase = exit ? Capture.EXIT : Capture.ENTRY;
        long address = call.argument(argument);
        vector(call, argument, Capture.ENTRY, phase, address, count, data, false, out);
      }

      @Override
      public boolean isAtExit() {
        return exit;
      }
    };
  }

  /**
   * An array of iovecs.
   *
   * @param phase when the array was captured
   * @param dataPhase when its data was
   * @param available bytes of data over all elements; negative where only addresses are shown
   * @param netlink whether the data are netlink messages
   */
  private void vector(
      CallView call,
      int argument,
      int phase,
      int dataPhase,
      long address,
      long count,
      long available,
      boolean netlink,
      StringBuilder out) {
    int width = call.abi().pointerWidth();
    long size = (count & 0xffff) * 2 * width;
    int capture = address == 0 ? -1 : call.find(argument, phase, address, size);
    int captured = capture < 0 ? 0 : call.length(capture) / (2 * width);
    int there = (int) Math.min(captured, count & Long.MAX_VALUE);
    if (address == 0 || there == 0 && count != 0 || Elements.isTooMany(count, 2 * width)) {
      Digits.address(out, address);
      return;
    }
    int shown = options.verbose() ? there : Math.min(there, options.stringLimit());
    long rest = available;
    out.append('[');
    for (int i = 0; i < shown; i++) {
      long element = call.data(capture) + 2L * width * i;
      long base = Words.load(element, width);
      long length = Words.load(element + width, width);
      out.append(i == 0 ? "{iov_base=" : ", {iov_base=");
      boolean all = available == Long.MAX_VALUE;
      if (all) {
        data(call, argument, dataPhase, base, length, netlink, out);
      } else if (rest < 0) {
        Digits.address(out, base);
      } else {
        long data = Long.compareUnsigned(length, rest) < 0 ? length : rest;
        data(call, argument, dataPhase, base, data, netlink, out);
        rest -= data;
      }
      Digits.unsigned(out.append(", iov_len="), length);
      out.append('}');
    }
    if (shown < there) {
      out.append(", ...");
    } else if (there < count) {
      Digits.hex(out.append(", ... /* "), address + 2L * width * there);
      out.append(" */");
    }
    out.append(']');
  }

  /** Data of one element. */
  private void data(
      CallView call,
      int argument,
      int phase,
      long base,
      long length,
      boolean netlink,
      StringBuilder out) {
    int capture = netlink && base != 0 && length != 0 ? call.longest(argument, phase, base) : -1;
    if (capture < 0) {
      strings.bytes(call, argument, phase, base, length, options.hexStrings(), out);
    } else {
      int protocol = call.descriptors().netlinkProtocol((int) call.argument(0));
      long whole = length < 0 ? Long.MAX_VALUE : length;
      int there = (int) Math.min(call.length(capture), whole);
      types.netlink().print(call, protocol, call.data(capture), there, whole, out);
    }
  }

  /** An argument that is a struct msghdr. */
  ArgumentText message(int argument, Direction direction) {
    boolean exit = direction == Direction.OUT;
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        message(call, argument, exit, out);
      }

      @Override
      public boolean isAtExit() {
        return exit;
      }
    };
  }

  private void message(CallView call, int argument, boolean exit, StringBuilder out) {
    long address = call.argument(argument);
    int width = call.abi().pointerWidth();
    int entry = whole(call, argument, Capture.ENTRY, address, 7 * width);
    if (exit && !call.succeeded()) {
      if (entry < 0 || !call.hasResult()) {
        Digits.address(out, address);
      } else {
        out.append("{msg_namelen=").append(Memory.getInt(call.data(entry) + width)).append('}');
      }
      return;
    }
    int header = exit ? whole(call, argument, Capture.EXIT, address, 7 * width) : entry;
    if (header < 0) {
      Digits.address(out, address);
      return;
    }
    out.append('{');
    long before = entry < 0 ? call.data(header) : call.data(entry);
    long data = exit ? call.result() : Long.MAX_VALUE;
    fields(call, argument, exit, before, call.data(header), data, Capture.ENTRY, out);
    out.append('}');
  }

  private static int whole(CallView call, int argument, int phase, long address, int size) {
    int capture = address == 0 ? -1 : call.find(argument, phase, address);
    return capture < 0 || call.length(capture) < size ? -1 : capture;
  }

  private void fields(
      CallView call,
      int argument,
      boolean exit,
      long before,
      long header,
      long data,
      int vectorPhase,
      StringBuilder out) {
    int width = call.abi().pointerWidth();
    int phase = exit ? Capture.EXIT : Capture.ENTRY;
    int oldLength = Memory.getInt(before + width);
    int length = Memory.getInt(header + width);
    out.append("msg_name=");
    long name = Words.load(header, width);
    int family = address(call, argument, phase, name, Math.min(length, oldLength), out);
    out.append(", msg_namelen=").append(oldLength);
    if (length != oldLength) {
      out.append(" => ").append(length);
    }
    long count = Words.load(header + 3L * width, width);
    out.append(", msg_iov=");
    long vector = Words.load(header + 2L * width, width);
    boolean netlink = family == AF_NETLINK;
    vector(call, argument, vectorPhase, phase, vector, count, data, netlink, out);
    Digits.unsigned(out.append(", msg_iovlen="), count);
    control(call, argument, phase, header, out);
    flags.print(Memory.getInt(header + 6L * width), out.append(", msg_flags="));
  }

  /**
   * A socket address at an address in memory, of which the call says how long it is.
   *
   * @return its family, -1 where it is not known
   */
  int address(
      CallView call, int argument, int phase, long address, long length, StringBuilder out) {
    int capture = address == 0 ? -1 : call.find(argument, phase, address, length);
    int there = capture < 0 ? 0 : (int) Math.min(call.length(capture), length);
    if ((int) length < 0 || there < 2 || there < Math.min(length & 0xffff_ffffL, ADDRESS_MAX)) {
      Digits.address(out, address);
      return -1;
    }
    addresses.print(call, call.data(capture), there, out);
    return Memory.getU16(call.data(capture));
  }

  private void control(CallView call, int argument, int phase, long header, StringBuilder out) {
    int width = call.abi().pointerWidth();
    long address = Words.load(header + 4L * width, width);
    long length = Words.load(header + 5L * width, width);
    if (length != 0) {
      out.append(", msg_control=");
      int capture = address == 0 ? -1 : call.find(argument, phase, address, length);
      int there = capture < 0 ? 0 : (int) Math.min(call.length(capture), length);
      boolean broken = capture >= 0 && call.errno(capture) != 0;
      if (there < width + 8 || broken && Long.compareUnsigned(there, length) < 0) {
        Digits.address(out, address);
      } else {
        controls.print(call, call.data(capture), there, address, out);
      }
    }
    Digits.unsigned(out.append(", msg_controllen="), length);
  }

  /** An argument that is an array of struct mmsghdr. */
  ArgumentText messages(int argument, Type.Messages type) {
    boolean exit = type.direction() == Direction.OUT;
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        messages(call, argument, exit, Lengths.of(type.count(), call), out);
      }

      @Override
      public boolean isAtExit() {
        return true;
      }
    };
  }

  private void messages(CallView call, int argument, boolean exit, long count, StringBuilder out) {
    long address = call.argument(argument);
    int width = call.abi().pointerWidth();
    int size = 8 * width;
    int phase = exit ? Capture.EXIT : Capture.ENTRY;
    long wanted = !exit ? count : call.succeeded() ? call.result() : -1;
    if (wanted == 0 && address != 0) {
      out.append("[]");
      return;
    }
    int capture = wanted < 0 ? -1 : whole(call, argument, phase, address, size);
    if (capture < 0) {
      Digits.address(out, address);
      return;
    }
    int sent = !exit && call.succeeded() ? call.find(argument, Capture.EXIT, address) : -1;
    int entry = exit ? call.find(argument, Capture.ENTRY, address) : -1;
    long there = Math.min(call.length(capture) / size, wanted);
    long shown = options.verbose() ? there : Math.min(there, options.stringLimit());
    out.append('[');
    for (int i = 0; i < shown; i++) {
      long header = call.data(capture) + (long) size * i;
      long data = exit ? Memory.getU32(header + 7L * width) : Long.MAX_VALUE;
      out.append(i == 0 ? "{msg_hdr={" : ", {msg_hdr={");
      boolean changed = entry >= 0 && call.length(entry) >= (long) size * (i + 1);
      long before = changed ? call.data(entry) + (long) size * i : header;
      fields(call, argument, exit, before, header, data, phase, out);
      out.append('}');
      if (exit) {
        out.append(", msg_len=").append(data);
      } else if (sent >= 0 && i < call.result() && call.length(sent) >= (long) size * (i + 1)) {
        long length = Memory.getU32(call.data(sent) + (long) size * i + 7L * width);
        out.append(", msg_len=").append(length);
      }
      out.append('}');
    }
    if (shown < there) {
      out.append(", ...");
    } else if (there < wanted && call.errno(capture) != 0) {
      Digits.hex(out.append(", ... /* "), address + size * there);
      out.append(" */");
    }
    out.append(']');
  }
}

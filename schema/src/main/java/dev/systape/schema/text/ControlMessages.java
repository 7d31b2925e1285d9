package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;

/**
 * Writes control messages, the struct cmsghdr of cmsg(3): a length as wide as a pointer, level,
 * type, data, padded to the width of a pointer. What they hold is told by unix(7), socket(7) and
 * ip(7); of others the type alone is written. Hot: no allocation.
 */
final class ControlMessages {
  private static final int SOL_IP = 0;
  private static final int SOL_SOCKET = 1;
  private static final int INT = 4;
  private static final int CREDENTIALS_SIZE = 12;
  private static final int PACKET_INFO_SIZE = 12;
  private static final int ADDRESS_SIZE = 16;
  private static final int ERROR_SIZE = 16;
  private static final int ADDRESS_MAX = 128;
  private static final int TIMESTAMPS = 3;

  private final ArgumentTexts types;
  private final SocketAddresses addresses;
  private final TextOptions options;
  private final WordText levels;
  private final WordText socketTypes;
  private final WordText internetTypes;
  private Time oldMicros;
  private Time oldNanos;
  private Time newMicros;
  private Time newNanos;

  /** A time of some struct; made when the first is written, for it needs the writers of structs. */
  private record Time(MemoryText text, int size) {}

  ControlMessages(
      ArgumentTexts types, SocketAddresses addresses, SymbolSets symbols, TextOptions options) {
    this.types = types;
    this.addresses = addresses;
    this.options = options;
    levels = symbols.text("cmsg_level", 4);
    socketTypes = symbols.text("cmsg_socket", 4);
    internetTypes = symbols.text("cmsg_internet", 4);
  }

  private Time time(String struct) {
    Type.Struct type = types.symbols().struct(struct);
    return new Time(types.structs().of(type), StructLayout.size(type, types.abi()));
  }

  /**
   * Writes messages; one that ends in the middle of its header is but an address.
   *
   * @param data where {@code length} bytes of them are
   * @param address where they lay in the program
   */
  void print(CallView call, long data, int length, long address, StringBuilder out) {
    int width = call.abi().pointerWidth();
    int header = width + 2 * INT;
    int at = 0;
    out.append('[');
    while (length - at >= header) {
      long size = Words.load(data + at, width);
      Digits.unsigned(out.append(at == 0 ? "{cmsg_len=" : ", {cmsg_len="), size);
      int there =
          Long.compareUnsigned(size, length - at) < 0 ? (int) size - header : length - at - header;
      message(call, data + at + width, data + at + header, there, out);
      out.append('}');
      if (Long.compareUnsigned(size, length - at) >= 0) {
        at = length;
      } else if (size < header) {
        at += header;
        break;
      } else {
        at += (int) size + width - 1 & -width;
      }
    }
    if (at < length) {
      Digits.hex(out.append(", ... /* "), address + at);
      out.append(" */");
    }
    out.append(']');
  }

  private void message(CallView call, long header, long data, int length, StringBuilder out) {
    int level = Memory.getInt(header);
    int type = Memory.getInt(header + INT);
    levels.print(level, out.append(", cmsg_level="));
    out.append(", cmsg_type=");
    switch (level) {
      case SOL_SOCKET -> socketTypes.print(type, out);
      case SOL_IP -> internetTypes.print(type, out);
      default -> Digits.hex(out, type & 0xffff_ffffL);
    }
    if (length > 0 && level == SOL_SOCKET) {
      socket(call, type, data, length, out);
    } else if (length > 0 && level == SOL_IP) {
      internet(call, type, data, length, out);
    }
  }

  private static StringBuilder data(StringBuilder out) {
    return out.append(", cmsg_data=");
  }

  private void socket(CallView call, int type, long data, int length, StringBuilder out) {
    switch (type) {
      case 1 -> {
        if (length >= INT) {
          descriptors(call, data, length / INT, data(out));
        }
      }
      case 2 -> {
        if (length >= CREDENTIALS_SIZE) {
          credentials(data, data(out));
        }
      }
      case 3 -> Quotes.quote(data(out), data, length, options.hexStrings());
      case 4 -> {
        if (length >= INT) {
          descriptor(call, Memory.getInt(data), data(out));
        }
      }
      case 29 -> {
        oldMicros = oldMicros == null ? time("timeval") : oldMicros;
        times(call, oldMicros, 1, data, length, out);
      }
      case 35, 37 -> {
        oldNanos = oldNanos == null ? time("timespec") : oldNanos;
        times(call, oldNanos, type == 35 ? 1 : TIMESTAMPS, data, length, out);
      }
      case 63 -> {
        newMicros = newMicros == null ? time("timeval64") : newMicros;
        times(call, newMicros, 1, data, length, out);
      }
      case 64, 65 -> {
        newNanos = newNanos == null ? time("timespec64") : newNanos;
        times(call, newNanos, type == 64 ? 1 : TIMESTAMPS, data, length, out);
      }
      default -> {}
    }
  }

  /** Times, of which all have to be there. */
  private static void times(
      CallView call, Time time, int count, long data, int length, StringBuilder out) {
    if (length < count * time.size()) {
      data(out).append("???");
      return;
    }
    data(out).append(count == 1 ? "" : "[");
    for (int i = 0; i < count; i++) {
      time.text().print(call, data + (long) i * time.size(), out.append(i == 0 ? "" : ", "));
    }
    out.append(count == 1 ? "" : "]");
  }

  private void descriptors(CallView call, long data, int count, StringBuilder out) {
    int shown = shown(count);
    for (int i = 0; i < shown; i++) {
      descriptor(call, Memory.getInt(data + (long) i * INT), out.append(i == 0 ? "[" : ", "));
    }
    out.append(shown < count ? ", ...]" : "]");
  }

  private void descriptor(CallView call, int descriptor, StringBuilder out) {
    if (options.descriptors()) {
      DescriptorText.argument(call, descriptor, out);
    } else {
      out.append(descriptor);
    }
  }

  private int shown(int count) {
    return options.verbose() ? count : Math.min(count, options.stringLimit());
  }

  private static void credentials(long data, StringBuilder out) {
    out.append("{pid=").append(Memory.getInt(data));
    id(Memory.getInt(data + 4), out.append(", uid="));
    id(Memory.getInt(data + 8), out.append(", gid="));
    out.append('}');
  }

  private static void id(int id, StringBuilder out) {
    out.append(id == -1 ? -1 : id & 0xffff_ffffL);
  }

  private void internet(CallView call, int type, long data, int length, StringBuilder out) {
    switch (type) {
      case 1, 6, 7 -> bytes(data, length, data(out));
      case 2, 23 -> {
        if (length >= INT) {
          words(data, length / INT, data(out));
        }
      }
      case 3 -> Quotes.quote(data(out), data, length, options.hexStrings());
      case 8 -> {
        if (length >= PACKET_INFO_SIZE) {
          packetInfo(call, data, data(out));
        }
      }
      case 11 -> {
        if (length >= ERROR_SIZE + ADDRESS_SIZE) {
          error(call, data, length, data(out));
        }
      }
      case 20 -> {
        if (length >= ADDRESS_SIZE) {
          addresses.print(call, data, Math.min(length, ADDRESS_MAX), data(out));
        }
      }
      default -> {}
    }
  }

  private void bytes(long data, int count, StringBuilder out) {
    int shown = shown(count);
    for (int i = 0; i < shown; i++) {
      Digits.hex(out.append(i == 0 ? "[" : ", "), Memory.getU8(data + i));
    }
    out.append(shown < count ? ", ...]" : "]");
  }

  private void words(long data, int count, StringBuilder out) {
    int shown = shown(count);
    for (int i = 0; i < shown; i++) {
      out.append(i == 0 ? "[" : ", ").append(Memory.getU32(data + (long) i * INT));
    }
    out.append(shown < count ? ", ...]" : "]");
  }

  private static void packetInfo(CallView call, long data, StringBuilder out) {
    Interfaces.index(call, Memory.getInt(data), out.append("{ipi_ifindex="));
    SocketAddresses.dotted(Memory.getU32(data + 4), out.append(", ipi_spec_dst=inet_addr(\""));
    SocketAddresses.dotted(Memory.getU32(data + 8), out.append("\"), ipi_addr=inet_addr(\""));
    out.append("\")}");
  }

  /** A {@code struct sock_extended_err} of linux/errqueue.h, and who it came from. */
  private void error(CallView call, long data, int length, StringBuilder out) {
    out.append("{ee_errno=").append(Memory.getU32(data));
    out.append(", ee_origin=").append(Memory.getU8(data + 4));
    out.append(", ee_type=").append(Memory.getU8(data + 5));
    out.append(", ee_code=").append(Memory.getU8(data + 6));
    out.append(", ee_info=").append(Memory.getU32(data + 8));
    out.append(", ee_data=").append(Memory.getU32(data + 12));
    int there = Math.min(length - ERROR_SIZE, ADDRESS_SIZE);
    addresses.print(call, data + ERROR_SIZE, there, out.append(", offender="));
    out.append('}');
  }
}

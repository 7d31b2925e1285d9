package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;

/**
 * Writes the request of SG_IO: struct sg_io_hdr of scsi/sg.h or struct sg_io_v4 of linux/bsg.h,
 * which their first word tells apart.
 */
final class ScsiRequest {
  private static final int ARGUMENT = 2;
  private static final int HEADER = 88;
  private static final int V4 = 160;
  private static final int TO_DEVICE = -2;
  private static final int FROM_DEVICE = -3;
  private static final int TO_FROM_DEVICE = -4;

  private static final int IOVEC = 16;

  private final TextOptions options;
  private final Strings strings;
  private final WordText directions;
  private final WordText flags;
  private final WordText protocols;
  private final WordText subprotocols;
  private final WordText blockFlags;
  private final WordText information;

  ScsiRequest(ArgumentTexts types) {
    options = types.options();
    strings = types.strings();
    directions = types.symbols().text("sg_directions", 4);
    flags = types.symbols().text("sg_flags", 4);
    protocols = types.symbols().text("bsg_protocols", 4);
    subprotocols = types.symbols().text("bsg_subprotocols", 4);
    information = types.symbols().text("sg_info", 4);
    blockFlags = types.symbols().text("bsg_flags", 4);
  }

  /** Writes it, or its address where it cannot be read. */
  void print(CallView call, StringBuilder out) {
    long address = call.argument(ARGUMENT);
    int before = address == 0 ? -1 : call.find(ARGUMENT, Capture.ENTRY, address);
    if (before < 0 || call.length(before) < 4) {
      Digits.address(out, address);
      return;
    }
    long data = call.data(before);
    int after = call.succeeded() ? call.find(ARGUMENT, Capture.EXIT, address) : -1;
    switch (Memory.getInt(data)) {
      case 'S' -> {
        out.append("{interface_id='S', ");
        if (call.length(before) < HEADER) {
          Digits.hex(out, address + 4);
        } else {
          header(call, data, result(call, before, after, HEADER), out);
        }
        out.append('}');
      }
      case 'Q' -> {
        out.append("{guard='Q', ");
        if (call.length(before) < V4) {
          Digits.hex(out, address + 4);
        } else {
          fourth(call, data, result(call, before, after, V4), out);
        }
        out.append('}');
      }
      default -> {
        Digits.unsigned(out.append('['), Memory.getU32(data));
        out.append(']');
      }
    }
  }

  private static long result(CallView call, int before, int after, int size) {
    return call.data(after >= 0 && call.length(after) >= size ? after : before);
  }

  private void header(CallView call, long in, long end, StringBuilder out) {
    int direction = Memory.getInt(in + 4);
    directions.print(direction, out.append("dxfer_direction="));
    int length = Memory.getU8(in + 8);
    bytes(call, Capture.ENTRY, in + 24, length, number(out, ", cmd_len=", length, ", cmdp="));
    number(out, ", mx_sb_len=", Memory.getU8(in + 9), ", iovec_count=");
    out.append(Memory.getU16(in + 10));
    number(out, ", dxfer_len=", Memory.getU32(in + 12), ", timeout=");
    Digits.unsigned(out, Memory.getU32(in + 40));
    flags.print(Memory.getU32(in + 44), out.append(", flags="));
    if (direction == TO_DEVICE || direction == TO_FROM_DEVICE) {
      data(call, Capture.ENTRY, in, in, out.append(", dxferp="));
    }
    if (direction == FROM_DEVICE || direction == TO_FROM_DEVICE) {
      out.append(direction == FROM_DEVICE ? ", dxferp=" : " => dxferp=");
      data(call, call.succeeded() ? Capture.EXIT : Capture.ENTRY, in, end, out);
    }
    Digits.hex(out.append(", status="), Memory.getU8(end + 64));
    out.append(", masked_status=");
    Digits.hex(out, Memory.getU8(end + 65));
    Digits.hex(out.append(", msg_status="), Memory.getU8(end + 66));
    out.append(", sb_len_wr=");
    int sense = Memory.getU8(end + 67);
    bytes(call, Capture.EXIT, end + 32, sense, number(out, "", sense, ", sbp="));
    Digits.hex(out.append(", host_status="), Memory.getU16(end + 68));
    Digits.hex(out.append(", driver_status="), Memory.getU16(end + 70));
    out.append(", resid=").append(Memory.getInt(end + 72));
    number(out, ", duration=", Memory.getU32(end + 76), ", info=");
    information.print(Memory.getU32(end + 80), out);
  }

  private void data(CallView call, int phase, long in, long end, StringBuilder out) {
    int left = phase == Capture.EXIT ? Memory.getInt(end + 72) : 0;
    data(call, phase, in + 16, Memory.getU16(in + 10), Memory.getU32(in + 12) - left, out);
  }

  /** A buffer, or those of an array: as much of them as was to be transferred, or was. */
  private void data(
      CallView call, int phase, long pointer, long count, long length, StringBuilder out) {
    if (count == 0) {
      bytes(call, phase, pointer, length, out);
      return;
    }
    long address = Memory.getLong(pointer);
    int capture = address == 0 ? -1 : call.findAny(Capture.ENTRY, address);
    if (capture < 0 || call.length(capture) < IOVEC) {
      Digits.address(out, address);
      return;
    }
    long first = call.data(capture);
    MemoryText element =
        (view, data, text) -> {
          long left = length;
          for (long each = first; each < data && left > 0; each += IOVEC) {
            left -= Math.min(left, Memory.getLong(each + 8));
          }
          element(view, phase, data, Math.max(0, left), text);
        };
    Elements.print(call, element, IOVEC, capture, address, count, options, out);
  }

  private void element(CallView call, int phase, long data, long left, StringBuilder out) {
    long address = Memory.getLong(data);
    long length = Memory.getLong(data + 8);
    int capture = address == 0 ? -1 : call.findAny(phase, address);
    out.append("{iov_base=");
    strings.data(call, capture, address, Math.min(length, left), options.hexStrings(), out);
    Digits.unsigned(out.append(", iov_len="), length);
    out.append('}');
  }

  private void fourth(CallView call, long in, long end, StringBuilder out) {
    protocols.print(Memory.getU32(in + 4), out.append("protocol="));
    subprotocols.print(Memory.getU32(in + 8), out.append(", subprotocol="));
    long length = Memory.getU32(in + 12);
    bytes(
        call, Capture.ENTRY, in + 16, length, number(out, ", request_len=", length, ", request="));
    Digits.hex(out.append(", request_tag="), Memory.getLong(in + 24));
    number(out, ", request_attr=", Memory.getU32(in + 32), ", request_priority=");
    number(out, "", Memory.getU32(in + 36), ", request_extra=");
    number(out, "", Memory.getU32(in + 40), ", max_response_len=");
    number(out, "", Memory.getU32(in + 44), ", dout_iovec_count=");
    number(out, "", Memory.getU32(in + 56), ", dout_xfer_len=");
    number(out, "", Memory.getU32(in + 60), ", din_iovec_count=");
    number(out, "", Memory.getU32(in + 64), ", din_xfer_len=");
    Digits.unsigned(out, Memory.getU32(in + 68));
    out.append(", dout_xferp=");
    data(call, Capture.ENTRY, in + 72, Memory.getU32(in + 56), Memory.getU32(in + 60), out);
    Digits.unsigned(out.append(", timeout="), Memory.getU32(in + 88));
    blockFlags.print(Memory.getU32(in + 92), out.append(", flags="));
    Digits.hex(out.append(", usr_ptr="), Memory.getLong(in + 96));
    long response = Memory.getU32(end + 132);
    bytes(
        call,
        Capture.EXIT,
        in + 48,
        response,
        number(out, ", response_len=", response, ", response="));
    int phase = call.succeeded() ? Capture.EXIT : Capture.ENTRY;
    long there = Memory.getU32(in + 68) - Memory.getInt(end + 136);
    data(call, phase, in + 80, Memory.getU32(in + 64), there, out.append(", din_xferp="));
    Digits.hex(out.append(", driver_status="), Memory.getU32(end + 108));
    Digits.hex(out.append(", transport_status="), Memory.getU32(end + 112));
    Digits.hex(out.append(", device_status="), Memory.getU32(end + 116));
    number(out, ", retry_delay=", Memory.getU32(end + 120), ", info=");
    information.print(Memory.getU32(end + 124), out);
    number(out, ", duration=", Memory.getU32(end + 128), ", response_len=");
    number(out, "", response, ", din_resid=");
    out.append(Memory.getInt(end + 136)).append(", dout_resid=").append(Memory.getInt(end + 140));
    Digits.hex(out.append(", generated_tag="), Memory.getLong(end + 144));
  }

  private static StringBuilder number(StringBuilder out, String before, long value, String behind) {
    Digits.unsigned(out.append(before), value);
    return out.append(behind);
  }

  private void bytes(CallView call, int phase, long pointer, long length, StringBuilder out) {
    long address = Memory.getLong(pointer);
    int capture = address == 0 ? -1 : call.findAny(phase, address);
    strings.data(call, capture, address, length, Quotes.HEX_ALWAYS, out);
  }
}

package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** Mounts: arguments of mount(2) that its flags make meaningless, statmount(2), listmount(2). */
final class MountForms implements Forms {
  private static final long MS_MGC_MASK = 0xffff_0000L;
  private static final long MS_MGC_VAL = 0xc0ed_0000L;
  private static final long MS_REMOUNT = 0x20;

  /** MS_BIND, MS_MOVE, MS_UNBINDABLE, MS_PRIVATE, MS_SLAVE, MS_SHARED: no new file system. */
  private static final long NO_FILE_SYSTEM =
      0x1000 | 0x2000 | 0x2_0000 | 0x4_0000 | 0x8_0000 | 0x10_0000;

  private static final int FSCONFIG_SET_BINARY = 2;

  /** The longest value that fsconfig(2) takes. */
  private static final int BINARY_MAX = 1 << 20;

  private static final int TYPE = 2;
  private static final int FLAGS = 3;
  private static final int DATA = 4;

  /** {@code MNT_ID_REQ_SIZE_VER0} and {@code MNT_ID_REQ_SIZE_VER1} of linux/mount.h. */
  private static final int REQUEST_SIZE = 24;

  private static final int REQUEST_SIZE_1 = 32;

  /** Where the strings of struct statmount begin. */
  private static final int STRINGS = 512;

  private final ArgumentTexts types;

  MountForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    return switch (call.name()) {
      case "mount" -> mount(plain);
      case "fsconfig" -> plain.with(3, binary(plain.arguments().get(3)));
      case "statmount" -> plain.with(0, request("statmount_mask", null));
      case "listmount" -> plain.with(0, request(null, "listmount_id"));
      default -> null;
    };
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return struct.name().equals("statmount_string") ? this::string : null;
  }

  private static void hex(long word, StringBuilder out) {
    Digits.hex(out, word);
  }

  /** The type counts only for a new file system, the data also where one is mounted again. */
  private CallText mount(CallText plain) {
    ArgumentText type = plain.arguments().get(TYPE);
    ArgumentText data = plain.arguments().get(DATA);
    CallText text =
        plain.with(
            TYPE,
            (call, out) -> {
              if ((flags(call) & (NO_FILE_SYSTEM | MS_REMOUNT)) == 0) {
                type.print(call, out);
              } else {
                Digits.address(out, call.argument(TYPE));
              }
            });
    WordText names = types.symbols().text("mount_flags", types.abi().pointerWidth());
    text =
        text.with(
            FLAGS,
            (call, out) -> {
              long flags = flags(call);
              if (flags == call.argument(FLAGS)) {
                names.print(flags, out);
              } else {
                out.append("MS_MGC_VAL");
                if (flags != 0) {
                  names.print(flags, out.append('|'));
                }
              }
            });
    return text.with(
        DATA,
        (call, out) -> {
          long flags = flags(call);
          if ((flags & NO_FILE_SYSTEM) == 0 || (flags & MS_REMOUNT) != 0) {
            data.print(call, out);
          } else {
            Digits.address(out, call.argument(DATA));
          }
        });
  }

  private static long flags(CallView call) {
    long flags = call.argument(FLAGS);
    return (flags & MS_MGC_MASK) == MS_MGC_VAL ? flags & ~MS_MGC_MASK : flags;
  }

  /** A value of FSCONFIG_SET_BINARY is written in hexadecimal where the kernel takes so much. */
  private ArgumentText binary(ArgumentText plain) {
    ArgumentText bytes =
        types.strings().buffer(3, Direction.IN, new Length.Argument(4), Quotes.HEX_ALWAYS);
    return (call, out) -> {
      if ((int) call.argument(1) != FSCONFIG_SET_BINARY) {
        plain.print(call, out);
      } else if (Integer.compareUnsigned((int) call.argument(4), BINARY_MAX) <= 0) {
        bytes.print(call, out);
      } else {
        Digits.address(out, call.argument(3));
      }
    };
  }

  /**
   * A struct mnt_id_req, whose first field is its size.
   *
   * @param mask names of param's bits, null where it is a mount
   * @param mount names of mounts, null where there are none
   */
  private ArgumentText request(String mask, String mount) {
    WordText ids = mount == null ? MountForms::hex : types.symbols().text(mount, Long.BYTES);
    WordText param = mask == null ? MountForms::hex : types.symbols().text(mask, Long.BYTES);
    return (call, out) -> {
      long address = call.argument(0);
      int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
      if (capture < 0 || call.length(capture) < Integer.BYTES) {
        Digits.address(out, address);
        return;
      }
      long data = call.data(capture);
      long size = Memory.getU32(data);
      Digits.unsigned(out.append("{size="), size);
      if (size >= REQUEST_SIZE) {
        if (call.length(capture) < REQUEST_SIZE) {
          out.append(", ???");
        } else {
          if (Memory.getInt(data + 4) != 0) {
            Digits.hex(out.append(", spare="), Memory.getU32(data + 4));
          }
          ids.print(Memory.getLong(data + 8), out.append(", mnt_id="));
          param.print(Memory.getLong(data + 16), out.append(", param="));
          if (size >= REQUEST_SIZE_1 && call.length(capture) >= REQUEST_SIZE_1) {
            Digits.hex(out.append(", mnt_ns_id="), Memory.getLong(data + REQUEST_SIZE));
          }
          if (size > Math.min(call.length(capture), REQUEST_SIZE_1)) {
            out.append(", ???");
          }
        }
      }
      out.append('}');
    };
  }

  /** A string of a struct statmount, where it is given by its place behind the struct. */
  private void string(CallView call, long data, StringBuilder out) {
    int place = Memory.getInt(data);
    int holder = call.holding(data);
    int strings =
        holder < 0 ? -1 : call.findAny(call.phase(holder), call.address(holder) + STRINGS);
    if (strings < 0 || place < 0 || place >= call.length(strings)) {
      Digits.hex(out, place & 0xffff_ffffL);
      return;
    }
    int room = call.length(strings) - place;
    int length = Quotes.untilNul(call.data(strings) + place, room);
    int shown = Math.min(length, types.options().stringLimit());
    Quotes.quote(out, call.data(strings) + place, shown, types.options().hexStrings());
    out.append(shown < length ? "..." : "");
  }
}

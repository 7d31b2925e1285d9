package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** ioctl(2) and its structs, where they are not written field by field. */
final class IoctlForms implements Forms {
  private static final int SOCKADDR = 16;
  private static final int PTP_PEROUT_PHASE = 4;
  private static final int PTP_PEROUT_DUTY_CYCLE = 2;
  private static final int PTP_TIME = 16;
  private static final int NS_GET_NSTYPE = 0xb703;
  private static final int VIDIOC_CREATE_BUFS = 0xc100565c;

  private final ArgumentTexts types;

  IoctlForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    if (!call.name().equals("ioctl")) {
      return null;
    }
    SymbolSets symbols = types.symbols();
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    WordText command =
        NumberedWord.hex(
            new IoctlCommand(
                symbols.set("ioctl_cmd"), symbols.set("evdev_ev"), symbols.set("evdev_abs")),
            4,
            symbols.style());
    arguments.set(1, (view, out) -> command.print(view.argument(1), out));
    ArgumentText argument = arguments.get(2);
    arguments.set(2, new IoctlArgument(argument, types));
    WordText spaces = symbols.text("setns_flags", 4);
    ResultText result =
        (view, out) -> {
          plain.result().print(view, out);
          if ((int) view.argument(1) == NS_GET_NSTYPE) {
            spaces.print(view.result(), out.append(" ("));
            out.append(')');
          } else if ((int) view.argument(1) == VIDIOC_CREATE_BUFS && view.succeeded()) {
            created(view, out);
          }
        };
    return new CallText(plain.name(), arguments, result, plain.returns());
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    boolean verbose = types.options().verbose();
    return switch (struct.name()) {
      case "termios" -> new TerminalModes(types.symbols(), 4, 19, false, verbose);
      case "termios2" -> new TerminalModes(types.symbols(), 4, 19, true, verbose);
      case "termio" -> new TerminalModes(types.symbols(), 2, 8, false, verbose);
      case "tty_character" -> (call, data, out) -> Quotes.quote(out, data, 1, hexStrings());
      case "fs_label" -> (call, data, out) -> text(data, 256, out);
      case "ifreq_sockaddr" ->
          (call, data, out) -> types.addresses().print(call, data, SOCKADDR, out);
      case "ifreq_hardware" -> hardware();
      case "file_dedupe_range" -> dedupe(true);
      case "file_dedupe_answer" -> dedupe(false);
      case "rand_pool_info" -> this::randomPool;
      case "ptp_perout_request" -> perout(false);
      case "ptp_perout_request2" -> perout(true);
      case "ptp_sys_offset" -> offsets(struct, 2, 1);
      case "ptp_sys_offset_extended" -> offsets(struct, 3, 0);
      case "input_keycode" -> keycode();
      case "kvm_regs" -> verbose ? null : registers();
      case "kvm_cpuid2" -> verbose ? null : IoctlForms::cpuid;
      case "perf_event_query_bpf" -> IoctlForms::programs;
      case "dm_ioctl" -> new DeviceMapper(types.symbols(), false);
      case "dm_ioctl_answer" -> new DeviceMapper(types.symbols(), true);
      case "uffdio_features" -> features();
      case "ifconf" -> interfaces();
      case "ubi_rsvol_req" ->
          (call, data, out) -> {
            out.append("{bytes=").append(Memory.getLong(data));
            out.append(", vol_id=").append(Memory.getInt(data + 8)).append('}');
          };
      case "gpio_v2_line_attribute" -> (call, data, out) -> lineAttribute(data, out);
      case "gpio_v2_config_attribute" -> this::configAttribute;
      default -> null;
    };
  }

  /** Which buffers there are now. */
  private static void created(CallView call, StringBuilder out) {
    int capture = call.find(2, Capture.EXIT, call.argument(2));
    if (capture >= 0 && call.length(capture) >= 8) {
      Digits.unsigned(out.append(" ({index="), Memory.getU32(call.data(capture)));
      Digits.unsigned(out.append(", count="), Memory.getU32(call.data(capture) + 4));
      out.append("})");
    }
  }

  private MemoryText keycode() {
    WordText keys = types.symbols().text("evdev_keys", 4);
    return (call, data, out) -> {
      Digits.unsigned(out.append('['), Memory.getU32(data));
      keys.print(Memory.getU32(data + 4), out.append(", "));
      out.append(']');
    };
  }

  /** What is asked for, and what there is instead. */
  private MemoryText features() {
    WordText names = types.symbols().text("uffd_features", 8);
    return (call, data, out) -> {
      long asked = Memory.getLong(data);
      names.print(asked, out);
      if (call.isAnswered() && Memory.getLong(data + call.answer()) != asked) {
        names.print(Memory.getLong(data + call.answer()), out.append(" => features="));
      }
    };
  }

  /** Of a machine's registers those that say where it is. */
  private static MemoryText registers() {
    String[] names = {"rax", "rsp", "rbp", "rip", "rflags"};
    int[] places = {0, 6, 7, 16, 17};
    return (call, data, out) -> {
      for (int i = 0; i < names.length; i++) {
        out.append(i == 0 ? "{" : i == 1 || i == 3 ? ", ..., " : ", ").append(names[i]);
        Digits.hex(out.append('='), Memory.getLong(data + 8L * places[i]));
      }
      out.append('}');
    };
  }

  private static void cpuid(CallView call, long data, StringBuilder out) {
    Digits.unsigned(out.append("{nent="), Memory.getU32(data));
    out.append(Memory.getInt(data) == 0 ? ", entries=[]}" : ", entries=[...]}");
  }

  /**
   * Programs of a perf event: how many the buffer holds; what it holds where the call succeeded.
   */
  private static void programs(CallView call, long data, StringBuilder out) {
    Digits.unsigned(out.append("{ids_len="), Memory.getU32(data));
    if (call.isAnswered()) {
      Digits.unsigned(out.append(", prog_cnt="), Memory.getU32(data + call.answer() + 4));
    }
    out.append(", ...}");
  }

  /** A list of interfaces, with how many bytes there is room for and how many there are. */
  private MemoryText interfaces() {
    Type.Struct entry = types.symbols().struct("ifconf_entry");
    int size = StructLayout.size(entry, types.abi());
    int width = types.abi().pointerWidth();
    MemoryText element = types.structs().of(entry);
    return (call, data, out) -> {
      long address = Words.load(data + width, width);
      boolean asks = address == 0 && call.isAnswered();
      length(Memory.getInt(asks ? data + call.answer() : data), size, out.append("{ifc_len="));
      if (!call.isAnswered() || address == 0) {
        Digits.address(out.append(", ifc_buf="), address);
      } else {
        int there = Memory.getInt(data + call.answer());
        if (there != Memory.getInt(data)) {
          length(there, size, out.append(" => "));
        }
        out.append(", ifc_buf=");
        int capture = call.findAny(Capture.EXIT, address);
        if (there / size > 0 && (capture < 0 || call.length(capture) < size)) {
          Digits.hex(out, address);
          out.append('}');
          return;
        }
        Elements.print(call, element, size, capture, address, there / size, types.options(), out);
      }
      out.append('}');
    };
  }

  private static void length(int length, int size, StringBuilder out) {
    out.append(length);
    if (length > 0 && length % size == 0) {
      out.append(" /* ").append(length / size).append(" * sizeof(struct ifreq) */");
    }
  }

  private void lineAttribute(long data, StringBuilder out) {
    out.append('{');
    lineAttributeFields(data, out);
    out.append('}');
  }

  private void configAttribute(CallView call, long data, StringBuilder out) {
    if (isKnownAttribute(data)) {
      lineAttributeFields(data, out.append('{'));
    } else {
      lineAttribute(data, out.append("{attr="));
    }
    Digits.hex(out.append(", mask="), Memory.getLong(data + 16));
    out.append('}');
  }

  private static boolean isKnownAttribute(long data) {
    int id = Memory.getInt(data);
    return id >= 1 && id <= 3 && Memory.getInt(data + 4) == 0;
  }

  /** The value alone, under the name that its kind has. */
  private void lineAttributeFields(long data, StringBuilder out) {
    int id = Memory.getInt(data);
    if (!isKnownAttribute(data)) {
      Digits.unsigned(out.append("id="), id & 0xffff_ffffL);
      if (Memory.getInt(data + 4) != 0) {
        Digits.hex(out.append(", padding="), Memory.getU32(data + 4));
      }
      Digits.hex(out.append(", data="), Memory.getLong(data + 8));
    } else if (id == 1) {
      WordText flags = types.symbols().text("gpio_v2_flags", 8);
      flags.print(Memory.getLong(data + 8), out.append("flags="));
    } else if (id == 2) {
      Digits.hex(out.append("values="), Memory.getLong(data + 8));
    } else {
      Digits.unsigned(out.append("debounce_period_us="), Memory.getU32(data + 8));
    }
  }

  private int hexStrings() {
    return types.options().hexStrings();
  }

  /** A string in an array, whatever the limit of strings is. */
  private void text(long data, int size, StringBuilder out) {
    int end = Quotes.untilNul(data, size);
    int shown = Math.min(end, size - 1);
    Quotes.quote(out, data, shown, hexStrings());
    out.append(shown < end ? "..." : "");
  }

  /** As many bytes as addresses of the hardware have. */
  private MemoryText hardware() {
    WordText families = types.symbols().text("arp_hardware", 2);
    return (call, data, out) -> {
      int family = Memory.getU16(data);
      families.print(family, out.append("{sa_family="));
      int length =
          switch (family) {
            case 1, 6, 772, 774, 801 -> 6;
            case 0, 3 -> 7;
            case 768, 776, 778 -> 4;
            default -> 14;
          };
      out.append(", sa_data=");
      for (int i = 0; i < length; i++) {
        Digits.bareHex(out.append(i == 0 ? "" : ":"), Memory.getU8(data + 2 + i), 2);
      }
      out.append('}');
    };
  }

  private MemoryText dedupe(boolean question) {
    int head = 24;
    int size = 32;
    return (call, data, out) -> {
      int count = Memory.getU16(data + 16);
      if (question) {
        Digits.unsigned(out.append("{src_offset="), Memory.getLong(data));
        Digits.unsigned(out.append(", src_length="), Memory.getLong(data + 8));
        out.append(", dest_count=").append(count).append(", info=");
      } else {
        out.append("{info=");
      }
      int holder = call.holding(data);
      long address = holder < 0 ? 0 : call.address(holder) + (data - call.data(holder)) + head;
      int capture = holder < 0 ? -1 : call.findAny(call.phase(holder), address);
      if (count > 0 && (capture < 0 || call.length(capture) < size)) {
        Digits.address(out, address);
        out.append('}');
        return;
      }
      Elements.print(
          call,
          question ? this::dedupeQuestion : this::dedupeAnswer,
          size,
          capture,
          address,
          count,
          types.options().verbose() ? types.options() : types.options().limited(2),
          out);
      out.append('}');
    };
  }

  private void dedupeQuestion(CallView call, long data, StringBuilder out) {
    out.append("{dest_fd=").append(Memory.getInt(data));
    Digits.unsigned(out.append(", dest_offset="), Memory.getLong(data + 8));
    out.append('}');
  }

  private void dedupeAnswer(CallView call, long data, StringBuilder out) {
    Digits.unsigned(out.append("{bytes_deduped="), Memory.getLong(data + 16));
    out.append(", status=").append(Memory.getInt(data + 24)).append('}');
  }

  private void randomPool(CallView call, long data, StringBuilder out) {
    out.append("{entropy_count=").append(Memory.getInt(data));
    int size = Memory.getInt(data + 4);
    out.append(", buf_size=").append(size).append(", buf=");
    int holder = call.holding(data);
    long address = holder < 0 ? 0 : call.address(holder) + 8;
    int capture = holder < 0 ? -1 : call.findAny(Capture.ENTRY, address);
    types.strings().data(call, capture, address, size, hexStrings(), out);
    out.append('}');
  }

  private MemoryText perout(boolean reserved) {
    WordText flags = types.symbols().text("ptp_perout_flags", 4);
    MemoryText time = types.structs().of(types.symbols().struct("ptp_clock_time"));
    return (call, data, out) -> {
      int word = Memory.getInt(data + 2 * PTP_TIME + 4);
      boolean phase = (word & PTP_PEROUT_PHASE) != 0;
      time.print(call, data, out.append(phase ? "{phase=" : "{start="));
      if (!phase) {
        clock(data, out);
      }
      time.print(call, data + PTP_TIME, out.append(", period="));
      Digits.unsigned(out.append(", index="), Memory.getU32(data + 2 * PTP_TIME));
      flags.print(word, out.append(", flags="));
      long tail = data + 2 * PTP_TIME + 8;
      if ((word & PTP_PEROUT_DUTY_CYCLE) != 0) {
        time.print(call, tail, out.append(", on="));
      } else if (reserved && (Memory.getLong(tail) | Memory.getLong(tail + 8)) != 0) {
        for (int i = 0; i < 4; i++) {
          Digits.hex(out.append(i == 0 ? ", rsv=[" : ", "), Memory.getU32(tail + 4L * i));
        }
        out.append(']');
      }
      out.append('}');
    };
  }

  private static void clock(long data, StringBuilder out) {
    Times.clock(Memory.getLong(data), Memory.getU32(data + 8), out);
  }

  /** Samples of clocks: an array, or one of arrays. */
  private MemoryText offsets(Type.Struct struct, int each, int more) {
    boolean nested = more == 0;
    boolean verbose = types.options().verbose() || nested;
    StructFields head =
        types.structs().fields(new Type.Struct(struct.name(), struct.fields().subList(0, 2)));
    MemoryText time = types.structs().of(types.symbols().struct("ptp_clock_time"));
    return (call, data, out) -> {
      head.printFields(call, data, head.size(), out.append('{'));
      if (call.isAnswered()) {
        long from = data + call.answer();
        long samples = Math.min(25, Memory.getU32(from));
        long count = samples * each + more;
        out.append(", ts=[");
        long shown = verbose ? count : Math.min(count, types.options().stringLimit());
        for (int i = 0; i < shown; i++) {
          out.append(i == 0 ? "" : ", ").append(nested && i % each == 0 ? "[" : "");
          time.print(call, from + 16 + (long) i * PTP_TIME, out);
          clock(from + 16 + (long) i * PTP_TIME, out);
          out.append(nested && i % each == each - 1 ? "]" : "");
        }
        out.append(shown < count ? ", ...]" : "]");
      }
      out.append('}');
    };
  }
}

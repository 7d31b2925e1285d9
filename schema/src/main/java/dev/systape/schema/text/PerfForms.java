package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** struct perf_event_attr of linux/perf_event.h, whose bits are fields of their own. */
final class PerfForms implements Forms {
  private static final int HARDWARE = 0;
  private static final int CACHE = 3;
  private static final int FIRST_SIZE = 64;
  private static final int SIZE = 4;
  private static final int CONFIG = 8;
  private static final int PERIOD = 16;
  private static final int SAMPLE_TYPE = 24;
  private static final int READ_FORMAT = 32;
  private static final int BITS = 40;
  private static final int FREQUENCY = 10;
  private static final int PRECISE = 15;
  private static final int PRECISE_MASK = 3;
  private static final int RESERVED = 38;

  /** By bit; precise_ip takes two. */
  private static final String[] NAMES = {
    "disabled",
    "inherit",
    "pinned",
    "exclusive",
    "exclude_user",
    "exclude_kernel",
    "exclude_hv",
    "exclude_idle",
    "mmap",
    "comm",
    "freq",
    "inherit_stat",
    "enable_on_exec",
    "task",
    "watermark",
    "precise_ip",
    null,
    "mmap_data",
    "sample_id_all",
    "exclude_host",
    "exclude_guest",
    "exclude_callchain_kernel",
    "exclude_callchain_user",
    "mmap2",
    "comm_exec",
    "use_clockid",
    "context_switch",
    "write_backward",
    "namespaces",
    "ksymbol",
    "bpf_event",
    "aux_output",
    "cgroup",
    "text_poke",
    "build_id",
    "inherit_thread",
    "remove_on_exec",
    "sigtrap"
  };

  private static final String[] SKIDS = {
    "arbitrary skid", "constant skid", "requested to have 0 skid", "must have 0 skid"
  };

  private final ArgumentTexts types;

  PerfForms(ArgumentTexts types) {
    this.types = types;
  }

  /** A struct that says itself to be shorter than the first was is none. */
  @Override
  public CallText call(CallDef call, CallText plain) {
    if (!call.name().equals("perf_event_open")) {
      return null;
    }
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    ArgumentText attributes = arguments.get(0);
    arguments.set(
        0,
        (view, out) -> {
          int capture = view.find(0, Capture.ENTRY, view.argument(0));
          boolean known = capture >= 0 && view.length(capture) >= SIZE + Integer.BYTES;
          long size = known ? Memory.getU32(view.data(capture) + SIZE) : 0;
          if (size > 0 && size < FIRST_SIZE) {
            Digits.address(out, view.argument(0));
          } else {
            attributes.print(view, out);
          }
        });
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    if (!struct.name().equals("perf_event_attr")) {
      return null;
    }
    SymbolSets symbols = types.symbols();
    WordText kinds = symbols.text("perf_type", 4);
    WordText sizes = symbols.text("perf_size", 4);
    WordText[] configs = {symbols.text("perf_hw", 4), symbols.text("perf_sw", 8)};
    WordText[] caches = {
      symbols.text("perf_cache", 1),
      symbols.text("perf_cache_op", 1),
      symbols.text("perf_cache_result", 1)
    };
    WordText samples = symbols.text("perf_sample", 8);
    WordText formats = symbols.text("perf_read_format", 8);
    return (call, data, out) -> {
      int kind = Memory.getInt(data);
      kinds.print(kind, out.append("{type="));
      sizes.print(Memory.getU32(data + 4), out.append(", size="));
      long value = Memory.getLong(data + CONFIG);
      out.append(", config=");
      if (kind == HARDWARE || kind == CACHE) {
        extended(value, out);
      }
      if (kind == CACHE) {
        cache(caches, value, out);
      } else {
        config(configs, kind, value, out);
      }
      long bits = Memory.getLong(data + BITS);
      boolean frequency = (bits >>> FREQUENCY & 1) != 0;
      out.append(frequency ? ", sample_freq=" : ", sample_period=");
      Digits.unsigned(out, Memory.getLong(data + PERIOD));
      samples.print(Memory.getLong(data + SAMPLE_TYPE), out.append(", sample_type="));
      formats.print(Memory.getLong(data + READ_FORMAT), out.append(", read_format="));
      bits(bits, out);
      out.append(", ...}");
    };
  }

  /** What lies above the names: on machines of several kinds, the kind of the processor. */
  private static void extended(long config, StringBuilder out) {
    if (config >>> 32 != 0) {
      Digits.hex(out, config >>> 32);
      out.append("<<32|");
    }
  }

  private static void cache(WordText[] names, long config, StringBuilder out) {
    if ((config >>> 24 & 0xff) != 0) {
      Digits.hex(out, config >>> 24 & 0xff);
      out.append("<<24|");
    }
    names[2].print(config >>> 16 & 0xff, out);
    names[1].print(config >>> 8 & 0xff, out.append("<<16|"));
    names[0].print(config & 0xff, out.append("<<8|"));
  }

  private static void config(WordText[] names, int kind, long config, StringBuilder out) {
    if (kind >= 0 && kind < names.length) {
      names[kind].print(kind == HARDWARE ? config & 0xffff_ffffL : config, out);
    } else if (kind == names.length) {
      Digits.unsigned(out, config);
    } else {
      Digits.hex(out, config);
    }
  }

  private static void bits(long bits, StringBuilder out) {
    for (int bit = 0; bit < NAMES.length; bit++) {
      if (bit == PRECISE) {
        int precise = (int) (bits >>> PRECISE) & PRECISE_MASK;
        out.append(", precise_ip=").append(precise).append(" /* ").append(SKIDS[precise]);
        out.append(" */");
      } else if (NAMES[bit] != null && (bits >>> bit & 1) != 0) {
        out.append(", ").append(NAMES[bit]).append("=1");
      }
    }
    if (bits >>> RESERVED != 0) {
      Digits.hex(out.append(", __reserved_1="), bits >>> RESERVED);
      out.append(" /* Bits 63..").append(RESERVED).append(" */");
    }
  }
}

package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Type;

/** struct perf_event_attr of linux/perf_event.h, whose bits are fields of their own. */
final class PerfForms implements Forms {
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

  @Override
  public MemoryText struct(Type.Struct struct) {
    if (!struct.name().equals("perf_event_attr")) {
      return null;
    }
    SymbolSets symbols = types.symbols();
    WordText kinds = symbols.text("perf_type", 4);
    WordText sizes = symbols.text("perf_size", 4);
    WordText[] configs = {symbols.text("perf_hw", 8), symbols.text("perf_sw", 8)};
    WordText samples = symbols.text("perf_sample", 8);
    WordText formats = symbols.text("perf_read_format", 8);
    return (call, data, out) -> {
      int kind = Memory.getInt(data);
      kinds.print(kind, out.append("{type="));
      sizes.print(Memory.getU32(data + 4), out.append(", size="));
      config(configs, kind, Memory.getLong(data + CONFIG), out.append(", config="));
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

  private static void config(WordText[] names, int kind, long config, StringBuilder out) {
    if (kind >= 0 && kind < names.length) {
      names[kind].print(config, out);
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

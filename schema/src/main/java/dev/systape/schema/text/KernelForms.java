package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** Masks of NUMA nodes, and numbers that strace writes before their names. */
final class KernelForms implements Forms {
  private static final int SYSLOG_ACTION_CONSOLE_LEVEL = 8;

  /** {@code KEXEC_SEGMENT_MAX} of linux/kexec.h. */
  private static final int KEXEC_SEGMENT_MAX = 16;

  /** Places in struct iocb of linux/aio_abi.h, and its flag. */
  private static final int IOCB_REQPRIO = 18;

  private static final int IOCB_FLAGS = 56;
  private static final int IOCB_FLAG_IOPRIO = 2;
  private static final int IOPRIO_CLASS_SHIFT = 13;

  private final ArgumentTexts types;

  KernelForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    return switch (call.name()) {
      case "syslog" ->
          plain
              .with(0, numberAndName(0, types.symbols().set("syslog_action")))
              .with(2, level(plain.arguments().get(2), types.symbols().set("log_level")));
      case "bpf" -> plain.with(1, changed(plain.arguments().get(1)));
      case "io_uring_register" -> plain.with(2, new UringArgument(plain.arguments().get(2), types));
      case "kexec_load" -> plain.with(2, segments(plain.arguments().get(2)));
      default -> null;
    };
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "bpf_second" -> (call, data, out) -> {};
      case "bpf_version" -> (call, data, out) -> version(Memory.getInt(data), out);
      case "aio_reqprio" -> requestPriority();
      case "uring_restriction" -> UringArgument.restriction(types.symbols());
      default -> null;
    };
  }

  /** The attributes of bpf(2), of which the kernel may change a number. */
  private static ArgumentText changed(ArgumentText plain) {
    return (call, out) -> {
      int start = out.length();
      plain.print(call, out);
      long address = call.argument(1);
      int before = call.find(1, Capture.ENTRY, address);
      int after = call.succeeded() ? call.find(1, Capture.EXIT, address) : -1;
      if (before < 0 || after < 0 || call.length(before) < 8 || call.length(after) < 8) {
        return;
      }
      long number = Memory.getU32(call.data(after) + 4);
      if (number != Memory.getU32(call.data(before) + 4)) {
        int label = Math.max(out.indexOf("info_len=", start), out.indexOf("next_id=", start));
        int end = label < 0 ? -1 : out.indexOf(",", label);
        end = label >= 0 && end < 0 ? out.indexOf("}", label) : end;
        if (end >= 0) {
          out.insert(end, " => " + number);
        }
      }
    };
  }

  private static void version(int code, StringBuilder out) {
    out.append("KERNEL_VERSION(").append(code >>> 16).append(", ");
    out.append(code >>> 8 & 0xff).append(", ").append(code & 0xff).append(')');
  }

  /** A priority of its own kind only where a flag of the request says so. */
  private MemoryText requestPriority() {
    WordText classes = types.symbols().text("ioprio_class", 4);
    return (call, data, out) -> {
      int value = Memory.getU16(data);
      if ((Memory.getInt(data + IOCB_FLAGS - IOCB_REQPRIO) & IOCB_FLAG_IOPRIO) == 0) {
        out.append((short) value);
      } else {
        classes.print(value >>> IOPRIO_CLASS_SHIFT, out.append("IOPRIO_PRIO_VALUE("));
        out.append(", ").append(value & (1 << IOPRIO_CLASS_SHIFT) - 1).append(')');
      }
    };
  }

  /** What SYSLOG_ACTION_CONSOLE_LEVEL sets has names. */
  private static ArgumentText level(ArgumentText plain, Symbols names) {
    ArgumentText level = numberAndName(2, names);
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        ((int) call.argument(0) == SYSLOG_ACTION_CONSOLE_LEVEL ? level : plain).print(call, out);
      }

      @Override
      public boolean isPresent(CallView call) {
        return plain.isPresent(call);
      }
    };
  }

  /** More segments than the kernel takes are none. */
  private static ArgumentText segments(ArgumentText plain) {
    return (call, out) -> {
      if (Long.compareUnsigned(call.argument(1), KEXEC_SEGMENT_MAX) > 0) {
        Digits.address(out, call.argument(2));
      } else {
        plain.print(call, out);
      }
    };
  }

  private static ArgumentText numberAndName(int argument, Symbols names) {
    return (call, out) -> {
      int value = (int) call.argument(argument);
      String name = names.nameOf(value);
      out.append(value).append(" /* ").append(name == null ? names.unknown() : name).append(" */");
    };
  }
}

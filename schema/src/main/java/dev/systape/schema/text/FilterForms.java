package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;

/**
 * Programs of classic BPF (linux/filter.h, linux/bpf_common.h), of sockets and of seccomp: the
 * program where all is asked for, else its address.
 */
final class FilterForms implements Forms {
  private static final int LD = 0;
  private static final int LDX = 1;
  private static final int ALU = 4;
  private static final int JMP = 5;
  private static final int RET = 6;
  private static final int MISC = 7;
  private static final int ABS = 0x20;
  private static final int TXA = 0x80;

  /** What is beside the packet, below 0: SKF_AD_OFF and the like. */
  private static final int AUXILIARY = -0x1000;

  private static final int NETWORK = -0x100000;
  private static final int LINK = -0x200000;
  private static final int ACTION = 0xffff0000;

  private static final String[] CLASSES = {"LD", "LDX", "ST", "STX", "ALU", "JMP", "RET", "MISC"};
  private static final String[] SIZES = {"W", "H", "B", "DW"};
  private static final String[] MODES = {"IMM", "ABS", "IND", "MEM", "LEN", "MSH", "XADD"};
  private static final String[] RESULTS = {"K", "X", "A"};
  private static final String[] ARITHMETIC = {
    "ADD", "SUB", "MUL", "DIV", "OR", "AND", "LSH", "RSH", "NEG", "MOD", "XOR", "MOV", "ARSH", "END"
  };
  private static final String[] JUMPS = {
    "JA", "JEQ", "JGT", "JGE", "JSET", "JNE", "JSGT", "JSGE", "CALL", "EXIT", "JLT", "JLE", "JSLT",
    "JSLE"
  };
  private static final String[] AUXILIARIES = {
    "PROTOCOL",
    "PKTTYPE",
    "IFINDEX",
    "NLATTR",
    "NLATTR_NEST",
    "MARK",
    "QUEUE",
    "HATYPE",
    "RXHASH",
    "CPU",
    "ALU_XOR_X",
    "VLAN_TAG",
    "VLAN_TAG_PRESENT",
    "PAY_OFFSET",
    "RANDOM",
    "VLAN_TPID"
  };

  private final ArgumentTexts types;

  FilterForms(ArgumentTexts types) {
    this.types = types;
  }

  /** A call by its name on the architecture that stands behind its number. */
  private static void number(CallView call, long data, StringBuilder out) {
    String name = AuditArchitectures.name(Memory.getInt(data), Memory.getInt(data + 4));
    if (name == null) {
      Digits.unsigned(out, Memory.getU32(data));
    } else {
      out.append("__NR_").append(name);
    }
  }

  private static void error(CallView call, long data, StringBuilder out) {
    int error = Memory.getInt(data);
    String name = error < 0 ? ErrnoNames.name(-error) : null;
    out.append(name == null ? "" : "-").append(name == null ? Integer.toString(error) : name);
  }

  /** A notification that is all zeros, as the kernel wants it, says nothing. */
  private MemoryText asked() {
    Type.Struct struct = types.symbols().struct("seccomp_notif");
    MemoryText text = types.structs().of(struct);
    int size = StructLayout.size(struct, types.abi());
    return (call, data, out) -> {
      boolean zero = true;
      for (int i = 0; i < size && zero; i++) {
        zero = Memory.getU8(data + i) == 0;
      }
      if (!zero) {
        text.print(call, data, out);
      }
    };
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "seccomp_notif_number" -> FilterForms::number;
      case "seccomp_notif_error" -> FilterForms::error;
      case "seccomp_notif_asked" -> asked();
      case "sock_filter" -> (call, data, out) -> instruction(data, null, out);
      case "seccomp_filter" -> {
        WordText actions = types.symbols().text("seccomp_ret", 4);
        yield (call, data, out) -> instruction(data, actions, out);
      }
      case "sock_fprog", "seccomp_fprog" -> types.options().verbose() ? null : this::address;
      default -> null;
    };
  }

  private void address(CallView call, long data, StringBuilder out) {
    int width = types.abi().pointerWidth();
    out.append("{len=").append(Memory.getU16(data));
    Digits.address(out.append(", filter="), Words.load(data + width, width));
    out.append('}');
  }

  /**
   * One instruction, a {@code struct sock_filter}.
   *
   * @param actions what a program of seccomp returns, null for one of a socket
   */
  static void instruction(long data, WordText actions, StringBuilder out) {
    int code = Memory.getU16(data);
    int yes = Memory.getU8(data + 2);
    int no = Memory.getU8(data + 3);
    int value = Memory.getInt(data + 4);
    boolean jump = yes != 0 || no != 0;
    code(code, out.append(jump ? "BPF_JUMP(" : "BPF_STMT("));
    out.append(", ");
    if (!jump && actions != null && (code & 7) == RET) {
      actions.print(value & ACTION, out);
      if ((value & ~ACTION) != 0) {
        Digits.hex(out.append('|'), value & ~ACTION);
      }
    } else if (!jump && actions == null && (code & 7) == LD && (code & 0xe0) == ABS) {
      offset(value, out);
    } else {
      Digits.hex(out, value & 0xffff_ffffL);
    }
    if (jump) {
      Digits.hex(out.append(", "), yes);
      Digits.hex(out.append(", "), no);
    }
    out.append(')');
  }

  private static void code(int code, StringBuilder out) {
    int group = code & 7;
    out.append("BPF_").append(CLASSES[group]);
    switch (group) {
      case LD, LDX -> {
        out.append("|BPF_").append(SIZES[code >>> 3 & 3]);
        named(MODES, code >>> 5 & 7, code & 0xe0, out);
      }
      case ALU, JMP -> {
        out.append((code & 8) == 0 ? "|BPF_K" : "|BPF_X");
        named(group == ALU ? ARITHMETIC : JUMPS, code >>> 4 & 0xf, code & 0xf0, out);
      }
      case RET -> {
        named(RESULTS, code >>> 3 & 3, code & 0x18, out);
        rest(code & ~0x1f, out);
      }
      case MISC -> {
        int operation = code & 0xf8;
        if (operation == 0 || operation == TXA) {
          out.append(operation == 0 ? "|BPF_TAX" : "|BPF_TXA");
        } else {
          rest(operation, out);
        }
        rest(code & ~0xff, out);
      }
      default -> rest(code & ~7, out);
    }
  }

  private static void named(String[] names, int index, int bits, StringBuilder out) {
    if (index < names.length) {
      out.append("|BPF_").append(names[index]);
    } else {
      rest(bits, out);
    }
  }

  private static void rest(int bits, StringBuilder out) {
    if (bits != 0) {
      Digits.hex(out.append('|'), bits);
      out.append(" /* BPF_??? */");
    }
  }

  private static void offset(int value, StringBuilder out) {
    if (value >= 0 || value < LINK) {
      Digits.hex(out, value & 0xffff_ffffL);
    } else if (value >= AUXILIARY) {
      int beyond = value - AUXILIARY;
      out.append("SKF_AD_OFF+");
      if ((beyond & 3) == 0 && beyond >>> 2 < AUXILIARIES.length) {
        out.append("SKF_AD_").append(AUXILIARIES[beyond >>> 2]);
      } else {
        Digits.hex(out, beyond);
        out.append(" /* SKF_AD_??? */");
      }
    } else if (value >= NETWORK) {
      out.append("SKF_NET_OFF+").append(value - NETWORK);
    } else {
      out.append("SKF_LL_OFF+").append(value - LINK);
    }
  }
}

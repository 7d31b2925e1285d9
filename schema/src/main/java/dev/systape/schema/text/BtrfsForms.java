package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Type;

/** Structs of btrfs that are not written field by field. */
final class BtrfsForms implements Forms {
  private final ArgumentTexts types;

  BtrfsForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "btrfs_subvol_word" -> subvolume();
      case "btrfs_uuid" -> BtrfsForms::uuid;
      case "btrfs_qgroup_inherit" -> inherited(struct);
      default -> null;
    };
  }

  private MemoryText subvolume() {
    WordText flags = types.symbols().text("btrfs_subvol_flags", 8);
    return (call, data, out) -> flags.print(Memory.getLong(data), out);
  }

  /** The groups themselves lie behind the struct. */
  private MemoryText inherited(Type.Struct struct) {
    StructFields fields = types.structs().fields(struct);
    return (call, data, out) -> {
      fields.printFields(call, data, fields.size(), out.append('{'));
      out.append(", ...}");
    };
  }

  private static void uuid(CallView call, long data, StringBuilder out) {
    for (int i = 0; i < 16; i++) {
      boolean group = i == 4 || i == 6 || i == 8 || i == 10;
      Digits.bareHex(out.append(group ? "-" : ""), Memory.getU8(data + i), 2);
    }
  }
}

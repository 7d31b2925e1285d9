package dev.systape.schema.text;

import dev.systape.schema.model.Type;
import java.util.Map;

/**
 * Types of netfilter's netlink messages, linux/netfilter/nfnetlink.h: those that begin and end a
 * batch, else a subsystem in the upper half and its own message in the lower. Hot: no allocation.
 */
final class NetfilterTypes implements WordText {
  /** NFNL_MSG_BATCH_BEGIN. */
  private static final int BATCH_BEGIN = 16;

  private static final int BATCH_END = 17;
  private static final int BYTE = 0xff;

  private final WordText batches;
  private final WordText subsystems;
  private final WordText[] messages;

  NetfilterTypes(SymbolSets symbols) {
    batches = symbols.text("nfnl_batch", 2);
    subsystems = symbols.text("nfnl_subsys", 1);
    messages = new WordText[BYTE + 1];
    for (Map.Entry<Long, Type> each : symbols.union("nfnl_messages").cases().entrySet()) {
      Type.Named names = (Type.Named) each.getValue();
      messages[each.getKey().intValue()] = symbols.text(names.symbols(), 1);
    }
  }

  /** Whether a type begins or ends a batch. */
  static boolean isBatch(int type) {
    return type == BATCH_BEGIN || type == BATCH_END;
  }

  @Override
  public void print(long word, StringBuilder out) {
    int type = (int) word;
    if (isBatch(type)) {
      batches.print(type, out);
      return;
    }
    int subsystem = type >>> 8 & BYTE;
    subsystems.print(subsystem, out);
    out.append("<<8|");
    WordText names = messages[subsystem];
    if (names == null) {
      Digits.hex(out, type & BYTE);
    } else {
      names.print(type & BYTE, out);
    }
  }
}

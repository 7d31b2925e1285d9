package dev.systape.schema.text;

import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import java.util.Arrays;
import java.util.Map;

/**
 * The names of the types and flags of netlink messages, by protocol, netlink(7): the union
 * nlmsg_types tells the types of a protocol, one named like these with _flags behind the flags.
 * Hot: no allocation.
 */
final class NetlinkTypes {
  /** The first type that is a protocol's own. */
  static final int OWN = 16;

  /** NLMSG_ERROR of linux/netlink.h. */
  static final int ERROR = 2;

  private static final int ROUTE = 0;
  private static final int NETFILTER = 12;
  private static final int RTM_DELACTION = 49;
  private static final int ROUTE_KIND = 3;

  /** What a protocol names. */
  private record Protocol(WordText types, Choice flags) {}

  /** A writer by a value; of values that none is for the last. */
  private record Choice(long[] values, WordText[] texts) {
    WordText of(long value) {
      int found = Arrays.binarySearch(values, value);
      return texts[found < 0 ? values.length : found];
    }
  }

  private final SymbolSets symbols;
  private final WordText common;
  private final WordText plain;
  private final WordText ack;
  private final WordText[] route;
  private final Protocol[] protocols;
  private final Protocol unknown;

  NetlinkTypes(SymbolSets symbols) {
    this.symbols = symbols;
    common = symbols.text("nlmsg_type", 2);
    plain = symbols.text("nlmsg_flags", 2);
    ack = symbols.text("nlmsg_ack_flags", 2);
    route =
        new WordText[] {
          symbols.text("nlmsg_new_flags", 2),
          symbols.text("nlmsg_delete_flags", 2),
          symbols.text("nlmsg_get_flags", 2),
          plain
        };
    Type.Selected types = symbols.union("nlmsg_types");
    unknown = protocol(types.otherwise());
    int end = types.cases().keySet().stream().mapToInt(Long::intValue).max().orElse(0) + 1;
    protocols = new Protocol[Math.max(end, NETFILTER + 1)];
    for (Map.Entry<Long, Type> each : types.cases().entrySet()) {
      protocols[each.getKey().intValue()] = protocol(each.getValue());
    }
    protocols[NETFILTER] = new Protocol(new NetfilterTypes(symbols), choice("nfnl_type_flags"));
  }

  private Protocol protocol(Type type) {
    Symbols set = ((Type.Named) type).symbols();
    return new Protocol(symbols.text(set, 2), choice(set.name() + "_flags"));
  }

  private Choice choice(String union) {
    Type.Selected types = symbols.union(union);
    if (types == null) {
      return new Choice(new long[0], new WordText[] {plain});
    }
    long[] values = types.cases().keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    WordText[] texts = new WordText[values.length + 1];
    for (int i = 0; i < texts.length; i++) {
      Type type = i < values.length ? types.cases().get(values[i]) : types.otherwise();
      texts[i] = symbols.text(((Type.Named) type).symbols(), 2);
    }
    return new Choice(values, texts);
  }

  private Protocol of(int protocol) {
    Protocol known = protocol >= 0 && protocol < protocols.length ? protocols[protocol] : null;
    return known == null ? unknown : known;
  }

  /** The names of types. */
  WordText type(int protocol, int type) {
    return type < OWN ? common : of(protocol).types;
  }

  /** The names of the flags that go with a type. */
  WordText flags(int protocol, int type) {
    if (type < OWN) {
      return type == ERROR ? ack : plain;
    }
    if (protocol == ROUTE) {
      return route[type == RTM_DELACTION ? 2 : type & ROUTE_KIND];
    }
    return of(protocol).flags.of(type);
  }
}

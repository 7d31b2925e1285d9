package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Symbols;
import java.util.Arrays;
import java.util.List;

/**
 * The attributes of IFLA_LINKINFO, linux/if_link.h: what kind of device a link is, and behind it
 * the data of that kind, which nothing else tells. The kinds are the names of the enum link_kind;
 * unions by their numbers tell the data. Hot: no allocation.
 */
final class LinkInfo {
  /** The set of the attributes. */
  static final String NAMES = "ifla_info";

  private static final int KIND = 1;
  private static final int DATA = 2;
  private static final int XSTATS = 3;
  private static final int SLAVE_KIND = 4;
  private static final int SLAVE_DATA = 5;

  private final List<Symbols.Value> known;
  private final NetlinkAttributes.Payload[] kinds;
  private long kind;
  private long slave;

  /**
   * What writes the attributes.
   *
   * @param plain what they are without a kind
   */
  LinkInfo(NetlinkAttributes attributes, Symbols known, NetlinkAttributes.Payload[] plain) {
    this.known = known.values();
    kinds = Arrays.copyOf(plain, SLAVE_DATA + 1);
    NetlinkAttributes.Payload[] data = attributes.payloads("link_data");
    NetlinkAttributes.Payload[] statistics = attributes.payloads("link_xstats_data");
    NetlinkAttributes.Payload[] slaves = attributes.payloads("link_slave_data");
    kinds[KIND] =
        (call, family, at, length, whole, out) -> {
          kind = named(at, length);
          return plain[KIND].print(call, family, at, length, whole, out);
        };
    kinds[SLAVE_KIND] =
        (call, family, at, length, whole, out) -> {
          slave = named(at, length);
          return plain[SLAVE_KIND].print(call, family, at, length, whole, out);
        };
    kinds[DATA] =
        (call, family, at, length, whole, out) ->
            print(data, kind, call, family, at, length, whole, out);
    kinds[XSTATS] =
        (call, family, at, length, whole, out) ->
            print(statistics, kind, call, family, at, length, whole, out);
    kinds[SLAVE_DATA] =
        (call, family, at, length, whole, out) ->
            print(slaves, slave, call, family, at, length, whole, out);
  }

  /** The writers of the attributes of one link, whose kind is not known yet. */
  NetlinkAttributes.Payload[] begin() {
    kind = 0;
    slave = 0;
    return kinds;
  }

  /** The number of a kind, whose NUL may be missing; 0 for one that is not known. */
  private long named(long data, int length) {
    for (int i = 0; i < known.size(); i++) {
      if (isName(known.get(i).name(), data, length)) {
        return known.get(i).value();
      }
    }
    return 0;
  }

  private static boolean isName(String name, long data, int length) {
    int size = name.length();
    if (length < size || length > size && Memory.getByte(data + size) != 0) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (Memory.getU8(data + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean print(
      NetlinkAttributes.Payload[] payloads,
      long kind,
      CallView call,
      int family,
      long data,
      int length,
      long whole,
      StringBuilder out) {
    NetlinkAttributes.Payload payload = kind < payloads.length ? payloads[(int) kind] : null;
    return payload != null && payload.print(call, family, data, length, whole, out);
  }
}

package dev.systape.schema.text;

import dev.systape.schema.model.Type;
import java.util.Map;

/**
 * Structs of netlink attributes that grew: those of older kernels end before the last fields do;
 * what fills a struct up behind its last field may be missing too. What is neither as long as one
 * of these nor as all fields is bytes. Hot: no allocation.
 */
final class ShorterStruct implements NetlinkAttributes.Payload {
  /** Sizes in bytes, by the names in the descriptions, apart from the whole. */
  private static final Map<String, int[]> SIZES =
      Map.of(
          "link_stats", new int[] {92},
          "link_stats64", new int[] {184, 192},
          "ndt_stats", new int[] {80},
          "tc_stats", new int[] {},
          "link_ifmap", new int[] {},
          "gnet_stats_basic", new int[] {});

  private final int[] sizes;
  private final int size;
  private final StructFields fields;

  ShorterStruct(Type.Struct struct, StructTexts structs) {
    sizes = SIZES.get(struct.name());
    fields = structs.fields(struct);
    size = fields.extent();
  }

  static boolean isKnown(Type.Struct struct) {
    return SIZES.containsKey(struct.name());
  }

  @Override
  public boolean print(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (whole < size && !isOneOf(whole)) {
      return false;
    }
    int used = (int) Math.min(whole, size);
    if (length < used) {
      NetlinkBytes.address(call, data, out);
    } else {
      fields.printFields(call, data, used, out.append('{'));
      out.append('}');
    }
    return true;
  }

  private boolean isOneOf(long length) {
    for (int each : sizes) {
      if (each == length) {
        return true;
      }
    }
    return false;
  }
}

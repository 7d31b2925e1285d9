package dev.systape.schema.model;

import java.util.List;
import java.util.Set;

/**
 * A call.
 *
 * @param name its name in the kernel's table
 * @param abis labels of the ABIs that this description is for, empty for all
 * @param parameters its arguments
 * @param result the type of its result
 * @param groups the groups of -e that it belongs to, without the percent sign
 */
public record CallDef(
    String name, Set<String> abis, List<Parameter> parameters, Type result, Set<String> groups) {
  /** Whether the description is for an ABI. */
  public boolean appliesTo(String abi) {
    return abis.isEmpty() || abis.contains(abi);
  }
}

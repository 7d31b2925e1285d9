package dev.systape.analyzer.model;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.Arrays;

/**
 * The roles of every call by ABI code and number, asked for once and then looked up in arrays. Hot.
 */
final class RoleTable {
  /** What a successful call does to the working directory of its thread. */
  enum Effect {
    /** Nothing. */
    NONE,
    /** Goes to a path. */
    CHANGES,
    /** Goes where only a descriptor tells. */
    LOSES,
    /** Stops sharing it, where a flag of the first argument says so. */
    UNSHARES
  }

  private final CallRoles source;
  private final CallRole[][] roles;
  private final Effect[][] effects;

  RoleTable(CallRoles source) {
    this.source = source;
    int abis = Arrays.stream(Abi.values()).mapToInt(Abi::code).max().orElseThrow() + 1;
    roles = new CallRole[abis][];
    effects = new Effect[abis][];
  }

  /** A tape has calls of one ABI, seldom of two: tables are made when they are needed. */
  private void fill(int code) {
    Abi abi = Abi.ofCode(code);
    if (abi == null) {
      roles[code] = new CallRole[0];
      return;
    }
    SyscallNumbers numbers = SyscallNumbers.of(abi);
    CallRole[] ofAbi = new CallRole[numbers.end()];
    Arrays.setAll(ofAbi, number -> source.of(abi, number));
    effects[code] = effects(numbers);
    roles[code] = ofAbi;
  }

  private static Effect[] effects(SyscallNumbers numbers) {
    Effect[] effects = new Effect[numbers.end()];
    for (int number = 0; number < effects.length; number++) {
      String name = numbers.name(number);
      effects[number] =
          switch (name == null ? "" : name) {
            case "chdir" -> Effect.CHANGES;
            case "fchdir", "setns", "pivot_root" -> Effect.LOSES;
            case "unshare" -> Effect.UNSHARES;
            default -> Effect.NONE;
          };
    }
    return effects;
  }

  /** The roles in a call. */
  CallRole role(int abi, int number) {
    return isKnown(abi, number) ? roles[abi][number] : CallRole.UNKNOWN;
  }

  /** What the call does to the working directory. */
  Effect effect(int abi, int number) {
    return isKnown(abi, number) ? effects[abi][number] : Effect.NONE;
  }

  private boolean isKnown(int abi, int number) {
    if (abi >= roles.length) {
      return false;
    }
    if (roles[abi] == null) {
      fill(abi);
    }
    return number >= 0 && number < roles[abi].length;
  }
}

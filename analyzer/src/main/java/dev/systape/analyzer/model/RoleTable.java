package dev.systape.analyzer.model;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.Arrays;

/**
 * The roles of every call by ABI code and number, asked for once and then looked up in arrays. Hot.
 */
final class RoleTable {
  /** How a call's names are to be read, where not as those of others. */
  enum Names {
    /** As those of others. */
    PLAIN,
    /** The first is the text of a symbolic link. */
    LINK_TEXT,
    /** The third argument may say that all names lead from the directory. */
    ROOTED
  }

  /** What a successful call does to the working directory of its thread. */
  enum Effect {
    /** Nothing. */
    NONE,
    /** Goes to a path. */
    CHANGES,
    /** Goes to a descriptor. */
    FOLLOWS,
    /** Goes where nothing tells. */
    LOSES,
    /** Changes the root directory. */
    ROOTS,
    /** Tells what the directory is. */
    TELLS,
    /** Stops sharing it, where a flag of the first argument says so. */
    UNSHARES
  }

  private final CallRoles source;
  private final CallRole[][] roles;
  private final Effect[][] effects;
  private final Names[][] names;

  RoleTable(CallRoles source) {
    this.source = source;
    int abis = Arrays.stream(Abi.values()).mapToInt(Abi::code).max().orElseThrow() + 1;
    roles = new CallRole[abis][];
    effects = new Effect[abis][];
    names = new Names[abis][];
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
    names[code] = names(numbers);
    roles[code] = ofAbi;
  }

  private static Effect[] effects(SyscallNumbers numbers) {
    Effect[] effects = new Effect[numbers.end()];
    for (int number = 0; number < effects.length; number++) {
      String name = numbers.name(number);
      effects[number] =
          switch (name == null ? "" : name) {
            case "chdir" -> Effect.CHANGES;
            case "fchdir" -> Effect.FOLLOWS;
            case "setns", "pivot_root" -> Effect.LOSES;
            case "chroot" -> Effect.ROOTS;
            case "getcwd" -> Effect.TELLS;
            case "unshare" -> Effect.UNSHARES;
            default -> Effect.NONE;
          };
    }
    return effects;
  }

  private static Names[] names(SyscallNumbers numbers) {
    Names[] names = new Names[numbers.end()];
    Arrays.setAll(
        names,
        number ->
            switch (numbers.name(number) == null ? "" : numbers.name(number)) {
              case "symlink", "symlinkat" -> Names.LINK_TEXT;
              case "openat2" -> Names.ROOTED;
              default -> Names.PLAIN;
            });
    return names;
  }

  /** How the call's names are to be read. */
  Names names(int abi, int number) {
    return isKnown(abi, number) ? names[abi][number] : Names.PLAIN;
  }

  /** Whether a call with this effect changes where names lead. */
  static boolean changes(Effect effect) {
    return effect == Effect.CHANGES
        || effect == Effect.FOLLOWS
        || effect == Effect.LOSES
        || effect == Effect.ROOTS;
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

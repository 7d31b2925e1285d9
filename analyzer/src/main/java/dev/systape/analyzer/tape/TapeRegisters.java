package dev.systape.analyzer.tape;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SnapshotRegisters;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeHeader;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the arguments and the result of a call in its register snapshots, whose order the tape's
 * header tells per ABI. Hot: array look-ups, no allocation. A record of an ABI that the header does
 * not list, or with fewer registers than it lists, has the words that are there and no others.
 */
public final class TapeRegisters {
  private static final int ABIS =
      Arrays.stream(Abi.values()).mapToInt(Abi::code).max().orElseThrow() + 1;
  private static final int ABSENT = Integer.MAX_VALUE;
  private static final long LOW_32 = 0xffff_ffffL;

  private final int[] arguments = new int[ABIS * Abi.ARGUMENTS];
  private final int[] results = new int[ABIS];
  private final RegisterLayout[] layouts = new RegisterLayout[ABIS];

  /** The registers of a tape. */
  public TapeRegisters(TapeHeader header) {
    Arrays.fill(arguments, ABSENT);
    Arrays.fill(results, ABSENT);
    for (SnapshotRegisters listed : header.registers()) {
      Abi abi = Abi.ofCode(listed.abi());
      if (abi != null) {
        add(new RegisterLayout(abi, names(listed.entry()), names(listed.exit())));
      }
    }
  }

  private void add(RegisterLayout layout) {
    int code = layout.abi().code();
    layouts[code] = layout;
    results[code] = orAbsent(layout.result());
    for (int i = 0; i < Abi.ARGUMENTS; i++) {
      arguments[code * Abi.ARGUMENTS + i] = orAbsent(layout.argument(i));
    }
  }

  private static List<String> names(String commaSeparated) {
    return List.of(commaSeparated.split(","));
  }

  private static int orAbsent(int position) {
    return position < 0 ? ABSENT : position;
  }

  /** The layout of an ABI's snapshots, or null where the tape does not list the ABI. */
  public RegisterLayout layout(Abi abi) {
    return layouts[abi.code()];
  }

  /** The ABI of a SYSCALL record, or null where this version does not know it. */
  public static Abi abi(long record) {
    return Abi.ofCode(RecordHeader.abi(record));
  }

  /** Whether a SYSCALL record holds an argument, 0 to 5. */
  public boolean hasArgument(long record, int argument) {
    return argumentPosition(record, argument) < SyscallRecord.entryRegisters(record);
  }

  /**
   * An argument that {@link #hasArgument is there}, as the kernel takes it: i386 calls see the low
   * 32 bits of a register.
   */
  public long argument(long record, int argument) {
    long word =
        Memory.getLong(SyscallRecord.entryRegister(record, argumentPosition(record, argument)));
    return RecordHeader.abi(record) == Abi.I386.code() ? word & LOW_32 : word;
  }

  /** Whether a SYSCALL record holds a result. */
  public boolean hasResult(long record) {
    int abi = RecordHeader.abi(record);
    return abi < ABIS
        && results[abi] < SyscallRecord.exitRegisters(record)
        && (SyscallRecord.flags(record) & SyscallRecord.NO_EXIT) == 0;
  }

  /**
   * A result that {@link #hasResult is there}: an error number is negated, as the kernel returns
   * it.
   */
  public long result(long record) {
    int abi = RecordHeader.abi(record);
    return Abi.ofCode(abi)
        .signedResult(Memory.getLong(SyscallRecord.exitRegister(record, results[abi])));
  }

  private int argumentPosition(long record, int argument) {
    int abi = RecordHeader.abi(record);
    return abi < ABIS ? arguments[abi * Abi.ARGUMENTS + argument] : ABSENT;
  }
}

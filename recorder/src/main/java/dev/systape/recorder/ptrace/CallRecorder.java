package dev.systape.recorder.ptrace;

import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;

/**
 * The hot path: what happens at the entry stop and at the exit stop of a call. Nothing here
 * allocates, formats or decodes.
 *
 * <p>Both stops ask PTRACE_GET_SYSCALL_INFO, which tells entry from exit and the call's ABI in the
 * kernel's own word ({@code TS_COMPAT}, not the code segment), and gives number and arguments in
 * the ABI's order.
 */
final class CallRecorder {
  /**
   * Words of a snapshot of the system call ABI at entry: six arguments, instruction pointer, stack
   * pointer.
   */
  private static final int SYSCALL_ENTRY_WORDS = Abi.ARGUMENTS + 2;

  private final long info = Memory.allocate(Ptrace.INFO_SIZE);
  private final RemoteMemory memory = new RemoteMemory();
  private final CapturePlans plans;
  private final CaptureInterpreter interpreter;
  private final TapeWriter tape;
  private final RecordOptions options;
  private final int entryWords;
  private final int exitWords;
  private final Resolver resolver;
  private Tracee current;

  CallRecorder(CapturePlans plans, TapeWriter tape, RecordOptions options) {
    this.plans = plans;
    this.tape = tape;
    this.options = options;
    MoreRecords more = new MoreRecords(tape, () -> current.sequence++);
    interpreter = new CaptureInterpreter(new PendingReads(memory, more), options.stringLimit());
    resolver = new Resolver(options.resolved(), tape, memory);
    entryWords = options.fullRegisters() ? Ptrace.REGISTERS_SIZE / 8 : SYSCALL_ENTRY_WORDS;
    exitWords = options.fullRegisters() ? Ptrace.REGISTERS_SIZE / 8 : 1;
  }

  /**
   * Asks the kernel about a syscall stop.
   *
   * @return {@link Ptrace#OP_ENTRY}, {@link Ptrace#OP_EXIT}, or another word of ptrace(2), or -1
   *     where the tracee is gone
   */
  int inspect(Tracee tracee) {
    if (Ptrace.request(Ptrace.GET_SYSCALL_INFO, tracee.tid, Ptrace.INFO_SIZE, info) < 0) {
      return -1;
    }
    return Memory.getU8(info + Ptrace.INFO_OP);
  }

  /** The call's number at an inspected entry stop, without ABI bits. */
  int number() {
    return (int) Memory.getLong(info + Ptrace.INFO_NR) & ~Abi.X32_SYSCALL_BIT;
  }

  /** The result at an inspected exit stop. */
  long result() {
    return Memory.getLong(info + Ptrace.INFO_RVAL);
  }

  /** Records an inspected entry stop. */
  void entry(Tracee tracee) {
    long now = System.nanoTime();
    int abi = abi();
    int number = number();
    tracee.abi = abi;
    tracee.number = number;
    tracee.argument0 = Memory.getLong(info + Ptrace.INFO_ARGS);
    if (!options.filter().records(abi, number)) {
      tracee.state = Tracee.INSIDE_UNRECORDED;
      return;
    }
    CallRecord record = tracee.record;
    record.begin(abi, tracee.tid, tracee.pid, now, number, entryWords);
    long registers = SyscallRecord.entryRegister(record.address(), 0);
    if (options.fullRegisters()) {
      Ptrace.request(Ptrace.GETREGS, tracee.tid, 0, registers);
    } else {
      Memory.copy(info + Ptrace.INFO_ARGS, registers, 8L * Abi.ARGUMENTS);
      Memory.copy(info + Ptrace.INFO_IP, registers + 8L * Abi.ARGUMENTS, 16);
    }
    record.reserveExitRegisters(exitWords);
    Memory.copy(info + Ptrace.INFO_ARGS, record.arguments(), 8L * Abi.ARGUMENTS);
    Memory.copy(info + Ptrace.INFO_IP, record.arguments() + 8L * Abi.ARGUMENTS, 16);
    int plan = plans.find(abi, number, record.arguments());
    tracee.plan = plan;
    int operations = plans.entryOperations(plan);
    if (operations > 0) {
      current = tracee;
      interpreter.run(
          record, tracee.tid, plans.operations(plan), 0, operations, record.arguments(), 0, false);
    }
    tracee.state = Tracee.INSIDE;
  }

  /** Records an inspected exit stop: the record is complete and goes to the tape. */
  void exit(Tracee tracee) {
    if (tracee.state == Tracee.INSIDE) {
      long now = System.nanoTime();
      CallRecord record = tracee.record;
      long result = result();
      SyscallRecord.encodeExit(record.address(), now, 0, exitWords);
      long registers = SyscallRecord.exitRegister(record.address(), 0);
      if (options.fullRegisters()) {
        Ptrace.request(Ptrace.GETREGS, tracee.tid, 0, registers);
      } else {
        Memory.putLong(registers, result);
      }
      int operations = plans.exitOperations(tracee.plan);
      if (operations > 0) {
        current = tracee;
        interpreter.run(
            record,
            tracee.tid,
            plans.operations(tracee.plan),
            plans.entryOperations(tracee.plan),
            operations,
            record.arguments(),
            result,
            Abi.isError(result));
      }
      resolver.returned(tracee, result);
      append(tracee);
    }
    tracee.state = Tracee.OUTSIDE;
  }

  /** Ends a call that will not return: its thread ended, or recording does. */
  void unfinished(Tracee tracee) {
    if (tracee.state == Tracee.INSIDE) {
      SyscallRecord.encodeExit(tracee.record.address(), 0, SyscallRecord.NO_EXIT, exitWords);
      append(tracee);
    }
    tracee.state = Tracee.OUTSIDE;
  }

  /** A 64-bit word of a stopped tracee's memory, 0 where it cannot be read. */
  long readWord(int tid, long address) {
    return memory.readNow(tid, address, info, 8) == 8 ? Memory.getLong(info) : 0;
  }

  private void append(Tracee tracee) {
    long record = tracee.record.address();
    RecordHeader.sequence(record, tracee.callSequence());
    RecordHeader.total(record, tracee.record.length());
    tape.append(record, tracee.record.length());
  }

  private int abi() {
    int arch = Memory.getInt(info + Ptrace.INFO_ARCH);
    if (arch == Abi.I386.auditArch()) {
      return Abi.I386.code();
    }
    boolean x32 =
        (Memory.getLong(info + Ptrace.INFO_NR) & Abi.X32_SYSCALL_BIT) != 0
            && Memory.getInt(info + Ptrace.INFO_NR) != -1;
    return x32 ? Abi.X32.code() : Abi.X86_64.code();
  }
}

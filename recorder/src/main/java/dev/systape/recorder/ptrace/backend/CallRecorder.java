package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.ptrace.RegisterSet;
import dev.systape.recorder.ptrace.SyscallEntry;
import dev.systape.recorder.ptrace.SyscallExit;
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
 * <p>What the kernel says of a stop, the call's ABI in its own word included, is in the event.
 */
final class CallRecorder {
  /**
   * Words of a snapshot of the system call ABI at entry: six arguments, instruction pointer, stack
   * pointer.
   */
  private static final int SYSCALL_ENTRY_WORDS = Abi.ARGUMENTS + 2;

  private final RemoteMemory memory = new RemoteMemory();
  private final CapturePlans plans;
  private final CaptureInterpreter interpreter;
  private final TapeWriter tape;
  private final RecordOptions options;
  private final int entryWords;
  private final int exitWords;
  private final Resolver resolver;
  private RecordedThread current;

  CallRecorder(CapturePlans plans, TapeWriter tape, RecordOptions options) {
    this.plans = plans;
    this.tape = tape;
    this.options = options;
    MoreRecords more = new MoreRecords(tape, () -> current.sequence++);
    interpreter = new CaptureInterpreter(new PendingReads(memory, more), options.stringLimit());
    resolver = new Resolver(options.resolved(), tape, memory);
    entryWords =
        options.fullRegisters() ? RegisterSet.ofThisMachine().words() : SYSCALL_ENTRY_WORDS;
    exitWords = options.fullRegisters() ? RegisterSet.ofThisMachine().words() : 1;
  }

  /** Records an entry stop. */
  void entry(RecordedThread thread, SyscallEntry<?> event) {
    long now = System.nanoTime();
    int abi = event.abiCode();
    int number = event.number();
    if (!options.filter().records(abi, number)) {
      thread.inside = false;
      return;
    }
    CallRecord record = thread.record;
    record.begin(abi, event.tid(), event.pid(), now, number, entryWords);
    long arguments = record.arguments();
    Memory.copy(event.argumentsAddress(), arguments, 8L * Abi.ARGUMENTS);
    Memory.putLong(arguments + 8L * Abi.ARGUMENTS, event.instructionPointer());
    Memory.putLong(arguments + 8L * (Abi.ARGUMENTS + 1), event.stackPointer());
    long registers = SyscallRecord.entryRegister(record.address(), 0);
    if (options.fullRegisters()) {
      Memory.copy(event.registers().address(), registers, 8L * entryWords);
    } else {
      Memory.copy(arguments, registers, 8L * SYSCALL_ENTRY_WORDS);
    }
    record.reserveExitRegisters(exitWords);
    int plan = plans.find(abi, number, arguments);
    thread.plan = plan;
    int operations = plans.entryOperations(plan);
    if (operations > 0) {
      current = thread;
      interpreter.run(
          record, event.tid(), plans.operations(plan), 0, operations, arguments, 0, false);
    }
    thread.inside = true;
  }

  /** Records an exit stop: the record is complete and goes to the tape. */
  void exit(RecordedThread thread, SyscallExit<?> event) {
    if (!thread.inside) {
      return;
    }
    long now = System.nanoTime();
    CallRecord record = thread.record;
    long result = event.result();
    SyscallRecord.encodeExit(record.address(), now, thread.injected, exitWords);
    long registers = SyscallRecord.exitRegister(record.address(), 0);
    if (options.fullRegisters()) {
      Memory.copy(event.registers().address(), registers, 8L * exitWords);
    } else {
      Memory.putLong(registers, result);
    }
    int operations = plans.exitOperations(thread.plan);
    if (operations > 0) {
      current = thread;
      interpreter.run(
          record,
          event.tid(),
          plans.operations(thread.plan),
          plans.entryOperations(thread.plan),
          operations,
          record.arguments(),
          result,
          Abi.isError(result));
    }
    resolver.returned(thread, event);
    append(thread);
    thread.inside = false;
  }

  /** Ends a call that will not return: its thread ended, or recording does. */
  void unfinished(RecordedThread thread) {
    if (thread.inside) {
      int flags = SyscallRecord.NO_EXIT | thread.injected;
      SyscallRecord.encodeExit(thread.record.address(), 0, flags, exitWords);
      append(thread);
      thread.inside = false;
    }
  }

  private void append(RecordedThread thread) {
    long record = thread.record.address();
    RecordHeader.sequence(record, thread.callSequence());
    RecordHeader.total(record, thread.record.length());
    tape.append(record, thread.record.length());
  }
}

package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.ProgramParts.OUT;
import static dev.systape.recorder.ebpf.ProgramParts.at;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;

/** The programs at the turns of a thread's life: it is made, executes another program, ends. */
final class LifePrograms {
  /** BPF_LOCAL_STORAGE_GET_F_CREATE. */
  private static final int CREATE = 1;

  private static final long CLONE_VFORK_VM = 0x4100;
  private static final int CLONE_SIGNAL_MASK = 0xff;

  /** Bits of an exit status that name the signal which killed; wait(2). */
  private static final int STATUS_SIGNAL = 0x7f;

  private static final int EXIT_STATUS = RecordHeader.SIZE;
  private static final int EXIT_LAST = EXIT_STATUS + 4;
  private static final int EXIT_USAGE_KNOWN = EXIT_LAST + 4;
  private static final int EXIT_USAGE = EXIT_USAGE_KNOWN + 4;
  private static final int EXIT_USAGE_WORDS = 7;
  private static final int EXIT_SIZE = EXIT_USAGE + 8 * EXIT_USAGE_WORDS;

  private static final int FRAME_ORIGIN = -8;
  private static final int FRAME_INFO = -16;
  private static final int FRAME_TID = -24;
  private static final int FRAME_PID = -40;
  private static final int FRAME_FLAGS = -56;
  private static final int FRAME_NAMESPACE_TID = -64;
  private static final int FRAME_NAMESPACE = -72;
  private static final int FRAME_PARENT = -80;
  private static final int FRAME_LEVEL = -88;

  private final Maps maps;
  private final KernelOffsets kernel;
  private final FileOffsets files;
  private Assembler asm;
  private ProgramParts parts;

  LifePrograms(Maps maps, KernelOffsets kernel, FileOffsets files) {
    this.maps = maps;
    this.kernel = kernel;
    this.files = files;
  }

  private void begin(String name) {
    asm = new Assembler();
    parts = new ProgramParts(asm, maps, kernel);
    asm.function(name);
  }

  /** To be run by the recorder itself: finds how deep its pid namespace is, its root directory. */
  Code surroundings() {
    begin("surroundings");
    asm.call(Helper.GET_CURRENT_TASK_BTF).mov(R7, R0);
    parts.counters(OUT);
    asm.ldx(DW, R2, R7, kernel.taskThreadPid).ldx(W, R2, R2, kernel.pidLevel);
    asm.stx(DW, R0, Counters.LEVEL, R2);
    asm.ldx(DW, R1, R7, files.taskDirectories);
    asm.ldx(DW, R2, R1, files.rootMount).stx(DW, R0, Counters.ROOT_MOUNT, R2);
    asm.ldx(DW, R2, R1, files.rootDentry).stx(DW, R0, Counters.ROOT_DENTRY, R2);
    parts.end();
    return asm.assemble();
  }

  /**
   * sched_process_fork(parent, child): runs before the child does. Its thread is recorded where the
   * parent's is, or where the parent is the recorder's thread that makes the program's process.
   *
   * @param follow whether new processes are recorded, or threads alone
   * @param stringLimit bytes of data that are kept
   * @param device of the recorder's pid namespace, as stat(2) tells it of /proc/self/ns/pid
   * @param inode likewise
   */
  Code fork(boolean follow, int stringLimit, long device, long inode) {
    begin("sched_process_fork");
    asm.mov(R6, R1).ldx(DW, R7, R6, 0).ldx(DW, R9, R6, 8);
    parts.area(R7, 0);
    asm.jump(JEQ, R0, 0, "stranger").stx(DW, R10, FRAME_PARENT, R0);
    if (!follow) {
      asm.ldx(W, R1, R7, kernel.taskTgid).ldx(W, R2, R9, kernel.taskTgid);
      asm.jump(JNE, R1, R2, OUT);
    }
    asm.st(W, R10, FRAME_ORIGIN, ProcessNew.CREATED).ja("recorded");
    asm.label("stranger").st(DW, R10, FRAME_PARENT, 0);
    spawner(device, inode);
    asm.label("recorded");
    parts.area(R9, CREATE);
    asm.jump(JNE, R0, 0, "created");
    parts.count(Counters.NO_MEMORY, 1, "no memory counted");
    asm.ja(OUT);
    asm.label("created").mov(R8, R0);
    // The recorder attached to the child between its birth and here.
    asm.ldx(W, R1, R8, TID).jump(JNE, R1, 0, OUT);
    parts.number(R9, FRAME_TID);
    asm.ldx(DW, R1, R9, kernel.taskGroupLeader).mov(R6, R1);
    parts.number(R6, FRAME_PID);
    area(stringLimit);
    parts.count(Counters.LIVE, 1, "alive");
    cloneFlags();
    childsView();
    parts.reserve(Notice.PROCESS_NEW_SIZE, "full");
    // R7 is the parent, R9 the child: the header takes R9 for the record.
    asm.mov(R6, R9).mov(R9, R0);
    parts.header(Notice.PRIVATE + RecordType.PROCESS_NEW.code());
    // How the recorder made the program's process is its own affair.
    asm.ldx(DW, R1, R10, FRAME_PARENT).mov(R2, 0).mov(R3, 0).mov(R4, 0);
    asm.jump(JEQ, R1, 0, "no parent");
    asm.ldx(W, R2, R1, TID).ldx(W, R3, R1, PID).ldx(DW, R4, R10, FRAME_FLAGS);
    asm.label("no parent");
    asm.stx(W, R9, at(Notice.PARENT_TID), R2).stx(W, R9, at(Notice.PARENT_PID), R3);
    asm.stx(DW, R9, at(Notice.CLONE_FLAGS), R4);
    asm.ldx(W, R1, R10, FRAME_ORIGIN).stx(W, R9, at(Notice.ORIGIN), R1);
    asm.ldx(W, R1, R10, FRAME_NAMESPACE_TID).stx(W, R9, at(Notice.NAMESPACE_TID), R1);
    asm.ldx(W, R1, R10, FRAME_NAMESPACE).stx(DW, R9, at(Notice.NAMESPACE), R1);
    for (int i = 0; i < Notice.COMM_SIZE; i += 8) {
      asm.ldx(DW, R1, R6, kernel.taskComm + i).stx(DW, R9, at(Notice.COMM) + i, R1);
    }
    parts.submit();
    asm.ja("recorded or lost");
    asm.label("full");
    parts.sequence();
    parts.count(Counters.LOST, 1, "loss counted");
    asm.label("recorded or lost");
    // One more number, for what the recorder finds open in the process that it parked.
    asm.ldx(W, R1, R8, STATE).jump(JNE, R1, ThreadState.PARKED, OUT);
    parts.sequence();
    parts.end();
    return asm.assemble();
  }

  /** Goes on only where the parent is the thread that makes the program's process. */
  private void spawner(long device, long inode) {
    parts.counters(OUT);
    asm.ldx(W, R1, R0, Counters.SPAWNER).jump(JEQ, R1, 0, OUT).stx(DW, R10, FRAME_LEVEL, R0);
    asm.ldImm64(R1, device).ldImm64(R2, inode).mov(R3, R10).alu(ADD, R3, FRAME_INFO);
    asm.mov(R4, 8).call(Helper.GET_NS_CURRENT_PID_TGID).jump(JNE, R0, 0, OUT);
    asm.ldx(DW, R1, R10, FRAME_LEVEL).ldx(W, R2, R1, Counters.SPAWNER);
    asm.ldx(W, R3, R10, FRAME_INFO).jump(JNE, R2, R3, OUT);
    asm.ldx(W, R2, R7, kernel.taskTgid).ldx(W, R3, R9, kernel.taskTgid).jump(JEQ, R2, R3, OUT);
    asm.st(W, R10, FRAME_ORIGIN, ProcessNew.SPAWNED);
  }

  /** What a thread's area begins with. The sequence 1 is kept for what a spawned one has open. */
  private void area(int stringLimit) {
    asm.ldx(W, R1, R10, FRAME_TID).stx(W, R8, TID, R1);
    asm.ldx(W, R1, R10, FRAME_PID).stx(W, R8, PID, R1);
    asm.st(DW, R8, STRING_LIMIT, stringLimit).st(DW, R8, HELD, 0);
    asm.st(DW, R8, SEQUENCE, 0).st(W, R8, STATE, ThreadState.NEW);
    asm.st(H, R8, RECORD + RECORD_TYPE, RecordType.SYSCALL.code());
    asm.st(B, R8, RECORD + RECORD_VERSION, 1);
    asm.ldx(W, R1, R10, FRAME_ORIGIN).jump(JNE, R1, ProcessNew.SPAWNED, "begun");
    asm.st(W, R8, STATE, ThreadState.PARKED);
    asm.label("begun");
  }

  /** The flags that the parent's call gave, from its registers. */
  private void cloneFlags() {
    asm.st(DW, R10, FRAME_FLAGS, 0);
    asm.mov(R1, R7).call(Helper.TASK_PT_REGS).mov(R6, R0);
    asm.ldx(W, R1, R6, KernelOffsets.REGS_ORIG_AX).ldx(W, R2, R7, kernel.threadStatus);
    asm.jump(JSET, R2, KernelOffsets.TS_COMPAT, "compat");
    asm.alu(AND, R1, ~dev.systape.schema.abi.Abi.X32_SYSCALL_BIT);
    asm.ldx(DW, R2, R6, KernelOffsets.REGS_DI);
    asm.jump(JEQ, R1, 56, "clone").jump(JEQ, R1, 58, "vfork").jump(JEQ, R1, 435, "clone3");
    asm.ja("flags known");
    asm.label("compat").ldx(W, R2, R6, KernelOffsets.REGS_BX);
    asm.jump(JEQ, R1, 120, "clone").jump(JEQ, R1, 190, "vfork").jump(JEQ, R1, 435, "clone3");
    asm.ja("flags known");
    asm.label("clone").alu32(MOV, R2, R2).alu(AND, R2, ~CLONE_SIGNAL_MASK);
    asm.stx(DW, R10, FRAME_FLAGS, R2).ja("flags known");
    asm.label("vfork").st(DW, R10, FRAME_FLAGS, (int) CLONE_VFORK_VM).ja("flags known");
    asm.label("clone3").mov(R3, R2).mov(R1, R10).alu(ADD, R1, FRAME_FLAGS).mov(R2, 8);
    asm.call(Helper.PROBE_READ_USER);
    asm.label("flags known");
  }

  /** The child's number as it sees it, in which pid namespace: the innermost it has a number in. */
  private void childsView() {
    asm.st(DW, R10, FRAME_NAMESPACE_TID, 0).st(DW, R10, FRAME_NAMESPACE, 0);
    asm.ldx(DW, R6, R9, kernel.taskThreadPid).ldx(W, R3, R6, kernel.pidLevel);
    asm.alu(MUL, R3, KernelOffsets.UPID_SIZE).alu(ADD, R3, R6).alu(ADD, R3, kernel.pidNumbers);
    asm.stx(DW, R10, FRAME_LEVEL, R3);
    asm.mov(R1, R10).alu(ADD, R1, FRAME_NAMESPACE_TID).mov(R2, 4).call(Helper.PROBE_READ_KERNEL);
    asm.ldx(DW, R3, R10, FRAME_LEVEL).alu(ADD, R3, 8).mov(R1, R10).alu(ADD, R1, FRAME_LEVEL);
    asm.mov(R2, 8).call(Helper.PROBE_READ_KERNEL);
    asm.ldx(DW, R3, R10, FRAME_LEVEL).alu(ADD, R3, kernel.namespaceInum);
    asm.mov(R1, R10).alu(ADD, R1, FRAME_NAMESPACE).mov(R2, 4).call(Helper.PROBE_READ_KERNEL);
  }

  /**
   * sched_process_exec(task, old pid, struct linux_binprm *): the new program's memory is there,
   * its first instruction has not run.
   */
  Code exec() {
    begin("sched_process_exec");
    parts.currentThread();
    // What the entry could not read is gone with the old memory.
    asm.st(W, R8, FAULTED, 0);
    asm.ldx(W, R1, R8, TID).stx(DW, R10, FRAME_ORIGIN, R1);
    parts.number(R7, FRAME_TID);
    asm.ldx(W, R1, R10, FRAME_TID).ldx(W, R2, R8, TID).jump(JEQ, R1, R2, "same tid");
    asm.stx(W, R8, TID, R1);
    asm.ldx(DW, R1, R8, SEQUENCE).alu(ADD, R1, 1).stx(DW, R8, HELD, R1);
    asm.ldx(W, R1, R8, PID).stx(W, R10, FRAME_PID, R1);
    asm.ldMap(R1, maps.leaders()).mov(R2, R10).alu(ADD, R2, FRAME_PID);
    asm.call(Helper.MAP_LOOKUP_ELEM).jump(JEQ, R0, 0, "same tid");
    asm.ldx(DW, R1, R0, 0).stx(DW, R8, SEQUENCE, R1);
    asm.ldMap(R1, maps.leaders()).mov(R2, R10).alu(ADD, R2, FRAME_PID);
    asm.call(Helper.MAP_DELETE_ELEM);
    asm.label("same tid");
    asm.ldx(DW, R1, R7, files.taskDirectories);
    tell(files.workingMount, files.workingDentry, Notice.WORKING_DIRECTORY);
    asm.ldx(DW, R1, R7, kernel.taskMm).ldx(DW, R1, R1, files.mmExecutable);
    tell(files.fileMount, files.fileDentry, Notice.EXECUTABLE);
    parts.reserve(Notice.EXEC_SIZE, "full");
    asm.mov(R9, R0);
    parts.header(Notice.PRIVATE + RecordType.EXEC.code());
    asm.ldx(DW, R1, R10, FRAME_ORIGIN).stx(W, R9, at(Notice.OLD_TID), R1);
    asm.ldx(DW, R1, R6, 16).ldx(DW, R3, R1, kernel.binprmFilename);
    asm.mov(R1, R9).alu(ADD, R1, at(Notice.PATH)).mov(R2, Notice.PATH_SIZE);
    asm.call(Helper.PROBE_READ_KERNEL_STR).stx(W, R9, at(Notice.PATH_LENGTH), R0);
    arguments();
    parts.submit();
    asm.ja(OUT);
    asm.label("full");
    parts.sequence();
    parts.count(Counters.LOST, 1, "loss counted");
    parts.end();
    DentryNames names = new DentryNames(asm, files, parts);
    names.tell();
    names.emit();
    return asm.assemble();
  }

  /** Tells of the file whose mount and dentry are at these offsets behind R1. */
  private void tell(int mount, int dentry, int notice) {
    asm.ldx(DW, R2, R1, mount).stx(DW, R8, DentryNames.FIRST_MOUNT, R2);
    asm.ldx(DW, R2, R1, dentry).stx(DW, R8, DentryNames.FIRST_DENTRY, R2);
    asm.mov(R1, R8).mov(R2, notice).call(DentryNames.TELL);
  }

  private void arguments() {
    asm.st(W, R9, at(Notice.ARGUMENTS_LENGTH), -1);
    asm.ldx(DW, R1, R7, kernel.taskMm);
    asm.ldx(DW, R3, R1, kernel.mmArgStart).ldx(DW, R2, R1, kernel.mmArgEnd).alu(SUB, R2, R3);
    asm.jump(JLE, R2, Notice.ARGUMENTS_SIZE, "short").mov(R2, Notice.ARGUMENTS_SIZE);
    asm.label("short").stx(DW, R10, FRAME_FLAGS, R2);
    asm.mov(R1, R9).alu(ADD, R1, at(Notice.ARGUMENTS)).call(Helper.PROBE_READ_USER);
    asm.jump(JNE, R0, 0, "unread").ldx(DW, R1, R10, FRAME_FLAGS);
    asm.stx(W, R9, at(Notice.ARGUMENTS_LENGTH), R1);
    asm.label("unread");
  }

  /**
   * sched_process_exit(task): a call that is open will not return, and a signal that kills has
   * come. The leader that dies because another thread executes a program leaves its numbers to that
   * thread, and no record.
   */
  Code exit() {
    begin("sched_process_exit");
    parts.currentThread();
    asm.ldx(W, R1, R8, STATE).jump(JNE, R1, ThreadState.INSIDE, "no call");
    asm.st(W, R8, STATE, ThreadState.OUTSIDE);
    parts.unfinished();
    asm.label("no call");
    asm.ldx(W, R1, R7, kernel.taskPid).ldx(W, R2, R7, kernel.taskTgid);
    asm.jump(JNE, R1, R2, "ends");
    asm.ldx(DW, R1, R7, kernel.taskSignal).ldx(DW, R1, R1, kernel.signalExecTask);
    asm.jump(JEQ, R1, 0, "ends");
    asm.ldx(W, R1, R8, PID).stx(W, R10, FRAME_PID, R1);
    asm.ldx(DW, R1, R8, SEQUENCE).stx(DW, R10, FRAME_FLAGS, R1);
    asm.ldMap(R1, maps.leaders()).mov(R2, R10).alu(ADD, R2, FRAME_PID);
    asm.mov(R3, R10).alu(ADD, R3, FRAME_FLAGS).mov(R4, 0).call(Helper.MAP_UPDATE_ELEM).ja("gone");
    asm.label("ends");
    asm.ldx(W, R2, R8, FATAL).jump(JEQ, R2, 0, "signal told");
    asm.ldx(W, R1, R7, kernel.taskExitCode).alu(AND, R1, STATUS_SIGNAL);
    asm.jump(JNE, R1, R2, "signal told");
    asm.mov(R1, R8).mov(R3, R8).alu(ADD, R3, FATAL_INFO).call(SignalParts.RECORD_SIGNAL);
    asm.label("signal told");
    parts.reserve(EXIT_SIZE, "full");
    asm.mov(R9, R0);
    parts.header(RecordType.EXIT.code());
    asm.ldx(W, R1, R7, kernel.taskExitCode).stx(W, R9, at(EXIT_STATUS), R1);
    asm.ldx(DW, R1, R7, kernel.taskSignal).ldx(W, R1, R1, kernel.signalLive).mov(R2, 1);
    asm.jump(JEQ, R1, 0, "last").mov(R2, 0);
    asm.label("last").stx(W, R9, at(EXIT_LAST), R2).stx(W, R9, at(EXIT_USAGE_KNOWN), R2);
    for (int i = 0; i < EXIT_USAGE_WORDS; i++) {
      asm.st(DW, R9, at(EXIT_USAGE) + 8 * i, 0);
    }
    asm.jump(JEQ, R2, 0, "used");
    new ExitUsage(asm, kernel, at(EXIT_USAGE)).emit();
    asm.label("used");
    parts.submit();
    asm.ja("gone");
    asm.label("full");
    parts.sequence();
    parts.count(Counters.LOST, 1, "gone");
    parts.count(Counters.LIVE, -1, OUT + " now");
    parts.end();
    parts.emit();
    new SignalParts(asm, parts).recordSignal();
    return asm.assemble();
  }
}

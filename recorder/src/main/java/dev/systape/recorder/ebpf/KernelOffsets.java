package dev.systape.recorder.ebpf;

/**
 * Where members lie in the running kernel's structs, and which tracepoints its programs attach to.
 * The layout of {@code struct pt_regs} is x86_64's own and does not move.
 */
final class KernelOffsets {
  // struct pt_regs of arch/x86/include/asm/ptrace.h.
  static final int REGS_BP = 32;
  static final int REGS_BX = 40;
  static final int REGS_R10 = 56;
  static final int REGS_R9 = 64;
  static final int REGS_R8 = 72;
  static final int REGS_CX = 88;
  static final int REGS_DX = 96;
  static final int REGS_SI = 104;
  static final int REGS_DI = 112;
  static final int REGS_ORIG_AX = 120;
  static final int REGS_IP = 128;
  static final int REGS_SP = 152;

  /** Registers of the arguments of a 64-bit call. */
  static final int[] ARGUMENTS_64 = {REGS_DI, REGS_SI, REGS_DX, REGS_R10, REGS_R8, REGS_R9};

  /** Registers of the arguments of a 32-bit call. */
  static final int[] ARGUMENTS_32 = {REGS_BX, REGS_CX, REGS_DX, REGS_SI, REGS_DI, REGS_BP};

  /** Bit of {@link #threadStatus}: the open call is a 32-bit one; asm/thread_info.h. */
  static final int TS_COMPAT = 2;

  /** Bytes of a {@code struct upid}: the number, the namespace. */
  static final int UPID_SIZE = 16;

  final int taskPid;
  final int taskTgid;
  final int taskFlags;
  final int taskBlocked;
  final int taskExitCode;
  final int taskComm;
  final int taskThreadPid;
  final int taskGroupLeader;
  final int taskSignal;
  final int taskMm;
  final int threadStatus;
  final int pidLevel;
  final int pidNumbers;
  final int namespaceInum;
  final int signalLive;
  final int signalExecTask;
  final int signalFlags;
  final int signalExitCode;
  final int signalTarget;
  final int taskSwitches;
  final int taskInvoluntarySwitches;
  final int taskMinorFaults;
  final int taskMajorFaults;
  final int taskUserTime;
  final int taskSystemTime;
  final int taskRunTime;
  final int signalSwitches;
  final int signalInvoluntarySwitches;
  final int signalMinorFaults;
  final int signalMajorFaults;
  final int signalUserTime;
  final int signalSystemTime;
  final int signalRunTime;
  final int signalMaxRss;
  final int mmPgd;
  final int mmArgStart;
  final int mmArgEnd;
  final int vmaOperations;
  final int vmaFlags;
  final int binprmFilename;

  /**
   * Those of a kernel.
   *
   * @throws IllegalArgumentException where it lacks one; the message says which
   */
  KernelOffsets(KernelTypes types) {
    taskPid = types.offset("task_struct", "pid");
    taskTgid = types.offset("task_struct", "tgid");
    taskFlags = types.offset("task_struct", "flags");
    taskBlocked = types.offset("task_struct", "blocked");
    taskExitCode = types.offset("task_struct", "exit_code");
    taskComm = types.offset("task_struct", "comm");
    taskThreadPid = types.offset("task_struct", "thread_pid");
    taskGroupLeader = types.offset("task_struct", "group_leader");
    taskSignal = types.offset("task_struct", "signal");
    taskMm = types.offset("task_struct", "mm");
    threadStatus =
        types.offset("task_struct", "thread_info") + types.offset("thread_info", "status");
    pidLevel = types.offset("pid", "level");
    pidNumbers = types.offset("pid", "numbers");
    namespaceInum = types.offset("pid_namespace", "ns") + types.offset("ns_common", "inum");
    signalLive = types.offset("signal_struct", "live");
    // Renamed in 5.16.
    signalExecTask =
        types.offset(
            "signal_struct",
            types.has("signal_struct", "group_exec_task") ? "group_exec_task" : "group_exit_task");
    signalFlags = types.offset("signal_struct", "flags");
    signalExitCode = types.offset("signal_struct", "group_exit_code");
    signalTarget = types.offset("signal_struct", "curr_target");
    taskSwitches = types.offset("task_struct", "nvcsw");
    taskInvoluntarySwitches = types.offset("task_struct", "nivcsw");
    taskMinorFaults = types.offset("task_struct", "min_flt");
    taskMajorFaults = types.offset("task_struct", "maj_flt");
    taskUserTime = types.offset("task_struct", "utime");
    taskSystemTime = types.offset("task_struct", "stime");
    taskRunTime =
        types.offset("task_struct", "se") + types.offset("sched_entity", "sum_exec_runtime");
    signalSwitches = types.offset("signal_struct", "nvcsw");
    signalInvoluntarySwitches = types.offset("signal_struct", "nivcsw");
    signalMinorFaults = types.offset("signal_struct", "min_flt");
    signalMajorFaults = types.offset("signal_struct", "maj_flt");
    signalUserTime = types.offset("signal_struct", "utime");
    signalSystemTime = types.offset("signal_struct", "stime");
    signalRunTime = types.offset("signal_struct", "sum_sched_runtime");
    signalMaxRss = types.offset("signal_struct", "maxrss");
    mmPgd = types.offset("mm_struct", "pgd");
    mmArgStart = types.offset("mm_struct", "arg_start");
    mmArgEnd = types.offset("mm_struct", "arg_end");
    vmaOperations = types.offset("vm_area_struct", "vm_ops");
    vmaFlags = types.offset("vm_area_struct", "vm_flags");
    binprmFilename = types.offset("linux_binprm", "filename");
  }
}

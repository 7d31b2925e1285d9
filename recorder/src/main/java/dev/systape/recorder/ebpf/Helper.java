package dev.systape.recorder.ebpf;

import java.util.Locale;

/** Kernel functions that a program may call, by their number in linux/bpf.h; see bpf-helpers(7). */
enum Helper {
  MAP_LOOKUP_ELEM(1),
  MAP_UPDATE_ELEM(2),
  MAP_DELETE_ELEM(3),
  KTIME_GET_NS(5),
  GET_SMP_PROCESSOR_ID(8),
  GET_CURRENT_UID_GID(15),
  PROBE_READ_USER(112),
  PROBE_READ_KERNEL(113),
  PROBE_READ_USER_STR(114),
  PROBE_READ_KERNEL_STR(115),
  GET_NS_CURRENT_PID_TGID(120),
  RINGBUF_OUTPUT(130),
  RINGBUF_RESERVE(131),
  RINGBUF_SUBMIT(132),
  TASK_STORAGE_GET(156),
  GET_CURRENT_TASK_BTF(158),
  TASK_PT_REGS(175),
  FIND_VMA(180),
  LOOP(181);

  /** The number. */
  final int number;

  Helper(int number) {
    this.number = number;
  }

  /** The name that bpf-helpers(7) documents it under. */
  String functionName() {
    return "bpf_" + name().toLowerCase(Locale.ROOT);
  }

  /** How a disassembly writes a call of helper {@code number}. */
  static String describe(int number) {
    for (Helper helper : values()) {
      if (helper.number == number) {
        return helper.functionName() + "#" + number;
      }
    }
    return "helper#" + number;
  }
}

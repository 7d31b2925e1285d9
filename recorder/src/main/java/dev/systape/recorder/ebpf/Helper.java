package dev.systape.recorder.ebpf;

import java.util.Locale;

/** Kernel functions that a program may call, by their number in linux/bpf.h; see bpf-helpers(7). */
enum Helper {
  MAP_LOOKUP_ELEM(1),
  PROBE_READ_USER(112),
  PROBE_READ_USER_STR(114),
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

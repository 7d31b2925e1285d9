package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import java.util.Map;

/**
 * Writes the part of union bpf_attr (linux/bpf.h) that one command has. Fields come in groups: one
 * of which the first byte is there is written whole, what is missing of it being 0, as the kernel
 * takes it.
 */
final class BpfAttributes implements ArgumentText {
  /** Programs may state more than they have; the kernel takes no more than a page. */
  private static final int PAGE = 4096;

  /** Where groups begin behind the first, which is always there. */
  private static final Map<String, int[]> GROUPS =
      Map.of(
          "bpf_map_create", new int[] {16, 20, 24, 28, 44, 48, 60, 64, 72, 76},
          "bpf_elem", new int[] {24},
          "bpf_prog_load",
              new int[] {24, 40, 44, 48, 64, 68, 72, 108, 116, 120, 128, 136, 140, 144, 148},
          "bpf_obj", new int[] {12, 16},
          "bpf_attach", new int[] {16},
          "bpf_test_run", new int[] {40, 64, 72},
          "bpf_next_id", new int[] {8},
          "bpf_by_id", new int[] {8},
          "bpf_by_map_id", new int[] {8},
          "bpf_btf_load", new int[] {28, 32, 36});

  /** The members of the union that are structs with a name. */
  private static final Map<String, String> MEMBERS =
      Map.of(
          "bpf_test_run", "test",
          "bpf_info", "info",
          "bpf_query", "query",
          "bpf_raw_tracepoint", "raw_tracepoint",
          "bpf_task_fd", "task_fd_query",
          "bpf_batch", "batch",
          "bpf_batch_update", "batch",
          "bpf_batch_delete", "batch",
          "bpf_link_create", "link_create",
          "bpf_link_update", "link_update");

  private final int argument;
  private final StructFields fields;
  private final String member;
  private final int[] groups;
  private final TextOptions options;

  BpfAttributes(int argument, String struct, StructFields fields, TextOptions options) {
    this.argument = argument;
    this.fields = fields;
    member = MEMBERS.get(struct);
    groups = GROUPS.getOrDefault(struct, new int[0]);
    this.options = options;
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(argument);
    int stated = (int) call.argument(argument + 1);
    int capture = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
    if (capture < 0 || stated <= 0 || stated > PAGE || call.errno(capture) != 0) {
      Digits.address(out, address);
      return;
    }
    int there = Math.min(stated, call.length(capture));
    out.append(member == null ? "{" : "{" + member + "={");
    fields(call, call.data(capture), there, out);
    out.append(member == null ? "" : "}");
    SizedText.tail(call.data(capture), fields.size(), there, options, out);
    out.append('}');
  }

  private void fields(CallView call, long data, int length, StringBuilder out) {
    int end = fields.size();
    for (int i = groups.length - 1; i >= 0 && groups[i] >= length; i--) {
      end = groups[i];
    }
    if (length >= end) {
      fields.printFields(call, data, end, out);
      return;
    }
    long whole = Memory.allocate(fields.size());
    try {
      Memory.zero(whole, fields.size());
      Memory.copy(data, whole, length);
      fields.printFields(call, whole, end, out);
    } finally {
      Memory.free(whole);
    }
  }
}

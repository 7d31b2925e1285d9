package dev.systape.schema.lang;

import dev.systape.schema.model.Condition;
import dev.systape.schema.plan.CaptureOp;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations of both phases that belong together: a plan, or a part that is guarded or repeated.
 */
final class Block {
  private final List<Draft> entry = new ArrayList<>();
  private final List<Draft> exit = new ArrayList<>();

  void add(Draft draft) {
    (draft.phase == CaptureOp.PHASE_ENTRY ? entry : exit).add(draft);
  }

  void add(Block part) {
    entry.addAll(part.entry);
    exit.addAll(part.exit);
  }

  boolean isEmpty() {
    return entry.isEmpty() && exit.isEmpty();
  }

  /** Adds operations that run only where a condition on a word holds. */
  void addGuarded(Block part, Words words, Condition condition) {
    addGuarded(part.entry, CaptureOp.PHASE_ENTRY, words, condition);
    addGuarded(part.exit, CaptureOp.PHASE_EXIT, words, condition);
  }

  private void addGuarded(List<Draft> part, int phase, Words words, Condition condition) {
    if (!part.isEmpty()) {
      add(words.guard(phase, condition, part.size()));
      part.forEach(this::add);
    }
  }

  /**
   * Adds operations that run for each element of a captured array.
   *
   * @param argument that they are reported for
   * @param kind of what they capture
   */
  void addEach(Block part, Draft array, int argument, int kind, int stride, int limit) {
    addEach(part.entry, CaptureOp.PHASE_ENTRY, array, argument, kind, stride, limit);
    addEach(part.exit, CaptureOp.PHASE_EXIT, array, argument, kind, stride, limit);
  }

  private void addEach(
      List<Draft> part, int phase, Draft array, int argument, int kind, int stride, int limit) {
    if (part.isEmpty()) {
      return;
    }
    Draft each = Draft.of(CaptureOp.EACH, phase).baseCaptured(array, 0);
    each.builder().reports(argument, kind).stride(stride).limit(limit).span(part.size());
    add(each);
    part.forEach(this::add);
  }

  /** The operations as the plan holds them: those of the entry phase first. */
  List<byte[]> build() {
    List<Draft> plan = new ArrayList<>(entry);
    plan.addAll(exit);
    return plan.stream().map(draft -> draft.build(plan)).toList();
  }
}

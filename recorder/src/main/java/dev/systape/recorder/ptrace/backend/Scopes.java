package dev.systape.recorder.ptrace.backend;

import java.util.Arrays;

/**
 * The elements that EACH operations run over in one phase of one call, and where each operation's
 * capture for an element lies. Scope {@link #ROOT} is the call itself; its captures are remembered
 * in the {@link CallRecord}, for they outlive the phase.
 *
 * <p>Hot: parallel arrays, reused from call to call, growing only.
 */
final class Scopes {
  /** The call itself. */
  static final int ROOT = 0;

  /** No scope: a capture that no other operation can refer to. */
  static final int NONE = -1;

  /** An operation that captured nothing. */
  static final int ABSENT = CallRecord.ABSENT;

  /** An operation whose bytes have not been read yet. */
  static final int PENDING = -2;

  private static final int INITIAL = 64;

  private CallRecord record;
  private int count;
  private int places;
  private int[] parent = new int[INITIAL];
  private int[] first = new int[INITIAL];
  private int[] span = new int[INITIAL];
  private int[] elementOffset = new int[INITIAL];
  private int[] elementLength = new int[INITIAL];
  private int[] element = new int[INITIAL];
  private int[] place = new int[INITIAL];
  private int[] offsets = new int[INITIAL];
  private int[] lengths = new int[INITIAL];

  /** Forgets all scopes but the root, which is that of a record. */
  void reset(CallRecord of) {
    record = of;
    count = 1;
    places = 0;
    element[ROOT] = 0;
  }

  /**
   * Opens a scope for one element; operations {@code bodyFirst} to {@code bodyFirst + bodySpan - 1}
   * belong to it.
   */
  int open(int outer, int bodyFirst, int bodySpan, int offset, int length, int index) {
    if (count == parent.length) {
      growScopes();
    }
    if (places + bodySpan > offsets.length) {
      int grown = Math.max(2 * offsets.length, places + bodySpan);
      offsets = Arrays.copyOf(offsets, grown);
      lengths = Arrays.copyOf(lengths, grown);
    }
    parent[count] = outer;
    first[count] = bodyFirst;
    span[count] = bodySpan;
    elementOffset[count] = offset;
    elementLength[count] = length;
    element[count] = index;
    place[count] = places;
    Arrays.fill(offsets, places, places + bodySpan, ABSENT);
    places += bodySpan;
    return count++;
  }

  private void growScopes() {
    int grown = 2 * parent.length;
    parent = Arrays.copyOf(parent, grown);
    first = Arrays.copyOf(first, grown);
    span = Arrays.copyOf(span, grown);
    elementOffset = Arrays.copyOf(elementOffset, grown);
    elementLength = Arrays.copyOf(elementLength, grown);
    element = Arrays.copyOf(element, grown);
    place = Arrays.copyOf(place, grown);
  }

  /** The scope around a scope. */
  int parent(int scope) {
    return parent[scope];
  }

  /** The index of a scope's element. */
  int element(int scope) {
    return element[scope];
  }

  /** Offset of a scope's element in the record. */
  int elementOffset(int scope) {
    return elementOffset[scope];
  }

  /** Bytes of a scope's element. */
  int elementLength(int scope) {
    return elementLength[scope];
  }

  /** Marks what an operation captures as not read yet. */
  void pending(int scope, int operation) {
    remember(scope, operation, PENDING, 0);
  }

  /** Remembers where an operation's bytes lie. */
  void remember(int scope, int operation, int offset, int length) {
    if (scope == NONE) {
      return;
    }
    int owner = owner(scope, operation);
    if (owner == ROOT) {
      record.remember(operation, offset, length);
    } else {
      int at = place[owner] + operation - first[owner];
      offsets[at] = offset;
      lengths[at] = length;
    }
  }

  /**
   * Where the bytes of an operation lie in the record, as seen from a scope, or {@link #ABSENT} or
   * {@link #PENDING}.
   */
  int offset(int scope, int operation) {
    int owner = owner(scope, operation);
    return owner == ROOT
        ? record.offset(operation)
        : offsets[place[owner] + operation - first[owner]];
  }

  /** How many bytes those are. */
  int length(int scope, int operation) {
    int owner = owner(scope, operation);
    return owner == ROOT
        ? record.length(operation)
        : lengths[place[owner] + operation - first[owner]];
  }

  /** The innermost scope whose body an operation belongs to. */
  private int owner(int scope, int operation) {
    int owner = scope;
    while (owner != ROOT && (operation < first[owner] || operation >= first[owner] + span[owner])) {
      owner = parent[owner];
    }
    return owner;
  }
}

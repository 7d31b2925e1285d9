package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Type;

/**
 * Writes a struct field by field. A field that lies beyond the bytes that there are, whose
 * condition does not hold or which is zero where only other values are worth a word is left out.
 * Hot: no allocation.
 */
final class StructFields implements MemoryText {
  /** One field, where and how it is written. */
  static final class Field {
    private final String label;
    private final int offset;
    private final int size;
    private final MemoryText text;
    private final boolean inline;
    private final Type.Shown shown;
    private final int conditionOffset;
    private final int conditionWidth;
    private final long conditionMask;
    private final long conditionValue;
    private final boolean equal;

    /**
     * A field.
     *
     * @param inline whether the text writes fields of its own, with their names
     * @param shown whether it is left out where all its bytes are 0, or is the kernel's
     */
    Field(String name, int offset, int size, MemoryText text, boolean inline, Type.Shown shown) {
      this(name, offset, size, text, inline, shown, 0, 0, 0, 0, false);
    }

    private Field(
        String name,
        int offset,
        int size,
        MemoryText text,
        boolean inline,
        Type.Shown shown,
        int conditionOffset,
        int conditionWidth,
        long conditionMask,
        long conditionValue,
        boolean equal) {
      label = inline ? "" : name + "=";
      this.offset = offset;
      this.size = size;
      this.text = text;
      this.inline = inline;
      this.shown = shown;
      this.conditionOffset = conditionOffset;
      this.conditionWidth = conditionWidth;
      this.conditionMask = conditionMask;
      this.conditionValue = conditionValue;
      this.equal = equal;
    }

    /**
     * The field, where a condition on an earlier one holds.
     *
     * @param value what the masked word has to be; null for any but 0
     */
    Field when(int wordOffset, int width, long mask, Long value) {
      String name = inline ? "" : label.substring(0, label.length() - 1);
      return new Field(
          name,
          offset,
          size,
          text,
          inline,
          shown,
          wordOffset,
          width,
          mask & Words.mask(width),
          value == null ? 0 : value & Words.mask(width),
          value != null);
    }

    private boolean isShown(long data, int length) {
      if (offset + size > length) {
        return false;
      }
      if (conditionWidth != 0) {
        long word = Words.load(data + conditionOffset, conditionWidth) & conditionMask;
        if (equal != (word == conditionValue)) {
          return false;
        }
      }
      return shown != Type.Shown.NONZERO || !isZero(data);
    }

    private boolean isZero(long data) {
      for (int i = 0; i < size; i++) {
        if (Memory.getU8(data + offset + i) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private final Field[] fields;
  private final int size;
  private final boolean abbreviated;

  /**
   * A writer.
   *
   * @param size bytes of the struct
   * @param abbreviated whether some fields are never written, which {@code ...} stands for
   */
  StructFields(Field[] fields, int size, boolean abbreviated) {
    this.fields = fields;
    this.size = size;
    this.abbreviated = abbreviated;
  }

  /** Bytes of the struct. */
  int size() {
    return size;
  }

  @Override
  public void print(CallView call, long data, StringBuilder out) {
    out.append('{');
    printFields(call, data, size, out);
    out.append(abbreviated ? ", ...}" : "}");
  }

  /** Writes the fields alone, of a struct of which only some bytes are there. */
  void printFields(CallView call, long data, int length, StringBuilder out) {
    boolean first = true;
    for (Field field : fields) {
      boolean after = field.shown == Type.Shown.AFTER;
      if (after && !call.isAnswered()) {
        continue;
      }
      long from = after ? data + call.answer() : data;
      if (field.isShown(from, length)) {
        int start = out.length();
        out.append(first ? "" : ", ").append(field.label);
        int before = out.length();
        print(call, field, from, out);
        if (field.inline && out.length() == before) {
          out.setLength(start);
        } else {
          first = false;
        }
      }
    }
  }

  /**
   * Writes the fields of a padded struct: those that begin within its bytes, and those that go
   * along with one of them.
   *
   * @param data all bytes of the struct, of which those behind {@code length} are zero
   * @return where the last of these ends
   */
  int printPadded(CallView call, long data, int length, StringBuilder out) {
    int start = out.length();
    int end = 0;
    boolean there = length > 0;
    for (Field field : fields) {
      there = field.shown == Type.Shown.ALONG ? there : field.offset < length;
      if (!there) {
        continue;
      }
      int extent = field.text.extent(data + field.offset);
      end = Math.max(end, field.offset + (extent < 0 ? field.size : extent));
      if (extent != 0 && field.isShown(data, size)) {
        int before = out.length();
        out.append(before == start ? "" : ", ").append(field.label);
        int text = out.length();
        if (field.text instanceof StructTexts.Chars chars) {
          chars.part(data + field.offset, length - field.offset, out);
        } else {
          field.text.print(call, data + field.offset, out);
        }
        if (field.inline && out.length() == text) {
          out.setLength(before);
        }
      }
    }
    return end;
  }

  /** Where the last field ends, without what fills the struct up. */
  int extent() {
    int end = 0;
    for (Field field : fields) {
      end = Math.max(end, field.offset + field.size);
    }
    return end;
  }

  /** What is within an answer is all of it the kernel's. */
  private static void print(CallView call, Field field, long data, StringBuilder out) {
    boolean after = field.shown == Type.Shown.AFTER;
    long distance = call.answer();
    if (after) {
      call.answer(0);
    }
    field.text.print(call, data + field.offset, out);
    if (after) {
      call.answer(distance);
    }
  }

  /** Whether some fields are never written. */
  boolean isAbbreviated() {
    return abbreviated;
  }
}

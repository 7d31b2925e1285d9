package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

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
    private final boolean nonzero;
    private final int conditionOffset;
    private final int conditionWidth;
    private final long conditionMask;
    private final long conditionValue;
    private final boolean equal;

    /**
     * A field.
     *
     * @param inline whether the text writes fields of its own, with their names
     * @param nonzero whether it is left out where all its bytes are 0
     */
    Field(String name, int offset, int size, MemoryText text, boolean inline, boolean nonzero) {
      this(name, offset, size, text, inline, nonzero, 0, 0, 0, 0, false);
    }

    private Field(
        String name,
        int offset,
        int size,
        MemoryText text,
        boolean inline,
        boolean nonzero,
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
      this.nonzero = nonzero;
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
          nonzero,
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
      return !nonzero || !isZero(data);
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
      if (field.isShown(data, length)) {
        int start = out.length();
        out.append(first ? "" : ", ").append(field.label);
        int before = out.length();
        field.text.print(call, data + field.offset, out);
        if (field.inline && out.length() == before) {
          out.setLength(start);
        } else {
          first = false;
        }
      }
    }
  }

  /** Whether some fields are never written. */
  boolean isAbbreviated() {
    return abbreviated;
  }
}

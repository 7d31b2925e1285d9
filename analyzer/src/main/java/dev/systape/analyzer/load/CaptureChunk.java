package dev.systape.analyzer.load;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.schema.ddl.Ddl;
import dev.systape.schema.ddl.calls.CallViews;
import dev.systape.schema.tape.Capture;

/** Rows of table {@code capture}. The columns are declared in the order of the table. Hot. */
final class CaptureChunk extends Chunk {
  private static final int PHASES = Ddl.phaseNames().size();
  private static final int KINDS = Ddl.captureKinds().size();

  private final Column seq = column(Long.BYTES);
  private final Column arg = column(Byte.BYTES);
  private final Column phase = nullable(Byte.BYTES);
  private final Column kind = nullable(Byte.BYTES);
  private final Column operation = column(Short.BYTES);
  private final Column element = column(Short.BYTES);
  private final Column address = column(Long.BYTES);
  private final Column originalLength = nullable(Long.BYTES);
  private final Column flags = column(Byte.BYTES);
  private final Column errno = nullable(Short.BYTES);
  private final Column data = nullable(Column.REFERENCE);

  /**
   * Writes the capture that the cursor stands on.
   *
   * @param another {@link CallViews#ANOTHER}
   */
  void add(long index, CallCaptures capture, boolean another) {
    int row = row();
    seq.setLong(row, index);
    arg.setByte(row, capture.argument());
    if (capture.phase() < PHASES) {
      phase.setByte(row, capture.phase());
    }
    if (capture.kind() >= Capture.BYTES && capture.kind() < Capture.BYTES + KINDS) {
      kind.setByte(row, capture.kind() - Capture.BYTES);
    }
    operation.setShort(row, capture.operation());
    element.setShort(row, capture.element());
    address.setLong(row, capture.address());
    if (capture.originalLength() != Capture.UNKNOWN_LENGTH) {
      originalLength.setLong(row, capture.originalLength());
    }
    flags.setByte(row, another ? capture.flags() | CallViews.ANOTHER : capture.flags());
    if (capture.errno() != 0) {
      errno.setShort(row, capture.errno());
    }
    if (!capture.unread()) {
      data.setBytes(row, capture.data(), capture.length());
    }
  }
}

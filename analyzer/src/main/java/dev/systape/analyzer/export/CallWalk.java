package dev.systape.analyzer.export;

import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.analyzer.model.DescriptorModel;
import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.text.CallView;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Shows an export the calls of a tape with all that is known of them, and the other records. */
abstract class CallWalk implements RecordSink, Closeable {
  private final CallView view = new CallView();
  private final DescriptorModel descriptors;
  private final TapeRegisters registers;

  CallWalk(TapeReader reader, Descriptions descriptions) {
    registers = reader.registers();
    descriptors = new DescriptorModel(reader, new DescribedRoles(descriptions));
    view.descriptors(descriptors);
  }

  /** Walks over what is left of a tape. */
  void walk(TapeReader reader) throws IOException {
    try {
      reader.readAll(this);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Takes a call.
   *
   * @param view the call; null where this version does not know its ABI
   */
  abstract void call(long index, long record, CallView view) throws IOException;

  /** Takes any other record. */
  abstract void other(long index, long record, TapeRecord body) throws IOException;

  @Override
  public final void syscall(long index, long record, CallCaptures captures) {
    descriptors.before(index, record, captures);
    Abi abi = TapeRegisters.abi(record);
    RegisterLayout layout = abi == null ? null : registers.layout(abi);
    try {
      if (layout == null) {
        call(index, record, null);
      } else {
        captures.show(record, layout, view);
        call(index, record, view);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    descriptors.after(record, captures);
  }

  @Override
  public final void event(long index, long record, TapeRecord body) {
    descriptors.event(index, record, body);
    try {
      other(index, record, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    descriptors.close();
    view.close();
  }
}

package dev.systape.analyzer.tape;

import dev.systape.schema.tape.TapeRecord;

/**
 * Takes the records of a tape in their order. All addresses hold until the method returns.
 *
 * <p>{@code index} counts the records of known types from 0 over the whole tape: it orders calls,
 * signals and the rest among each other. Records are written when they end, so calls come in the
 * order of their exits.
 */
public interface RecordSink {
  /**
   * Takes a call. Hot.
   *
   * @param record a SYSCALL record; all lengths in it are within it
   * @param captures its captures, those of CAPTURE_MORE records put together; reused for the next
   *     call
   */
  void syscall(long index, long record, CallCaptures captures);

  /**
   * Takes any other record.
   *
   * @param record its {@link dev.systape.schema.tape.RecordHeader}
   * @param body what it says
   */
  void event(long index, long record, TapeRecord body);
}

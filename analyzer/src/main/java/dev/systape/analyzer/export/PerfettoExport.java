package dev.systape.analyzer.export;

import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A trace of Perfetto: protos/perfetto/trace of its repository, written by hand. */
final class PerfettoExport implements Export {
  @Override
  public void write(Path tape, ExportOptions options, Destination out) throws IOException {
    try (TapeReader reader = TapeReader.open(tape);
        OutputStream file = out.file();
        PerfettoTrace trace = new PerfettoTrace(reader, Descriptions.load(), file)) {
      trace.begin(reader.header());
      trace.walk(reader);
      Notices.ofHealth(tape, reader.health(), options);
    }
  }
}

package dev.systape.analyzer.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Where results go; tells its own failures from those of reading a tape. */
final class Output extends OutputStream {
  private final OutputStream out;

  Output(OutputStream out) {
    this.out = out;
  }

  /** Results could not be written. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1;

    private Failure(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Whether who read the results has had enough, as {@code head} does: not an error. */
    boolean isReaderGone() {
      return String.valueOf(getMessage()).contains("Broken pipe");
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new Failure(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw new Failure(e);
    }
  }
}

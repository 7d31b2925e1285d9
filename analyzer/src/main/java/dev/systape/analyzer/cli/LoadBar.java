package dev.systape.analyzer.cli;

import dev.systape.analyzer.load.LoadProgress;
import java.io.Closeable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar on a terminal's standard error, from the first second of a load on. */
final class LoadBar implements LoadProgress, Closeable {
  private static final long PATIENCE_NS = 1_000_000_000;
  private static final long MIB = 1 << 20;

  private final Console console;
  private final long begin = System.nanoTime();
  private ProgressBar bar;

  LoadBar(Console console) {
    this.console = console;
  }

  @Override
  public void at(long doneBytes, long totalBytes) {
    if (bar != null) {
      bar.stepTo(doneBytes);
    } else if (console.errIsTerminal() && System.nanoTime() - begin > PATIENCE_NS) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("loading")
              .setUnit(" MiB", MIB)
              .setInitialMax(totalBytes)
              .setConsumer(new ConsoleProgressBarConsumer(console.err()))
              .build();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

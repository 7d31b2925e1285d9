package dev.systape.analyzer.cli;

import dev.systape.analyzer.load.LoadProgress;
import java.io.Closeable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * A bar on a terminal's standard error, from the first second of a load on; it goes when the load
 * is over.
 */
final class LoadBar implements LoadProgress, Closeable {
  private static final long PATIENCE_NS = 1_000_000_000;
  private static final long MIB = 1 << 20;
  private static final int DEFAULT_WIDTH = 80;

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
    } else if (console.terminals().err() && System.nanoTime() - begin > PATIENCE_NS) {
      bar = show(totalBytes);
    }
  }

  private ProgressBar show(long totalBytes) {
    // Its own way to ask for the width unpacks native code to /tmp.
    int width = console.terminals().width() > 0 ? console.terminals().width() : DEFAULT_WIDTH;
    return new ProgressBarBuilder()
        .setTaskName("loading")
        .setUnit(" MiB", MIB)
        .setInitialMax(totalBytes)
        .clearDisplayOnFinish()
        .setConsumer(new ConsoleProgressBarConsumer(console.err(), width))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

package dev.systape.analyzer.model;

/** Takes the lives of processes and threads when they are over, or when the tape is. */
public interface LifeSink {
  /** Who does not care. */
  LifeSink NONE =
      new LifeSink() {
        @Override
        public void process(ProcessLife life) {}

        @Override
        public void thread(ThreadLife life) {}
      };

  /** Takes a process. */
  void process(ProcessLife life);

  /** Takes a thread, before its process. */
  void thread(ThreadLife life);
}

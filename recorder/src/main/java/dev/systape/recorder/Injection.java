package dev.systape.recorder;

/**
 * What is done to some calls of the program: {@code --inject}.
 *
 * @param calls which ones
 * @param replaced whether the kernel is kept from executing them
 * @param result what the program gets then: a value, or a negated errno
 * @param signal the signal that the thread gets at the entry, or 0
 * @param entryDelayNs how long the thread is held at the entry
 * @param exitDelayNs how long it is held at the exit
 * @param first which of a thread's calls is the first, counted from 1 for each number
 * @param last which is the last
 * @param step every how many-th between them
 */
public record Injection(
    CallFilter calls,
    boolean replaced,
    long result,
    int signal,
    long entryDelayNs,
    long exitDelayNs,
    long first,
    long last,
    long step) {
  /** Whether it is done to a thread's {@code count}-th call of a number. */
  public boolean applies(long count) {
    return count >= first && count <= last && (count - first) % step == 0;
  }
}

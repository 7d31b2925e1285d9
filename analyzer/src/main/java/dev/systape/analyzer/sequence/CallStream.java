package dev.systape.analyzer.sequence;

/**
 * What a stream of calls is.
 *
 * @param name unique within its source: a file's path, with pid or tid where a file holds several
 * @param key what its source tells it apart by: the tid or pid, 0 where a file is one stream
 * @param trace the recording that it belongs to, counted from 0 over all sources of one reading; a
 *     stream of its own in most formats, several threads in LID-DS
 * @param label what the data set says about it
 */
public record CallStream(String name, long key, int trace, Label label) {
  /** Whether an attack is in it. */
  public enum Label {
    /** The data set says none. */
    NONE,
    /** Normal behaviour only. */
    NORMAL,
    /** An attack, beside normal behaviour or alone. */
    ATTACK
  }
}

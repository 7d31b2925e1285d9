package dev.systape.analyzer.model;

/**
 * What the arguments and the result of a call are to a model of processes; arguments are 0 to 5,
 * {@link #NONE} where there is none.
 *
 * @param fd the first argument that is a descriptor, a directory's aside
 * @param fd2 the second descriptor of a call that moves bytes from one to another
 * @param path the first argument that names a path
 * @param pathDirfd the descriptor that a relative {@code path} is relative to; NONE: the working
 *     directory
 * @param path2 the second argument that names a path
 * @param path2Dirfd likewise for it
 * @param returnsFd whether the result is a descriptor
 * @param returnsBytes whether the result counts bytes
 */
public record CallRole(
    int fd,
    int fd2,
    int path,
    int pathDirfd,
    int path2,
    int path2Dirfd,
    boolean returnsFd,
    boolean returnsBytes) {
  /** No argument. */
  public static final int NONE = -1;

  /** A call of which nothing is known. */
  public static final CallRole UNKNOWN =
      new CallRole(NONE, NONE, NONE, NONE, NONE, NONE, false, false);
}

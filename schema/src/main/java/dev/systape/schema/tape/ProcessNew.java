package dev.systape.schema.tape;

/**
 * A process or thread began; the record's tid and pid are the new one's.
 *
 * @param parentTid the thread that made it, 0 where that is not recorded
 * @param parentPid that thread's process
 * @param cloneFlags CLONE_* flags of clone(2), 0 for fork
 * @param origin {@link #CREATED}, {@link #SPAWNED} or {@link #ATTACHED}
 * @param namespaceTid the tid that the new thread itself sees
 * @param pidNamespace inode of its pid namespace, 0 where unknown
 * @param comm its name
 * @param running what a process runs that was running when the recorder attached, and where; null
 *     where that is not known, and for all others
 */
public record ProcessNew(
    int parentTid,
    int parentPid,
    long cloneFlags,
    int origin,
    int namespaceTid,
    long pidNamespace,
    byte[] comm,
    Exec running)
    implements TapeRecord {
  /** One that runs nothing yet, or nothing that is known. */
  public ProcessNew(
      int parentTid,
      int parentPid,
      long cloneFlags,
      int origin,
      int namespaceTid,
      long pidNamespace,
      byte[] comm) {
    this(parentTid, parentPid, cloneFlags, origin, namespaceTid, pidNamespace, comm, null);
  }

  /** Made by a recorded thread. */
  public static final int CREATED = 1;

  /** Started by the recorder. */
  public static final int SPAWNED = 2;

  /** Was running when the recorder attached. */
  public static final int ATTACHED = 3;

  @Override
  public RecordType type() {
    return RecordType.PROCESS_NEW;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u32(parentTid)
        .u32(parentPid)
        .u64(cloneFlags)
        .u32(origin)
        .u32(namespaceTid)
        .u64(pidNamespace)
        .bytes(comm);
    if (running != null) {
      running.encode(out);
    }
  }

  static ProcessNew decode(BodyReader in) {
    return new ProcessNew(
        in.u32(),
        in.u32(),
        in.u64(),
        in.u32(),
        in.u32(),
        in.u64(),
        in.bytes(),
        in.hasMore() ? Exec.decode(in) : null);
  }
}

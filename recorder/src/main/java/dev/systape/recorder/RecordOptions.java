package dev.systape.recorder;

import java.util.List;

/**
 * What a backend is told.
 *
 * @param stringLimit bytes kept per data buffer, argv or envp string
 * @param filter which calls are recorded
 * @param filterText the -e expression, empty where all are
 * @param follow whether children are followed; threads always are
 * @param resolved new descriptors that are looked up, {@link NewDescriptors#none()} for none
 * @param fullRegisters whether whole register sets are recorded
 * @param noVdso whether the vDSO is hidden from programs
 * @param injections what is done to calls, after the first execve
 * @param timeoutMs milliseconds after which recording stops, 0 for no bound
 * @param maxBytes bytes of tape at which recording stops, 0 for no bound
 */
public record RecordOptions(
    int stringLimit,
    CallFilter filter,
    String filterText,
    boolean follow,
    NewDescriptors resolved,
    boolean fullRegisters,
    boolean noVdso,
    List<Injection> injections,
    long timeoutMs,
    long maxBytes) {
  /** Bytes kept per data buffer where the user does not say. */
  public static final int DEFAULT_STRING_LIMIT = 256;

  /** All calls of the program and its children, with the default limit. */
  public static RecordOptions defaults() {
    return new RecordOptions(
        DEFAULT_STRING_LIMIT,
        CallFilter.all(),
        "",
        true,
        NewDescriptors.none(),
        false,
        false,
        List.of(),
        0,
        0);
  }
}

package dev.systape.recorder.linux;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;

/**
 * process_vm_readv(2) and process_vm_writev(2). They have six arguments, which jnr-ffi gets wrong,
 * and syscall(2) has seven, for which it allocates at every call; so they are called through jffi
 * itself, which does neither. Vectors are struct iovec in native memory; errno is {@link
 * LibC#errno}.
 */
public final class ProcessVm {
  private static final Invoker INVOKER = Invoker.getInstance();
  private static final CallContext CALL =
      CallContext.getCallContext(
          Type.SINT64,
          new Type[] {Type.SINT64, Type.SINT64, Type.SINT64, Type.SINT64, Type.SINT64, Type.SINT64},
          CallingConvention.DEFAULT,
          true);
  private static final long READV = address("process_vm_readv");
  private static final long WRITEV = address("process_vm_writev");

  private ProcessVm() {}

  private static long address(String name) {
    long address = Library.getDefault().getSymbolAddress(name);
    if (address == 0) {
      throw new IllegalStateException("this libc has no " + name);
    }
    return address;
  }

  /** Reads another process's memory; bytes, or -1. */
  public static long readv(int pid, long local, int localCount, long remote, int remoteCount) {
    return INVOKER.invokeN6(CALL, READV, pid, local, localCount, remote, remoteCount, 0);
  }

  /** Writes another process's memory; bytes, or -1. */
  public static long writev(int pid, long local, int localCount, long remote, int remoteCount) {
    return INVOKER.invokeN6(CALL, WRITEV, pid, local, localCount, remote, remoteCount, 0);
  }
}

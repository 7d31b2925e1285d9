package dev.systape.recorder.intercept;

import dev.systape.recorder.ptrace.TraceeMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes for the kernel to read, put below the stack of the thread that calls, and what was there
 * before, which is put back when the call is over. Below the red zone nothing of the program's own
 * lives while it is stopped in a call; where it runs on a stack within other data that is too small
 * (a coroutine's), its other threads may see these bytes meanwhile.
 */
final class PlacedBytes {
  /** Bytes below the stack pointer that belong to the function: System V ABI of x86_64. */
  private static final int RED_ZONE = 128;

  private static final int ALIGNMENT = 16;

  private final Call call;
  private final List<Saved> saved = new ArrayList<>();
  private long lowest;

  private record Saved(long address, byte[] bytes) {}

  PlacedBytes(Call call) {
    this.call = call;
  }

  /** Puts bytes there, below those that are there already, and tells where. */
  long place(byte[] bytes, long stackPointer) {
    long end = saved.isEmpty() ? stackPointer - RED_ZONE : lowest;
    long address = end - bytes.length & -ALIGNMENT;
    TraceeMemory memory = call.memory();
    byte[] before = memory.read(address, bytes.length);
    if (before.length < bytes.length || memory.write(address, bytes) < bytes.length) {
      throw new UserFaultException(call, address);
    }
    saved.add(new Saved(address, before));
    lowest = address;
    return address;
  }

  /** Puts back what was there. Allocates nothing where nothing was placed. */
  void restore() {
    for (int i = 0; i < saved.size(); i++) {
      call.memory().write(saved.get(i).address, saved.get(i).bytes);
    }
    saved.clear();
  }

  /** The memory is no more. */
  void forget() {
    saved.clear();
  }
}

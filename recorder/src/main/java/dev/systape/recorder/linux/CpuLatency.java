package dev.systape.recorder.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bound on how long an idle CPU may take to wake up, /dev/cpu_dma_latency (the kernel's
 * Documentation/power/pm_qos_interface): while a bound of 0 is held, idle CPUs poll, and a thread
 * that is woken there runs some ten microseconds sooner. It costs power, so it is held only while
 * threads are about to be woken. Only root may, as a rule; where the file cannot be opened or
 * written, holding does nothing.
 */
public final class CpuLatency implements AutoCloseable {
  private static final Path DEVICE = Path.of("/dev/cpu_dma_latency");

  /** No bound: PM_QOS_CPU_LATENCY_DEFAULT_VALUE, 2,000 s in microseconds. */
  private static final int NONE_US = 2_000_000_000;

  private final ByteBuffer word = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
  private FileChannel device = open();
  private boolean held;

  private static FileChannel open() {
    try {
      return FileChannel.open(DEVICE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      return null;
    }
  }

  /** Keeps idle CPUs awake. */
  public void hold() {
    if (!held && device != null) {
      held = true;
      write(0);
    }
  }

  /** Lets idle CPUs sleep. */
  public void release() {
    if (held) {
      held = false;
      write(NONE_US);
    }
  }

  private void write(int microseconds) {
    try {
      device.write(word.clear().putInt(microseconds).flip());
    } catch (IOException e) {
      close();
    }
  }

  /** Lets idle CPUs sleep, for good. */
  @Override
  public void close() {
    held = false;
    if (device != null) {
      try {
        device.close();
      } catch (IOException e) {
        // The kernel's bound ends with the descriptor, which is gone either way.
        held = false;
      }
      device = null;
    }
  }
}

package dev.systape.recorder.cli;

import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.launch.Target;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.ptrace.RegisterSet;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.Clock;
import dev.systape.schema.tape.NetworkInterface;
import dev.systape.schema.tape.SnapshotRegisters;
import dev.systape.schema.tape.TapeFormat;
import dev.systape.schema.tape.TapeHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The header of a tape: what is known before the first call. */
final class Headers {
  private static final String FULL_64 = String.join(",", RegisterSet.X86_64.names());

  /** The same words under the names that a 32-bit program knows them by. */
  private static final String FULL_32 =
      "r15,r14,r13,r12,ebp,ebx,r11,r10,r9,r8,eax,ecx,edx,esi,edi,orig_eax,eip,cs,eflags,esp,ss,fs_base,gs_base,ds,es,fs,gs";

  private static final Path NETWORK = Path.of("/sys/class/net");
  private static final int PAGE_SIZE = 4096;

  private Headers() {}

  /**
   * The header.
   *
   * @param backend {@link TapeHeader#PTRACE} or {@link TapeHeader#EBPF}
   * @param chosen options of {@link TapeHeader} that go with how it is recorded
   */
  static TapeHeader header(
      int backend,
      int chosen,
      RecordOptions options,
      CapturePlans plans,
      Target target,
      List<byte[]> words)
      throws IOException {
    int flags =
        chosen
            | (options.filter().recordsAll() ? 0 : TapeHeader.FILTERED)
            | (options.follow() ? TapeHeader.FOLLOWED : 0)
            | (options.fullRegisters() ? TapeHeader.FULL_REGISTERS : 0)
            | (target.attached() ? TapeHeader.ATTACHED : 0);
    Clock clock =
        new Clock(
            Linux.clockNs(Linux.CLOCK_MONOTONIC),
            Linux.clockNs(Linux.CLOCK_REALTIME),
            Linux.clockNs(Linux.CLOCK_BOOTTIME));
    return new TapeHeader(
        TapeFormat.VERSION,
        PAGE_SIZE,
        options.stringLimit(),
        flags,
        backend,
        clock,
        plans.descriptionsHash(),
        (int) ProcessHandle.current().pid(),
        Version.NUMBER,
        kernel("hostname"),
        kernel("osrelease"),
        "x86_64",
        Path.of("").toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8),
        target.attached() ? ProcFs.arguments(target.pids().get(0)) : target.program().arguments(),
        words,
        options.filterText(),
        List.of(
            registers(Abi.X86_64, options),
            registers(Abi.I386, options),
            registers(Abi.X32, options)),
        interfaces());
  }

  private static SnapshotRegisters registers(Abi abi, RecordOptions options) {
    if (options.fullRegisters()) {
      String full = abi == Abi.I386 ? FULL_32 : FULL_64;
      return new SnapshotRegisters(abi.code(), full, full);
    }
    RegisterLayout layout = RegisterLayout.syscall(abi);
    return new SnapshotRegisters(
        abi.code(), String.join(",", layout.entry()), String.join(",", layout.exit()));
  }

  /** The network interfaces, by what sysfs(5) says of them; none where it is not there. */
  private static List<NetworkInterface> interfaces() {
    List<NetworkInterface> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(NETWORK)) {
      for (Path each : all) {
        Path index = each.resolve("ifindex");
        if (Files.isReadable(index)) {
          int number = Integer.parseInt(Files.readString(index).strip());
          found.add(new NetworkInterface(number, each.getFileName().toString()));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // An interface that goes away while it is looked at, or no sysfs: numbers stay numbers.
      return found;
    }
    return found;
  }

  private static String kernel(String name) throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/" + name)).strip();
  }
}

package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.analyzer.model.ProcessLife;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Usage;
import org.duckdb.NativeChunk;

/** Rows of table {@code process}. The columns are declared in the order of the table. */
final class ProcessChunk extends Chunk {
  private final Column pid = column();
  private final Column beginNs = column();
  private final Column endNs = nullable();
  private final Column parentPid = nullable();
  private final Column parentTid = nullable();
  private final Column origin = nullable();
  private final Column cloneFlags = nullable();
  private final Column namespacePid = nullable();
  private final Column pidNamespace = nullable();
  private final Column comm = nullable();
  private final Column path = nullable();
  private final Column argv = nullable();
  private final Column workingDirectory = nullable();
  private final Column execs = column();
  private final Column exitCode = nullable();
  private final Column exitSignal = nullable();
  private final Column coreDumped = nullable();
  private final Column userUs = nullable();
  private final Column systemUs = nullable();
  private final Column maxRssKib = nullable();
  private final Column minorFaults = nullable();
  private final Column majorFaults = nullable();
  private final Column voluntarySwitches = nullable();
  private final Column involuntarySwitches = nullable();

  ProcessChunk(NativeChunk memory) {
    super(memory);
  }

  /** Writes a process. */
  void add(ProcessLife life) {
    int row = row();
    pid.setInt(row, life.pid());
    beginNs.setLong(row, life.beginNs());
    execs.setInt(row, life.execs());
    if (life.birth() != null) {
      birth(row, life.birth());
    }
    if (life.exec() != null) {
      exec(row, life.exec());
    }
    if (life.endNs() != 0) {
      endNs.setLong(row, life.endNs());
    }
    if (life.exit() != null) {
      exit(row, life.exit());
    }
  }

  private void birth(int row, ProcessNew birth) {
    if (birth.parentPid() != 0) {
      parentPid.setInt(row, birth.parentPid());
      parentTid.setInt(row, birth.parentTid());
    }
    origin.setBytes(row, Words.origin(birth.origin()).getBytes(UTF_8));
    cloneFlags.setLong(row, birth.cloneFlags());
    namespacePid.setInt(row, birth.namespaceTid());
    if (birth.pidNamespace() != 0) {
      pidNamespace.setLong(row, birth.pidNamespace());
    }
    comm.setBytes(row, Utf8.escaped(birth.comm()));
  }

  private void exec(int row, Exec exec) {
    if (exec.path().length > 0) {
      path.setBytes(row, Utf8.escaped(exec.path()));
    }
    if (exec.workingDirectory().length > 0) {
      workingDirectory.setBytes(row, Utf8.escaped(exec.workingDirectory()));
    }
    argv.setList(row, exec.arguments().stream().map(Utf8::escaped).toList());
  }

  private void exit(int row, Exit exit) {
    int status = exit.waitStatus();
    coreDumped.setBoolean(row, WaitStatus.coreDumped(status));
    if (WaitStatus.exited(status)) {
      exitCode.setInt(row, WaitStatus.exitCode(status));
    } else {
      exitSignal.setInt(row, WaitStatus.signal(status));
    }
    Usage usage = exit.usage();
    if (usage.known() != 0) {
      userUs.setLong(row, usage.userUs());
      systemUs.setLong(row, usage.systemUs());
      maxRssKib.setLong(row, usage.maxRssKib());
      minorFaults.setLong(row, usage.minorFaults());
      majorFaults.setLong(row, usage.majorFaults());
      voluntarySwitches.setLong(row, usage.voluntarySwitches());
      involuntarySwitches.setLong(row, usage.involuntarySwitches());
    }
  }
}

package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.analyzer.model.ProcessLife;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Usage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Rows of table {@code process}. The columns are declared in the order of the table. */
final class ProcessChunk extends Chunk {
  private final Column pid = column(Integer.BYTES);
  private final Column beginNs = column(Long.BYTES);
  private final Column endNs = nullable(Long.BYTES);
  private final Column parentPid = nullable(Integer.BYTES);
  private final Column parentTid = nullable(Integer.BYTES);
  private final Column origin = nullable(Column.REFERENCE);
  private final Column cloneFlags = nullable(Long.BYTES);
  private final Column namespacePid = nullable(Integer.BYTES);
  private final Column pidNamespace = nullable(Long.BYTES);
  private final Column comm = nullable(Column.REFERENCE);
  private final Column path = nullable(Column.REFERENCE);
  private final Column argv = nullable(Column.REFERENCE);
  private final Column inheritedArgv = nullable(Column.REFERENCE);
  private final Column workingDirectory = nullable(Column.REFERENCE);
  private final Column execs = column(Integer.BYTES);
  private final Column exitCode = nullable(Integer.BYTES);
  private final Column exitSignal = nullable(Integer.BYTES);
  private final Column coreDumped = nullable(Byte.BYTES);
  private final Column userUs = nullable(Long.BYTES);
  private final Column systemUs = nullable(Long.BYTES);
  private final Column maxRssKib = nullable(Long.BYTES);
  private final Column minorFaults = nullable(Long.BYTES);
  private final Column majorFaults = nullable(Long.BYTES);
  private final Column voluntarySwitches = nullable(Long.BYTES);
  private final Column involuntarySwitches = nullable(Long.BYTES);
  private final Column command = nullable(Column.REFERENCE);

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
    if (life.inherited() != null) {
      inheritedArgv.setList(row, arguments(life.inherited()));
    }
    command(row, life);
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
    argv.setList(row, arguments(exec));
  }

  private void command(int row, ProcessLife life) {
    Exec ran = life.exec() == null ? life.inherited() : life.exec();
    if (ran != null) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (byte[] argument : arguments(ran)) {
        line.writeBytes(argument);
        line.write(' ');
      }
      command.setBytes(row, Arrays.copyOf(line.toByteArray(), Math.max(0, line.size() - 1)));
    } else if (life.birth() != null) {
      command.setBytes(row, Utf8.escaped(life.birth().comm()));
    }
  }

  private static List<byte[]> arguments(Exec exec) {
    return exec.arguments().stream().map(Utf8::escaped).toList();
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

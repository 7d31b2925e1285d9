package dev.systape.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A tape of a busy machine, for all that queries ask about: a daemon of 8 threads that lives from
 * start to end, and short programs, 15 at a time, some with threads. What they do is in {@link
 * Activities}. The same seed gives the same tape.
 */
public final class GeneratedSystem {
  private static final int PROGRAMS = 15;
  private static final int PID = 1000;
  private static final int DAEMON_THREADS = 8;
  private static final int LIFE = 1_000;

  /** Of ten activities so many are the daemon's. */
  private static final int DAEMON_SHARE = 3;

  private static final int CLONE_THREAD_FLAGS = 0x3d0f00;

  private final SplittableRandom random = new SplittableRandom(2);
  private final Activities activities;
  private final List<Task> programs = new ArrayList<>();
  private final Task daemon;
  private final int life;
  private int nextPid = PID + DAEMON_THREADS;

  private GeneratedSystem(TapeWriter tape, int life) {
    this.life = life;
    activities = new Activities(tape, random);
    daemon = new Task(PID, 0, DAEMON_THREADS, Integer.MAX_VALUE, 0);
  }

  /**
   * The arguments are the tape, which does not exist yet, the calls on it, a few more, and the
   * activities that a program has at most (1,000): fewer make more programs.
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    try (TapeWriter tape = new TapeWriter(directory, 1_700_000_000_000L)) {
      int life = arguments.length > 2 ? Integer.parseInt(arguments[2]) : LIFE;
      new GeneratedSystem(tape, life).run(Long.parseLong(arguments[1]));
      if (!tape.failure().isEmpty()) {
        throw new IOException("the tape " + directory + " could not be written: " + tape.failure());
      }
    }
  }

  private void run(long calls) {
    begin(daemon, ProcessNew.SPAWNED);
    while (activities.calls() < calls) {
      if (random.nextInt(10) < DAEMON_SHARE) {
        activities.serve(daemon);
      } else {
        step();
      }
    }
    programs.forEach(this::end);
    end(daemon);
    activities.finish();
  }

  private void step() {
    if (programs.size() < PROGRAMS) {
      int threads = random.nextInt(4) == 0 ? 2 + random.nextInt(6) : 1;
      int parent = programs.isEmpty() || random.nextBoolean() ? PID : any().pid;
      Task task =
          new Task(
              nextPid,
              parent,
              threads,
              life / 10 + random.nextInt(life - life / 10),
              activities.nowNs());
      nextPid += threads;
      programs.add(task);
      begin(task, ProcessNew.CREATED);
      return;
    }
    Task task = any();
    activities.work(task);
    if (--task.left == 0) {
      end(task);
      programs.remove(task);
    }
  }

  private Task any() {
    return programs.get(random.nextInt(programs.size()));
  }

  private void begin(Task task, int origin) {
    create(task, 0, task.parent, 0, origin);
    String program = "/usr/bin/program-" + task.pid % 40;
    activities.execute(task, program);
    activities.event(
        task,
        0,
        new Exec(
            task.pid,
            program.getBytes(UTF_8),
            "/home/user".getBytes(UTF_8),
            List.of(program.getBytes(UTF_8), "--task".getBytes(UTF_8))));
    activities.loadLibraries(task);
    for (int thread = 1; thread < task.threads; thread++) {
      create(task, thread, task.pid, CLONE_THREAD_FLAGS, ProcessNew.CREATED);
    }
  }

  private void create(Task task, int thread, int parent, long flags, int origin) {
    int tid = task.pid + thread;
    activities.event(
        task, thread, new ProcessNew(parent, parent, flags, origin, tid, 1, "sh".getBytes(UTF_8)));
  }

  private void end(Task task) {
    for (int thread = task.threads - 1; thread >= 0; thread--) {
      activities.leave(task, thread);
      activities.event(
          task, thread, new Exit(task.pid % 7 << 8, thread == 0 ? 1 : 0, Usage.UNKNOWN));
    }
  }
}

package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.analyzer.testing.TestRoles;
import dev.systape.schema.tape.ProcessNew;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceDatabaseTest {
  @TempDir private Path directory;
  private Path tape;
  private int loads;

  @BeforeEach
  void makeTape() throws IOException {
    tape = Files.createDirectory(directory.resolve("tapes")).resolve("trace.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(tape)) {
      builder.call(1, 1, 39).add().end(5_000, 0);
    }
  }

  @Test
  void aDatabaseIsMadeBesideTheTapeOnceAndThenFound() throws Exception {
    Path database = database();
    assertThat(database).isEqualTo(tape.toRealPath().resolveSibling("trace.duckdb"));
    assertThat(database()).isEqualTo(database);
    assertThat(loads).isEqualTo(1);
    assertThat(names(tape.getParent())).containsExactly("trace.cq", "trace.duckdb");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database)))
        .isEqualTo("rw-------");
  }

  @Test
  void aTapeThatGrewIsLoadedAgain() throws Exception {
    Path grown = directory.resolve("grown.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(grown)) {
      builder.call(1, 1, 39).add().commit();
      FileTime time = FileTime.fromMillis(1_000_000);
      touch(grown, time);
      assertThat(calls(database(grown))).isEqualTo("1");
      builder.call(1, 1, 39).add().commit();
      touch(grown, time);
      assertThat(calls(database(grown))).isEqualTo("2");
      touch(grown, time);
      assertThat(calls(database(grown))).isEqualTo("2");
    }
    assertThat(loads).isEqualTo(2);
  }

  @Test
  void aTapeThatWasReplacedIsLoadedAgain() throws Exception {
    database();
    touch(tape, FileTime.fromMillis(42));
    database();
    assertThat(loads).isEqualTo(2);
  }

  @Test
  void aDatabaseOfAnotherLoaderIsMadeAgain() throws Exception {
    Path database = database();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE tape SET loader = 'systape loader 0-00000000'");
    }
    database();
    assertThat(loads).isEqualTo(2);
  }

  @Test
  void aFileThatIsNoDatabaseOfATapeIsLeftAlone() throws Exception {
    Path file = tape.resolveSibling("trace.duckdb");
    Files.writeString(file, "precious");
    assertThatThrownBy(this::database)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is in the way");
    assertThat(file).hasContent("precious");
  }

  @Test
  void aDatabaseOfSomebodyElseIsLeftAlone() throws Exception {
    Path file = tape.resolveSibling("trace.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE mine (x INTEGER)");
    }
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(this::database)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is in the way");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aTapeInADirectoryThatCannotBeWrittenHasItsDatabaseInTheCache() throws Exception {
    lock(tape.getParent());
    try {
      Path database = database();
      assertThat(database.getParent()).isEqualTo(directory.resolve("cache/systape"));
      assertThat(database()).isEqualTo(database);
      assertThat(loads).isEqualTo(1);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database.getParent())))
          .isEqualTo("rwx------");
    } finally {
      unlock(tape.getParent());
    }
  }

  @Test
  void whatAKilledLoadLeftBehindIsRemovedAndWhatARunningOneHoldsIsNot() throws Exception {
    Path left = Files.createDirectory(tape.resolveSibling(".trace.duckdb.load-1"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("loading.duckdb"), "half");
    Path held = Files.createDirectory(tape.resolveSibling(".trace.duckdb.load-2"));
    try (FileChannel lock =
        FileChannel.open(
            held.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      database();
    }
    assertThat(left).doesNotExist();
    assertThat(held).exists();
  }

  @Test
  void aLoadThatFailsLeavesNothing() throws Exception {
    TraceDatabase failing =
        new TraceDatabase(
            new TestRoles(),
            (done, total) -> {
              throw new IllegalStateException("stop");
            },
            Map.of());
    assertThatThrownBy(() -> failing.of(tape)).isInstanceOf(IllegalStateException.class);
    assertThat(names(tape.getParent())).containsExactly("trace.cq");
  }

  @Test
  void aFailureInsideDuckDbEndsTheLoadWithItsMessage() throws Exception {
    Path empty = directory.resolve("empty.duckdb");
    BuildEmptyDatabase.build(empty);
    Path other = directory.resolve("tapes/other.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(other)) {
      for (int i = 0; i < 100_000; i++) {
        builder.record(1, 1, 3_000, new ProcessNew(0, 0, 0, ProcessNew.CREATED, 1, 9, new byte[0]));
      }
    }
    try (var connection = Databases.openForLoading(empty, directory.resolve("spill"));
        Statement statement = connection.createStatement();
        var reader = dev.systape.analyzer.tape.TapeReader.open(other);
        TapeTables tables = new TapeTables(connection, reader, new TestRoles())) {
      statement.execute("DROP VIEW trace.process_tree");
      statement.execute("ALTER TABLE trace.process ALTER comm SET NOT NULL");
      statement.execute("ALTER TABLE trace.process ALTER exit_code SET NOT NULL");
      assertThatThrownBy(
              () -> {
                while (reader.read(tables)) {
                  tables.rethrow();
                }
                tables.finish();
              })
          .isInstanceOf(java.sql.SQLException.class)
          .hasMessageContaining("loading table process failed")
          .hasMessageContaining("NOT NULL");
    }
  }

  /** Root writes where the mode forbids it; where the immutable flag does, not even root. */
  private static void lock(Path directory) throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (Files.isWritable(directory)) {
      int failed = new ProcessBuilder("chattr", "+i", directory.toString()).start().waitFor();
      assumeThat(failed).as("chattr +i on the file system of the tests").isZero();
    }
  }

  private static void unlock(Path directory) throws Exception {
    new ProcessBuilder("chattr", "-i", directory.toString()).start().waitFor();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path database() throws Exception {
    return database(tape);
  }

  private Path database(Path of) throws Exception {
    LoadProgress progress = (done, total) -> loads += done == total ? 1 : 0;
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", directory.resolve("cache").toString());
    return new TraceDatabase(new TestRoles(), progress, environment).of(of);
  }

  private static String calls(Path database) throws Exception {
    try (LoadedTape loaded = LoadedTape.open(database)) {
      return loaded.value("SELECT count(*) FROM syscall");
    }
  }

  private static void touch(Path tape, FileTime time) throws IOException {
    try (Stream<Path> files = Files.list(tape)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}

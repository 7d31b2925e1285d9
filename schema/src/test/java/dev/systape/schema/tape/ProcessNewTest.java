package dev.systape.schema.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was added to the record is read, and its absence too: tapes of before do not have it. */
class ProcessNewTest {
  private static final byte[] NAME = "sh".getBytes(StandardCharsets.UTF_8);

  @Test
  void whatAProcessRunsStandsBehindTheRest() {
    byte[] before = new ProcessNew(0, 0, 0, ProcessNew.ATTACHED, 7, 9, NAME).bytes();
    ProcessNew old = (ProcessNew) TapeRecord.decode(RecordType.PROCESS_NEW, before);
    assertThat(old.running()).isNull();
    assertThat(old.comm()).isEqualTo(NAME);
    Exec running = new Exec(7, "/bin/sh".getBytes(StandardCharsets.UTF_8), NAME, List.of(NAME));
    byte[] body = new ProcessNew(0, 0, 0, ProcessNew.ATTACHED, 7, 9, NAME, running).bytes();
    assertThat(body).startsWith(before);
    ProcessNew read = (ProcessNew) TapeRecord.decode(RecordType.PROCESS_NEW, body);
    assertThat(read.running().path()).isEqualTo(running.path());
    assertThat(read.running().workingDirectory()).isEqualTo(NAME);
    assertThat(read.running().arguments()).containsExactly(NAME);
  }
}

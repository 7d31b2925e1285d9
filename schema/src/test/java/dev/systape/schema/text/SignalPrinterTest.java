package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Lines as strace 6.1 writes them of the same signals. */
class SignalPrinterTest {
  private static String signal(int signo, String siginfo) {
    StringBuilder out = new StringBuilder();
    new SignalPrinter().signal(signo, Arrays.copyOf(RecordedCall.hex(siginfo), 128), out);
    return out.toString();
  }

  private static String exit(int status) {
    StringBuilder out = new StringBuilder();
    new SignalPrinter().exit(status, out);
    return out.toString();
  }

  @Test
  void aChildsEndTellsItsStatus() {
    assertThat(signal(17, "11000000 00000000 01000000 00000000 4a030000 00000000 03000000"))
        .isEqualTo(
            "--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=842, si_uid=0, si_status=3,"
                + " si_utime=0, si_stime=0} ---");
    assertThat(signal(17, "11000000 00000000 02000000 00000000 4a030000 00000000 09000000"))
        .contains("si_code=CLD_KILLED, si_pid=842, si_uid=0, si_status=SIGKILL");
  }

  @Test
  void aSignalThatAProcessSentTellsWhoDid() {
    assertThat(signal(10, "0a000000 00000000 00000000 00000000 48030000 00000000"))
        .isEqualTo("--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=840, si_uid=0} ---");
  }

  @Test
  void aFaultTellsItsAddress() {
    assertThat(signal(11, "0b000000 00000000 01000000"))
        .isEqualTo("--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL} ---");
  }

  @Test
  void aSignalWithoutSiginfoIsItsNumber() {
    StringBuilder out = new StringBuilder();
    new SignalPrinter().signal(15, new byte[0], out);
    assertThat(out).hasToString("--- SIGTERM {si_signo=SIGTERM} ---");
  }

  @Test
  void anEndIsACodeOrASignal() {
    assertThat(exit(0)).isEqualTo("+++ exited with 0 +++");
    assertThat(exit(3 << 8)).isEqualTo("+++ exited with 3 +++");
    assertThat(exit(9)).isEqualTo("+++ killed by SIGKILL +++");
    assertThat(exit(11 | 0x80)).isEqualTo("+++ killed by SIGSEGV (core dumped) +++");
  }

  @Property
  void anySiginfoIsWritten(@ForAll int signo, @ForAll @Size(128) byte[] siginfo) {
    StringBuilder out = new StringBuilder();
    new SignalPrinter().signal(signo, siginfo, out);
    assertThat(out).startsWith("--- ").contains(" {").endsWith("} ---");
  }
}

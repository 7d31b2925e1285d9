package dev.systape.recorder.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Type;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where fields lie: the layouts of the C compilers of the ABIs. */
class StructFieldsTest {
  private final Map<Abi, Map<String, Type.Struct>> structs =
      Map.of(
          Abi.X86_64, Descriptions.load().definitions(Abi.X86_64).structs(),
          Abi.I386, Descriptions.load().definitions(Abi.I386).structs());

  private StructFields fields(String struct, Abi abi) {
    return new StructFields(structs.get(abi).get(struct), abi);
  }

  private int offset(String struct, Abi abi, String field) {
    return fields(struct, abi).find(field).offset();
  }

  @Test
  void aFieldLiesWhereTheCompilerOfTheAbiPutsIt() {
    assertThat(offset("timespec", Abi.X86_64, "tv_nsec")).isEqualTo(8);
    assertThat(offset("timespec", Abi.I386, "tv_nsec")).isEqualTo(4);
    assertThat(fields("timespec", Abi.I386).find("tv_sec").signed()).isTrue();
    assertThat(offset("stat", Abi.X86_64, "st_size")).isEqualTo(48);
  }

  @Test
  void fieldsOfInnerStructsAndElementsOfArraysHaveNames() {
    assertThat(offset("itimerspec", Abi.X86_64, "it_value.tv_nsec")).isEqualTo(24);
    assertThat(offset("timex", Abi.X86_64, "time.tv_usec")).isEqualTo(80);
    assertThat(fields("stat", Abi.X86_64).find("unused[2]").offset()).isEqualTo(136);
  }

  @Test
  void theCasesOfAUnionLieOverEachOther() {
    StructFields sigevent = fields("sigevent", Abi.X86_64);
    assertThat(sigevent.find("sigev_notify_function").offset()).isEqualTo(16);
    assertThat(sigevent.find("sigev_notify_thread_id").offset()).isEqualTo(16);
  }

  @Test
  void charactersAreNoNumbersAndAnUnknownNameIsToldWithTheOthers() {
    StructFields ustat = fields("ustat", Abi.X86_64);
    assertThat(ustat.names()).containsExactly("f_tfree", "f_tinode", "f_fname", "f_fpack");
    assertThat(ustat.find("f_fpack", true).offset()).isEqualTo(22);
    assertThatThrownBy(() -> ustat.find("f_fpack", false))
        .hasMessage("'f_fpack' of struct ustat is text");
    assertThatThrownBy(() -> fields("timespec", Abi.X86_64).find("seconds"))
        .hasMessage("struct timespec has no 'seconds': one of tv_sec, tv_nsec");
  }
}

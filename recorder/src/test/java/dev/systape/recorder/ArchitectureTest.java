package dev.systape.recorder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the recorder's packages may know of each other and of what calls mean. */
class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.systape.recorder");

  @Test
  void backendsAndTheWriterNeverDecode() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..recorder.ptrace..", "..recorder.ebpf..", "..recorder.tape..", "..recorder.linux..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.systape.schema.model..", "dev.systape.schema.text..", "dev.systape.schema.lang..")
        .because("a tape holds raw registers and memory; what they mean is decided when it is read")
        .check(classes);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.systape.recorder.(*)..").should().beFreeOfCycles().check(classes);
  }
}

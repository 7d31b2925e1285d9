package dev.systape.analyzer.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A seccomp profile, as the OCI runtime specification and Docker take it, that allows the calls on
 * the tape and answers all others with EPERM. Calls whose arguments decide what they can do stand
 * by themselves with a comment that says what they were called with; the profile allows them whole.
 */
final class SeccompExport implements Export {
  private static final int EPERM = 1;

  @Override
  public void write(Path tape, ExportOptions options, Destination out) throws IOException {
    CallsUsed used;
    List<String> missing;
    try (TapeReader reader = TapeReader.open(tape);
        CallsUsed walk = new CallsUsed(reader, Descriptions.load())) {
      walk.walk(reader);
      used = walk;
      missing = walk.missing(reader.header(), reader.health());
    }
    if (!missing.isEmpty() && !options.partial()) {
      throw new ExportException(
          "calls may be missing from the tape: %s; --partial makes a profile all the same"
              .formatted(String.join(", ", missing)));
    }
    try (JsonGenerator json = new JsonFactory().createGenerator(out.file())) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      profile(used, json);
      json.writeRaw('\n');
    }
    missing.forEach(each -> options.notices().accept("the profile is not complete: " + each));
    options
        .notices()
        .accept(
            "calls that only other runs of the program make are missing from the profile: other"
                + " input, errors and signals take other paths");
    used.flagged()
        .forEach(
            (name, arguments) ->
                options
                    .notices()
                    .accept(name + " is allowed whole; it was used with " + listed(arguments)));
  }

  private static void profile(CallsUsed used, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("defaultAction", "SCMP_ACT_ERRNO");
    json.writeNumberField("defaultErrnoRet", EPERM);
    json.writeArrayFieldStart("architectures");
    for (Abi abi : used.abis()) {
      json.writeString(architecture(abi));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("syscalls");
    Set<String> plain = new TreeSet<>(used.names());
    plain.removeAll(used.flagged().keySet());
    if (!plain.isEmpty()) {
      rule(plain, null, json);
    }
    for (Map.Entry<String, Set<String>> each : used.flagged().entrySet()) {
      rule(Set.of(each.getKey()), "used with " + listed(each.getValue()), json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void rule(Collection<String> names, String comment, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("names");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeStringField("action", "SCMP_ACT_ALLOW");
    if (comment != null) {
      json.writeStringField("comment", comment);
    }
    json.writeEndObject();
  }

  private static String listed(Set<String> arguments) {
    return String.join(", ", arguments);
  }

  /** The name that libseccomp gives it. */
  private static String architecture(Abi abi) {
    return switch (abi) {
      case X86_64 -> "SCMP_ARCH_X86_64";
      case I386 -> "SCMP_ARCH_X86";
      case AARCH64 -> "SCMP_ARCH_AARCH64";
      case X32 -> "SCMP_ARCH_X32";
    };
  }
}

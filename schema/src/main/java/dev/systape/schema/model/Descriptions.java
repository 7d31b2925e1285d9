package dev.systape.schema.model;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The descriptions of all calls. */
public final class Descriptions {
  /** Name of the resource, in this package. */
  public static final String RESOURCE = "descriptions.bin";

  private final long hash;
  private final List<CallDef> calls;
  private final Map<Abi, Definitions> definitions;
  private final Map<String, List<CallDef>> byName = new HashMap<>();
  private final Map<Abi, CallDef[]> byNumber = new HashMap<>();

  /** Descriptions with a hash of the text that they were compiled from. */
  public Descriptions(long hash, List<CallDef> calls, Map<Abi, Definitions> definitions) {
    this.hash = hash;
    this.calls = List.copyOf(calls);
    this.definitions = Map.copyOf(definitions);
    for (CallDef call : calls) {
      byName.computeIfAbsent(call.name(), name -> new ArrayList<>()).add(call);
    }
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      CallDef[] table = new CallDef[numbers.end()];
      for (int number = 0; number < table.length; number++) {
        table[number] = find(abi, numbers.name(number));
      }
      byNumber.put(abi, table);
    }
  }

  private CallDef find(Abi abi, String name) {
    CallDef general = null;
    for (CallDef call : byName.getOrDefault(name == null ? "" : name, List.of())) {
      if (call.abis().contains(abi.label())) {
        return call;
      }
      if (call.abis().isEmpty()) {
        general = call;
      }
    }
    return general;
  }

  /** The descriptions that the build compiled. */
  public static Descriptions load() {
    try (InputStream in = Descriptions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "the build left out " + RESOURCE + ": run the Maven build again");
      }
      return decode(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Descriptions from their encoding. */
  public static Descriptions decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new DescriptionsReader(in).read();
    } catch (IOException e) {
      throw new IllegalArgumentException("not an encoding of descriptions", e);
    }
  }

  /** The encoding. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      new DescriptionsWriter(out).write(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Hash of the text; tapes carry that of the descriptions that they were recorded with. */
  public long hash() {
    return hash;
  }

  /** All calls, in the order of the files. */
  public List<CallDef> calls() {
    return calls;
  }

  /** What has a name on an ABI, whether or not a call uses it. */
  public Definitions definitions(Abi abi) {
    return definitions.getOrDefault(abi, Definitions.NONE);
  }

  /** The description of a call, or null where it has none. */
  public CallDef call(Abi abi, int number) {
    CallDef[] table = byNumber.get(abi);
    return number >= 0 && number < table.length ? table[number] : null;
  }
}

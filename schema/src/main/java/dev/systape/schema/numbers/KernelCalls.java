package dev.systape.schema.numbers;

import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What one source says: the names of the calls by number for each ABI, numbers without ABI bits,
 * and the kernel that the source belongs to.
 */
record KernelCalls(KernelVersion version, Map<Abi, SortedMap<Integer, String>> calls) {

  /** The lines of a file of the source; its absence is an error that a person can act upon. */
  static List<String> lines(Path file, String whatToDo) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read " + file + ": " + whatToDo);
    }
    return Files.readAllLines(file);
  }
}

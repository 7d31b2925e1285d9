package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.Alphabet;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * What all files of models have in common, big-endian as {@link DataOutputStream} writes it:
 *
 * <pre>
 *  u64 magic "systapeM" | i32 version | UTF kind | alphabet | the model's own part | i32 CRC32C
 *  alphabet: i32 calls, then for each: i32 ABI code (0: a name) | i32 number (-1: a name) | UTF name
 * </pre>
 *
 * <p>The names of numbers are for people: reading, the number counts.
 */
final class ModelFile {
  private static final long MAGIC = 0x7379_7374_6170_654dL;
  private static final int VERSION = 1;
  private static final int BUFFER = 1 << 16;
  private static final int MAX_CALLS = 1 << 24;

  private ModelFile() {}

  /** Writes the model's own part. */
  @FunctionalInterface
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the model's own part; an IOException says what is wrong with it. */
  @FunctionalInterface
  interface Reader<M> {
    M read(Alphabet alphabet, DataInputStream in) throws IOException;
  }

  /** Writes a file of mode 0600 beside the place and moves it there, so that none is ever half. */
  static void write(Path file, String kind, Alphabet alphabet, Writer writer) throws IOException {
    if (Files.isDirectory(file)) {
      throw new ModelException(file + " is a directory; a model is a file");
    }
    Path part = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> create =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      try (var channel = Files.newByteChannel(part, create, mode)) {
        var checked =
            new CheckedOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), new CRC32C());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER));
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(kind);
        write(alphabet, out);
        writer.write(out);
        out.flush();
        out.writeInt((int) checked.getChecksum().getValue());
        out.flush();
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException e) {
      throw new ModelException(e.getFile() + " is in the way: remove it");
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw new ModelException("cannot write the model " + file + ": " + e);
    }
  }

  private static void write(Alphabet alphabet, DataOutputStream out) throws IOException {
    out.writeInt(alphabet.size());
    for (int symbol = 0; symbol < alphabet.size(); symbol++) {
      Alphabet.Call call = alphabet.call(symbol);
      out.writeInt(call.abi());
      out.writeInt(call.number());
      out.writeUTF(call.name());
    }
  }

  /** Reads a file of a kind. */
  static <M> M read(Path file, String kind, Reader<M> reader) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file + ": there is no such model");
    }
    CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), BUFFER), new CRC32C());
    try (DataInputStream in = new DataInputStream(checked)) {
      begin(file, kind, in);
      M model = reader.read(alphabet(in), in);
      int sum = (int) checked.getChecksum().getValue();
      if (in.readInt() != sum || in.read() >= 0) {
        throw new ModelException(file + " is damaged: its checksum does not fit");
      }
      return model;
    } catch (ModelException e) {
      throw e;
    } catch (EOFException e) {
      throw new ModelException(file + " is no model, or one that was cut off");
    } catch (IOException e) {
      throw new ModelException(file + " is damaged: it tells of " + e.getMessage());
    }
  }

  private static void begin(Path file, String kind, DataInputStream in) throws IOException {
    if (in.readLong() != MAGIC) {
      throw new ModelException(file + " is no model that `analyze mine` made");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new ModelException(
          "%s is a model of version %d, this systape reads version %d: train it again"
              .formatted(file, version, VERSION));
    }
    String written = in.readUTF();
    if (!written.equals(kind)) {
      throw new ModelException(
          "%s is a model of `mine %s`, not of `mine %s`".formatted(file, written, kind));
    }
  }

  private static Alphabet alphabet(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MAX_CALLS) {
      throw new IOException(size + " calls");
    }
    Alphabet alphabet = new Alphabet();
    for (int i = 0; i < size; i++) {
      Alphabet.Call call = new Alphabet.Call(in.readInt(), in.readInt(), in.readUTF());
      if (alphabet.symbol(call) != i) {
        throw new IOException("a call that is there twice");
      }
    }
    return alphabet;
  }
}

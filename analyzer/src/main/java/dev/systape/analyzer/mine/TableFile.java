package dev.systape.analyzer.mine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A table of windows in a model's file: their number, then for each its symbols and its count. */
final class TableFile {
  private TableFile() {}

  static void write(WindowTable table, DataOutputStream out) throws IOException {
    out.writeInt(table.size());
    for (int entry = 0; entry < table.size(); entry++) {
      for (int i = 0; i < table.length(); i++) {
        out.writeInt(table.symbol(entry, i));
      }
      out.writeLong(table.count(entry));
    }
  }

  /** Adds what was written to an empty table. */
  static void read(WindowTable table, int symbols, DataInputStream in) throws IOException {
    int size = in.readInt();
    int[] window = new int[table.length()];
    for (int entry = 0; entry < size; entry++) {
      for (int i = 0; i < window.length; i++) {
        window[i] = in.readInt();
        if (window[i] < 0 || window[i] >= symbols) {
          throw new IOException("a call that is not in its alphabet");
        }
      }
      long count = in.readLong();
      if (count <= 0 || count > 0xffff_ffffL) {
        throw new IOException("a window that occurs " + count + " times");
      }
      table.add(window, 0, count);
    }
    if (table.size() != size) {
      throw new IOException("a window that is there twice");
    }
  }
}

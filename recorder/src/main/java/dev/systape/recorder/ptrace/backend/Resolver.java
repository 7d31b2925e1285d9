package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.NewDescriptors;
import dev.systape.recorder.linux.FdLink;
import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.ControlData;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.ResolvedPath;
import dev.systape.schema.tape.SyscallRecord;

/**
 * Records what /proc says of the descriptors that a call returned, while its thread is stopped at
 * the exit of the call: its other threads run on, and the time of the record says when it was
 * looked up. Costs some calls a descriptor, and is there only where it was asked for.
 */
final class Resolver {
  private static final long LOW_32 = 0xffff_ffffL;
  private static final int HEADER_WORDS = 7;
  private static final int CONTROL_WORD = 4;

  /** More than SCM_MAX_FD descriptors, of which a message has 253, and their headers take. */
  private static final int CONTROL_ROOM = 4096;

  private final NewDescriptors places;
  private final TapeWriter tape;
  private final RemoteMemory memory;
  private final FdLink link = new FdLink();
  private final long pair = Memory.allocate(8);
  private final long message = Memory.allocate(HEADER_WORDS * Long.BYTES + CONTROL_ROOM);

  Resolver(NewDescriptors places, TapeWriter tape, RemoteMemory memory) {
    this.places = places;
    this.tape = tape;
    this.memory = memory;
  }

  /** Takes a call that has returned, before its own record goes to the tape. */
  void returned(RecordedThread thread, SyscallExit<?> event) {
    long result = event.result();
    int abi = RecordHeader.abi(thread.record.address());
    int number = SyscallRecord.number(thread.record.address());
    int place = places.of(abi, number);
    if (result < 0 || place == NewDescriptors.NONE) {
      return;
    }
    if (place >= NewDescriptors.PAIR) {
      int pointer = place - NewDescriptors.PAIR;
      long address = Memory.getLong(thread.record.arguments() + 8L * pointer);
      if (memory.readNow(event.tid(), address, pair, 8) == 8) {
        append(thread, event, number, Memory.getInt(pair), Memory.getInt(pair + 4));
      }
    } else if (place == NewDescriptors.MESSAGE) {
      received(thread, event, number, Abi.ofCode(abi).pointerWidth());
    } else if (place == NewDescriptors.RESULT || copies(thread)) {
      append(thread, event, number, (int) result);
    }
  }

  /** Descriptors that came with a message: what it says of its control data, then these. */
  private void received(RecordedThread thread, SyscallExit<?> event, int number, int width) {
    int size = HEADER_WORDS * width;
    long address = Memory.getLong(thread.record.arguments() + 8);
    address = width == Integer.BYTES ? address & LOW_32 : address;
    if (memory.readNow(event.tid(), address, message, size) != size) {
      return;
    }
    long words = message + (long) CONTROL_WORD * width;
    long from = width == Long.BYTES ? Memory.getLong(words) : Memory.getU32(words);
    long told = width == Long.BYTES ? Memory.getLong(words + width) : Memory.getU32(words + width);
    int length = (int) Math.min(told, CONTROL_ROOM);
    long control = message + size;
    if (from != 0 && length > 0 && memory.readNow(event.tid(), from, control, length) == length) {
      append(thread, event, number, ControlData.descriptors(control, length, width));
    }
  }

  private static boolean copies(RecordedThread thread) {
    long command = Memory.getLong(thread.record.arguments() + 8) & LOW_32;
    return command == NewDescriptors.F_DUPFD || command == NewDescriptors.F_DUPFD_CLOEXEC;
  }

  private void append(RecordedThread thread, SyscallExit<?> event, int number, int... fds) {
    int found = 0;
    byte[][] targets = new byte[fds.length][];
    long[] devices = new long[fds.length];
    long[] inodes = new long[fds.length];
    for (int i = 0; i < fds.length; i++) {
      if (link.read(event.tid(), fds[i])) {
        targets[i] = link.target();
        devices[i] = link.device();
        inodes[i] = link.inode();
        found++;
      }
    }
    long callSequence = thread.sequence + found;
    for (int i = 0; i < fds.length; i++) {
      if (targets[i] != null) {
        ResolvedPath body =
            new ResolvedPath(callSequence, fds[i], number, devices[i], inodes[i], targets[i]);
        tape.append(0, event.tid(), event.pid(), thread.sequence++, System.nanoTime(), body);
      }
    }
  }
}

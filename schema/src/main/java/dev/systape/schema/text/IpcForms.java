package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** System V IPC: permissions among flags, commands with IPC_64, messages. */
final class IpcForms implements Forms {
  private static final int IPC_64 = 0x100;
  private static final int IPC_SET = 1;
  private static final int SHM_HUGE_SHIFT = 26;
  private static final int MODE = 0777;
  private static final int PAGE = 4096;
  private static final int O_CREAT = 0100;

  private final ArgumentTexts types;

  IpcForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    switch (call.name()) {
      case "semget" -> {
        arguments.set(0, key(arguments.get(0)));
        arguments.set(2, flags("ipc_flags", 2));
      }
      case "shmget" -> {
        arguments.set(0, key(arguments.get(0)));
        arguments.set(2, sharedMemoryFlags(2));
      }
      case "msgget" -> {
        arguments.set(0, key(arguments.get(0)));
        arguments.set(1, flags("ipc_flags", 1));
      }
      case "semctl" -> {
        arguments.set(2, command("semctl_cmd", 2));
        arguments.set(3, control(call, 3, 2, arguments.get(3)));
      }
      case "shmctl" -> {
        arguments.set(1, command("shmctl_cmd", 1));
        arguments.set(2, control(call, 2, 1, arguments.get(2)));
      }
      case "msgctl" -> {
        arguments.set(1, command("msgctl_cmd", 1));
        arguments.set(2, control(call, 2, 1, arguments.get(2)));
      }
      case "mq_open" ->
          arguments.set(
              3, CallForms.when(view -> (view.argument(1) & O_CREAT) != 0, arguments.get(3)));
      case "msgsnd" -> arguments.set(1, message(Direction.IN));
      case "msgrcv" -> arguments.set(1, message(Direction.OUT));
      default -> {
        return null;
      }
    }
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  private static ArgumentText key(ArgumentText plain) {
    return (call, out) -> {
      if ((int) call.argument(0) == 0) {
        plain.print(call, out);
      } else {
        Digits.hex(out, call.argument(0) & 0xffff_ffffL);
      }
    };
  }

  /** Flags, and the permissions in octal behind them. */
  private ArgumentText flags(String set, int index) {
    WordText names = types.symbols().text(set, 4);
    return (call, out) -> {
      int word = (int) call.argument(index);
      joined(names, word & ~MODE, out);
      Digits.mode(out, word & MODE);
    };
  }

  /** Flags, and a separator where at least one has a name. */
  private static void joined(WordText names, int word, StringBuilder out) {
    if (word == 0) {
      return;
    }
    int start = out.length();
    names.print(word & 0xffff_ffffL, out);
    int comment = out.indexOf(" /*", start);
    if (comment >= 0) {
      out.setLength(comment);
    } else {
      out.append('|');
    }
  }

  /** The size of a huge page stands, as a power of two, in the topmost bits. */
  private ArgumentText sharedMemoryFlags(int index) {
    WordText names = types.symbols().text("shmget_flags", 4);
    return (call, out) -> {
      int word = (int) call.argument(index);
      int huge = word >>> SHM_HUGE_SHIFT;
      int bits = word & ~MODE & (1 << SHM_HUGE_SHIFT) - 1;
      joined(names, bits, out);
      if (bits != 0 && out.charAt(out.length() - 1) != '|') {
        out.append('|');
      }
      if (huge != 0) {
        out.append(huge).append("<<SHM_HUGE_SHIFT|");
      }
      Digits.mode(out, word & MODE);
    };
  }

  private ArgumentText command(String set, int index) {
    WordText names = types.symbols().text(set, 4);
    return (call, out) -> {
      int command = (int) call.argument(index);
      out.append((command & IPC_64) == 0 ? "" : "IPC_64|");
      names.print(command & ~IPC_64, out);
    };
  }

  /** Of what IPC_SET passes, what the kernel takes over. */
  private ArgumentText control(CallDef call, int index, int command, ArgumentText plain) {
    Type.Struct set = null;
    if (call.parameters().get(index).type() instanceof Type.Selected union) {
      set = (Type.Struct) ((Type.Pointer) union.cases().get((long) IPC_SET)).element();
    }
    int size = StructLayout.size(set, types.abi());
    Type.Struct permissions = types.symbols().struct("ipc_perm");
    int mode = offset(permissions, "mode");
    int modeWidth = types.abi() == Abi.I386 ? 2 : 4;
    int bytes = set.name().equals("msqid_ds") ? offset(set, "msg_qbytes") : -1;
    String label = "{" + set.fields().get(0).name() + "={uid=";
    return new ArgumentText() {
      @Override
      public void print(CallView view, StringBuilder out) {
        if (((int) view.argument(command) & ~IPC_64) != IPC_SET) {
          plain.print(view, out);
          return;
        }
        long address = view.argument(index);
        int capture = address == 0 ? -1 : view.find(index, Capture.ENTRY, address);
        if (capture < 0 || view.length(capture) < size) {
          Digits.address(out, address);
          return;
        }
        long data = view.data(capture);
        identity(Words.load(data + 4, 4), out.append(label));
        identity(Words.load(data + 8, 4), out.append(", gid="));
        Digits.mode(out.append(", mode="), Words.load(data + mode, modeWidth));
        out.append('}');
        if (bytes >= 0) {
          int width = types.abi().pointerWidth();
          Digits.unsigned(out.append(", msg_qbytes="), Words.load(data + bytes, width));
        }
        out.append('}');
      }

      @Override
      public boolean isAtExit() {
        return plain.isAtExit();
      }
    };
  }

  private static void identity(long id, StringBuilder out) {
    if ((int) id == -1) {
      out.append(-1);
    } else {
      out.append(id);
    }
  }

  private int offset(Type.Struct struct, String name) {
    for (int i = 0; i < struct.fields().size(); i++) {
      if (struct.fields().get(i).name().equals(name)) {
        return StructLayout.offset(struct, i, types.abi());
      }
    }
    throw new IllegalStateException(struct.name() + " has no " + name);
  }

  /**
   * The type of a message and its text, of which strace shows as much as the program has room for.
   * It wants to read a struct msgbuf whole, which has a char of text and what aligns it: not there
   * where a short text ends with its page.
   */
  private ArgumentText message(Direction direction) {
    boolean exit = direction == Direction.OUT;
    int width = types.abi().pointerWidth();
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(1);
        int phase = exit ? Capture.EXIT : Capture.ENTRY;
        boolean known = address != 0 && (!exit || call.succeeded());
        int type = known ? call.find(1, phase, address) : -1;
        long text = address + width;
        if (type < 0 || call.length(type) < width || !isRoomy(call, phase, text, width)) {
          Digits.address(out, address);
          return;
        }
        out.append("{mtype=").append(Words.signed(Words.load(call.data(type), width), width));
        out.append(", mtext=");
        types.strings().bytes(call, 1, phase, text, call.argument(2), 0, out);
        out.append('}');
      }

      @Override
      public boolean isAtExit() {
        return exit;
      }
    };
  }

  /** Whether there is room for a word where the text begins, as far as is known. */
  private static boolean isRoomy(CallView call, int phase, long text, int width) {
    int capture = call.find(1, phase, text);
    if (capture >= 0 && call.errno(capture) != 0) {
      return call.length(capture) >= width;
    }
    long end = text + Math.min(call.argument(2), width);
    return end == text + width || (end & PAGE - 1) != 0;
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "semid_ds" -> fields(struct, "sem_perm", "sem_otime", "sem_ctime", "sem_nsems");
      case "shmid_ds" ->
          fields(
              struct,
              "shm_perm",
              "shm_segsz",
              "shm_cpid",
              "shm_lpid",
              "shm_nattch",
              "shm_atime",
              "shm_dtime",
              "shm_ctime");
      case "msqid_ds" ->
          fields(
              struct,
              "msg_perm",
              "msg_stime",
              "msg_rtime",
              "msg_ctime",
              "msg_qnum",
              "msg_qbytes",
              "msg_lspid",
              "msg_lrpid");
      case "ipc_perm" -> permissions(struct);
      default -> null;
    };
  }

  private MemoryText permissions(Type.Struct struct) {
    int mode = offset(struct, "mode");
    int width = types.abi() == Abi.I386 ? 2 : 4;
    return (call, data, out) -> {
      identity(Words.load(data + 4, 4), out.append("{uid="));
      identity(Words.load(data + 8, 4), out.append(", gid="));
      Digits.mode(out.append(", mode="), Words.load(data + mode, width));
      Digits.unsigned(out.append(", key="), Words.load(data, 4));
      identity(Words.load(data + 12, 4), out.append(", cuid="));
      identity(Words.load(data + 16, 4), out.append(", cgid="));
      out.append('}');
    };
  }

  /** Some fields of a struct, in an order of their own. */
  private MemoryText fields(Type.Struct struct, String... names) {
    int[] offsets = new int[names.length];
    MemoryText[] texts = new MemoryText[names.length];
    for (int i = 0; i < names.length; i++) {
      for (Type.Field field : struct.fields()) {
        if (field.name().equals(names[i])) {
          offsets[i] = offset(struct, names[i]);
          texts[i] = types.structs().of(field.type());
        }
      }
    }
    return (call, data, out) -> {
      for (int i = 0; i < names.length; i++) {
        out.append(i == 0 ? "{" : ", ").append(names[i]).append('=');
        texts[i].print(call, data + offsets[i], out);
      }
      out.append('}');
    };
  }
}

package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Capture;
import java.util.List;
import java.util.function.IntFunction;

/** The calls that ipc(2) of i386 stands for, linux/ipc.h: they are written as what they are. */
final class IpcCalls {
  private static final int SEMOP = 1;
  private static final int SEMCTL = 3;
  private static final int SEMTIMEDOP = 4;
  private static final int MSGRCV = 12;
  private static final int SHMAT = 21;
  private static final int VERSION_SHIFT = 16;
  private static final int CALL = 0xffff;

  /** Places of ipc's own arguments. */
  private static final int FIRST = 1;

  private static final int SECOND = 2;
  private static final int THIRD = 3;
  private static final int POINTER = 4;
  private static final int FIFTH = 5;

  /** Places of the arguments of the calls that are not written as they are by themselves. */
  private static final int SEMCTL_ARGUMENT = 3;

  private static final int TIMEOUT = 3;
  private static final int MESSAGE = 1;
  private static final int MESSAGE_TYPE = 3;
  private static final int RETURNED_ADDRESS = 3;

  private static final int IPC_64 = 0x100;
  private static final int IPC_INFO = 3;
  private static final int SEM_INFO = 19;

  private final int number = SyscallNumbers.of(Abi.I386).number("ipc");
  private final CallText[] texts = new CallText[SHMAT + 4];
  private final IntFunction<CallText> calls;
  private final ArgumentTexts types;

  /**
   * The calls.
   *
   * @param calls how a call of a number is written on i386
   */
  IpcCalls(IntFunction<CallText> calls, ArgumentTexts types) {
    this.calls = calls;
    this.types = types;
  }

  /** The call that a call stands for, whose arguments the view shows from now on; or null. */
  CallText of(CallView call) {
    if (call.abi() != Abi.I386 || call.number() != number) {
      return null;
    }
    int index = (int) call.argument(0) & CALL;
    int[] order = order(index);
    if (order == null) {
      return unknown();
    }
    boolean packed = index == MSGRCV && (int) call.argument(0) >>> VERSION_SHIFT == 0;
    long message = call.argument(POINTER);
    call.arrange(order);
    if (packed) {
      unpackMessage(call, message);
    }
    if (texts[index] == null) {
      texts[index] = text(index);
    }
    return packed && !call.succeeded() ? withoutType(texts[index]) : texts[index];
  }

  private static int[] order(int index) {
    return switch (index) {
      case SEMOP -> new int[] {FIRST, POINTER, SECOND};
      case 2, 23 -> new int[] {FIRST, SECOND, THIRD};
      case SEMCTL -> new int[] {FIRST, SECOND, THIRD, POINTER};
      case SEMTIMEDOP -> new int[] {FIRST, POINTER, SECOND, FIFTH};
      case 11 -> new int[] {FIRST, POINTER, SECOND, THIRD};
      case MSGRCV -> new int[] {FIRST, POINTER, SECOND, FIFTH, THIRD};
      case 13 -> new int[] {FIRST, SECOND};
      case 14, 24 -> new int[] {FIRST, SECOND, POINTER};
      case SHMAT -> new int[] {FIRST, POINTER, SECOND, THIRD};
      case 22 -> new int[] {POINTER};
      default -> null;
    };
  }

  /** The buffer and the type of message of the oldest msgrcv lie in memory, linux/ipc.h. */
  private static void unpackMessage(CallView call, long address) {
    int capture = address == 0 ? -1 : call.find(MESSAGE, Capture.ENTRY, address);
    if (call.succeeded() && capture >= 0 && call.length(capture) >= Long.BYTES) {
      call.arranged(MESSAGE, Memory.getU32(call.data(capture)));
      call.arranged(MESSAGE_TYPE, Memory.getU32(call.data(capture) + Integer.BYTES));
    }
  }

  /** Where the call failed, strace looks at neither. */
  private static CallText withoutType(CallText text) {
    List<ArgumentText> all = text.arguments();
    ArgumentText address = (call, out) -> Digits.address(out, call.argument(MESSAGE));
    return new CallText(
        text.name(),
        List.of(all.get(0), address, all.get(2), all.get(4)),
        text.result(),
        text.returns(),
        text.explained(),
        0);
  }

  private CallText text(int index) {
    return switch (index) {
      case SEMOP -> operations("semop", 3);
      case 2 -> plain("semget");
      case SEMCTL -> plain("semctl").with(SEMCTL_ARGUMENT, control(plain("semctl")));
      case SEMTIMEDOP -> operations("semtimedop", 4);
      case 11 -> plain("msgsnd");
      case MSGRCV -> plain("msgrcv");
      case 13 -> plain("msgget");
      case 14 -> plain("msgctl");
      case SHMAT -> attach(plain("shmat"));
      case 22 -> plain("shmdt");
      case 23 -> plain("shmget");
      default -> plain("shmctl");
    };
  }

  private CallText plain(String name) {
    return calls.apply(SyscallNumbers.of(Abi.I386).number(name));
  }

  private CallText operations(String name, int count) {
    CallText text = plain("semtimedop_time64");
    if (count > TIMEOUT) {
      text = text.with(TIMEOUT, timeout());
    }
    List<ArgumentText> arguments = text.arguments().subList(0, count);
    return new CallText(name, arguments, text.result(), true, text.explained(), text.narrow());
  }

  private ArgumentText timeout() {
    Type.Struct struct = types.symbols().struct("timespec");
    MemoryText text = types.structs().of(struct);
    int size = StructLayout.size(struct, Abi.I386);
    return (call, out) -> {
      long address = call.argument(TIMEOUT);
      int capture = address == 0 ? -1 : call.find(TIMEOUT, Capture.ENTRY, address);
      if (capture < 0 || call.length(capture) < size) {
        Digits.address(out, address);
      } else {
        text.print(call, call.data(capture), out);
      }
    };
  }

  /**
   * A union semun lies in memory: what its pointer points to where the command reads that, else the
   * word itself.
   */
  private static ArgumentText control(CallText semctl) {
    ArgumentText plain = semctl.arguments().get(SEMCTL_ARGUMENT);
    return new ArgumentText() {
      @Override
      public boolean isAtExit() {
        return true;
      }

      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(SEMCTL_ARGUMENT);
        int capture = address == 0 ? -1 : call.find(SEMCTL_ARGUMENT, Capture.ENTRY, address);
        if (capture < 0 || call.length(capture) < Integer.BYTES) {
          Digits.address(out, address);
          return;
        }
        long word = Memory.getU32(call.data(capture));
        call.arranged(SEMCTL_ARGUMENT, word);
        int start = out.length();
        plain.print(call, out);
        call.arranged(SEMCTL_ARGUMENT, address);
        int command = (int) call.argument(2) & ~IPC_64;
        boolean decoded = out.charAt(start) == '{';
        if (!decoded && command != IPC_INFO && command != SEM_INFO) {
          out.setLength(start);
          Digits.address(out.append('['), word);
          out.append(']');
        }
      }
    };
  }

  /** The address of what was attached is written to memory. */
  private static CallText attach(CallText text) {
    ResultText result =
        (call, out) -> {
          long address = call.argument(RETURNED_ADDRESS);
          int capture = call.find(RETURNED_ADDRESS, Capture.EXIT, address);
          if (capture < 0 || call.length(capture) < Integer.BYTES) {
            Digits.hex(out, call.result() & 0xffff_ffffL);
          } else {
            Digits.hex(out, Memory.getU32(call.data(capture)));
          }
        };
    return new CallText(text.name(), text.arguments(), result, true, false, text.narrow());
  }

  /** A call without a name: its words. */
  private static CallText unknown() {
    ArgumentText name =
        (call, out) -> {
          long word = call.argument(0);
          if (word >>> VERSION_SHIFT != 0) {
            out.append(word >>> VERSION_SHIFT).append("<<16|");
          }
          out.append(word & CALL);
        };
    return new CallText(
        "ipc",
        List.of(name, word(FIRST), word(SECOND), word(THIRD), word(POINTER), word(FIFTH)),
        (call, out) -> out.append(call.result() & 0xffff_ffffL),
        true);
  }

  private static ArgumentText word(int index) {
    return (call, out) -> Digits.hex(out, call.argument(index));
  }
}

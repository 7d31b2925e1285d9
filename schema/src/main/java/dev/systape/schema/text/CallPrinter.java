package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.SyscallRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes calls as strace does. Hot: once a call's description is compiled, writing it allocates
 * nothing. For one thread.
 */
public final class CallPrinter {
  private static final int RESTARTS = 512;
  private static final int LAST_RESTART = 516;

  private final Descriptions descriptions;
  private final TextOptions options;
  private final ArgumentTexts[] arguments = new ArgumentTexts[Abi.values().length];
  private final CallText[][] texts = new CallText[Abi.values().length][];
  private final SocketCalls socketCalls = new SocketCalls(number -> text(Abi.I386, number));
  private final IpcCalls ipcCalls;

  /** A printer of calls by their descriptions. */
  public CallPrinter(Descriptions descriptions, TextOptions options) {
    this.descriptions = descriptions;
    this.options = options;
    for (Abi abi : Abi.values()) {
      arguments[abi.ordinal()] =
          new ArgumentTexts(abi, options, new SymbolSets(descriptions, abi, options));
      texts[abi.ordinal()] = new CallText[SyscallNumbers.of(abi).end()];
    }
    ipcCalls = new IpcCalls(number -> text(Abi.I386, number), arguments[Abi.I386.ordinal()]);
  }

  /**
   * Appends one line, without its newline. The result begins at the column that the options say,
   * counted from the last newline in {@code out}.
   */
  public void print(CallView call, StringBuilder out) {
    int lineStart = out.lastIndexOf("\n") + 1;
    CallText socket = socketCalls.of(call);
    CallText inner = socket == null ? ipcCalls.of(call) : socket;
    CallText text = inner == null ? text(call.abi(), call.number()) : inner;
    call.narrow(text.narrow());
    out.append(text.name()).append('(');
    boolean late = arguments(text, call, out) || text.explained();
    boolean unfinished = late && !call.hasResult() && text.returns();
    out.append(unfinished ? " <unfinished ...>) " : ") ");
    while (out.length() - lineStart < options.column()) {
      out.append(' ');
    }
    out.append("= ");
    result(text, call, out);
    if ((call.flags() & SyscallRecord.INJECTED) != 0) {
      out.append(" (INJECTED)");
    }
    if ((call.flags() & SyscallRecord.DELAYED) != 0) {
      out.append(" (DELAYED)");
    }
    call.pack();
  }

  /** Writes the arguments as far as they were known; returns whether there is one left out. */
  private static boolean arguments(CallText text, CallView call, StringBuilder out) {
    boolean ended = call.hasResult();
    boolean first = true;
    List<ArgumentText> all = text.arguments();
    for (int i = 0; i < all.size(); i++) {
      ArgumentText argument = all.get(i);
      if (argument.isPresent(call)) {
        out.append(first ? "" : ", ");
        first = false;
        if (!ended && argument.isAtExit(call)) {
          return true;
        }
        argument.print(call, out);
      }
    }
    return false;
  }

  private static void result(CallText text, CallView call, StringBuilder out) {
    if (!call.hasResult()) {
      out.append('?');
      return;
    }
    if (!Abi.isError(call.result())) {
      text.result().print(call, out);
      return;
    }
    int errno = (int) -call.result();
    String name = ErrnoNames.name(errno);
    if (errno >= RESTARTS && errno <= LAST_RESTART && name != null) {
      out.append("? ");
    } else {
      out.append("-1 ");
    }
    if (name == null) {
      out.append("(errno ").append(errno).append(')');
    } else {
      out.append(name).append(" (").append(ErrnoNames.describe(errno)).append(')');
    }
  }

  private CallText text(Abi abi, int number) {
    CallText[] table = texts[abi.ordinal()];
    if (number < 0 || number >= table.length) {
      return undescribed("syscall_0x" + Integer.toHexString(number));
    }
    CallText text = table[number];
    if (text == null) {
      text = compile(abi, number);
      table[number] = text;
    }
    return text;
  }

  private CallText compile(Abi abi, int number) {
    CallDef call = descriptions.call(abi, number);
    if (call == null) {
      String name = SyscallNumbers.of(abi).name(number);
      return undescribed(name == null ? "syscall_0x" + Integer.toHexString(number) : name);
    }
    ArgumentTexts types = arguments[abi.ordinal()];
    List<ArgumentText> list = new ArrayList<>();
    for (int i = 0; i < call.parameters().size(); i++) {
      list.add(types.of(i, call.parameters().get(i)));
    }
    boolean returns = !(call.result() instanceof Type.Word w && w.scalar() == Scalar.VOID);
    CallText plain = new CallText(call.name(), list, result(call.result(), abi), returns);
    CallText form = types.form(call, plain);
    return form.compiled(form.result() != plain.result(), narrow(call, abi));
  }

  private static int narrow(CallDef call, Abi abi) {
    int bits = 0;
    for (int i = 0; i < call.parameters().size(); i++) {
      Type type = call.parameters().get(i).type();
      boolean word = type instanceof Type.Word || type instanceof Type.Named;
      bits |= word && StructLayout.size(type, abi) <= Integer.BYTES ? 1 << i : 0;
    }
    return bits;
  }

  private ResultText result(Type type, Abi abi) {
    if (options.descriptors() && type instanceof Type.Word word && word.scalar() == Scalar.FD) {
      return DescriptorText::result;
    }
    if (type instanceof Type.Word word && word.scalar().form() == Scalar.Form.DECIMAL) {
      // The kernel does not extend the sign of what it returns to 32 bits.
      long mask = abi == Abi.I386 ? 0xffff_ffffL : -1;
      return (call, out) -> out.append(call.result() & mask);
    }
    WordText text = Words.of(type, abi, options.names());
    return (call, out) -> text.print(call.result(), out);
  }

  private static CallText undescribed(String name) {
    List<ArgumentText> list = new ArrayList<>();
    for (int i = 0; i < Abi.ARGUMENTS; i++) {
      int index = i;
      list.add((call, out) -> Digits.hex(out, call.argument(index)));
    }
    return new CallText(name, list, (call, out) -> out.append(call.result()), true);
  }
}

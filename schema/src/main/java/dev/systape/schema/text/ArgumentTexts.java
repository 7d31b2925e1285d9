package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compiles parameters to the writers of arguments, on one ABI. */
final class ArgumentTexts {
  private static final ArgumentText ABSENT =
      new ArgumentText() {
        @Override
        public void print(CallView call, StringBuilder out) {}

        @Override
        public boolean isPresent(CallView call) {
          return false;
        }
      };

  private final Abi abi;
  private final TextOptions options;
  private final SymbolSets symbols;
  private final StructTexts structs;
  private final Strings strings;
  private final Messages messages;
  private final SocketAddresses addresses;
  private final List<Forms> forms;
  private Netlink netlink;

  ArgumentTexts(Abi abi, TextOptions options, SymbolSets symbols) {
    this.abi = abi;
    this.options = options;
    this.symbols = symbols;
    // One an area; the first that knows a call or a struct counts.
    forms =
        List.of(
            new FileForms(this),
            new FcntlForms(this),
            new FileTimeForms(this),
            new MountForms(this),
            new SocketForms(this, new NetlinkForms(this)),
            new NetlinkForms(this),
            new KernelForms(this),
            new MemoryForms(this),
            new LsmForms(this),
            new KeyForms(this),
            new PerfForms(this),
            new IoctlForms(this),
            new VideoForms(this),
            new BtrfsForms(this),
            new PollForms(this),
            new SignalForms(this),
            new TimeForms(this),
            new IpcForms(this),
            new ConsoleForms(this),
            new FilterForms(this),
            new PrctlForms(this),
            new ProcessForms(this),
            new SchedulerForms(this),
            new FutexForms(this),
            new PtraceForms(this));
    strings = new Strings(options);
    structs = new StructTexts(abi, options, strings, forms);
    addresses = new SocketAddresses(symbols, options.hexStrings());
    messages = new Messages(this, strings, addresses, symbols, options);
  }

  /** The ABI. */
  Abi abi() {
    return abi;
  }

  /** The options. */
  TextOptions options() {
    return options;
  }

  /** The writers of types in memory. */
  StructTexts structs() {
    return structs;
  }

  /** The writer of socket addresses. */
  SocketAddresses addresses() {
    return addresses;
  }

  /** What the descriptions define. */
  SymbolSets symbols() {
    return symbols;
  }

  /** What becomes of a call's plain form. */
  CallText form(CallDef call, CallText plain) {
    for (Forms each : forms) {
      CallText form = each.call(call, plain);
      if (form != null) {
        return form;
      }
    }
    return new CallForms(this, symbols).apply(call, plain);
  }

  /** The writer of netlink messages; made when the first is written. */
  Netlink netlink() {
    if (netlink == null) {
      netlink = new Netlink(symbols, structs, options);
    }
    return netlink;
  }

  /** The writer of strings. */
  Strings strings() {
    return strings;
  }

  /**
   * The writer of a parameter. Where its condition does not hold, a word is left out and a pointer
   * is written as an address.
   */
  ArgumentText of(int index, Parameter parameter) {
    ArgumentText text =
        parameter.type() instanceof Type.Strings && parameter.name().equals("envp")
            ? environment(index)
            : of(index, parameter.type());
    Condition condition = parameter.condition();
    return condition == null ? text : conditional(index, parameter.type(), condition, text);
  }

  private static ArgumentText conditional(
      int index, Type type, Condition condition, ArgumentText text) {
    boolean word = type instanceof Type.Word || type instanceof Type.Named;
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        if (holds(call)) {
          text.print(call, out);
        } else {
          Digits.address(out, call.argument(index));
        }
      }

      private boolean holds(CallView call) {
        return condition.holds(call.argument(condition.argument()));
      }

      @Override
      public boolean isPresent(CallView call) {
        return !word || holds(call);
      }

      @Override
      public boolean isAtExit() {
        return text.isAtExit();
      }
    };
  }

  private ArgumentText environment(int index) {
    return options.verbose()
        ? (call, out) -> strings.vector(call, index, out)
        : (call, out) -> strings.vectorSize(call, index, out);
  }

  /** The writer of a type. */
  ArgumentText of(int index, Type type) {
    if (type instanceof Type.Word word) {
      Scalar scalar = word.scalar();
      if (scalar == Scalar.VOID || scalar == Scalar.HIGH) {
        return ABSENT;
      }
      if (scalar == Scalar.LOW || scalar == Scalar.LOW_LAST) {
        return halves(index, scalar == Scalar.LOW ? index + 1 : index - 1);
      }
    }
    if (options.descriptors() && type instanceof Type.Word word) {
      if (word.scalar() == Scalar.FD) {
        return (call, out) -> DescriptorText.argument(call, call.argument(index), out);
      }
      if (word.scalar() == Scalar.DIRFD) {
        return (call, out) -> DescriptorText.directory(call, call.argument(index), out);
      }
    }
    if (type instanceof Type.Word || type instanceof Type.Named) {
      WordText text = Words.of(type, abi, options.names());
      return (call, out) -> text.print(call.argument(index), out);
    }
    if (type instanceof Type.Path) {
      return text(index, Integer.MAX_VALUE);
    }
    if (type instanceof Type.Text) {
      return text(index, options.stringLimit());
    }
    if (type instanceof Type.Bytes bytes) {
      return strings.buffer(index, bytes.direction(), bytes.length(), options.hexStrings());
    }
    if (type instanceof Type.Opaque opaque) {
      return strings.buffer(index, opaque.direction(), opaque.length(), options.hexStrings());
    }
    if (type instanceof Type.Pointer pointer) {
      return pointer(index, pointer);
    }
    return compound(index, type);
  }

  /** A number of which, where words have 32 bits, another argument is the high half. */
  private ArgumentText halves(int low, int high) {
    return abi == Abi.I386
        ? (call, out) -> out.append(call.argument(high) << 32 | call.argument(low) & 0xffff_ffffL)
        : (call, out) -> out.append(call.argument(low));
  }

  private ArgumentText compound(int index, Type type) {
    if (type instanceof Type.Strings) {
      return (call, out) -> strings.vector(call, index, out);
    }
    if (type instanceof Type.Stack stack) {
      return stack(index, stack);
    }
    if (type instanceof Type.Sized sized) {
      return sized(index, sized);
    }
    if (type instanceof Type.Pointers pointers) {
      return new PointersText(
          index,
          pointers,
          structs.of(pointers.element()),
          StructLayout.size(pointers.element(), abi),
          options);
    }
    if (type instanceof Type.Answered answered) {
      return answered(index, answered);
    }
    if (type instanceof Type.Iovec iovec) {
      return messages.iovec(index, iovec);
    }
    if (type instanceof Type.Message message) {
      return messages.message(index, message.direction());
    }
    if (type instanceof Type.Messages array) {
      return messages.messages(index, array);
    }
    if (type instanceof Type.Address address) {
      return address(index, address);
    }
    if (type instanceof Type.Selected selected) {
      return selected(index, selected);
    }
    return (call, out) -> Digits.hex(out, call.argument(index));
  }

  /** What the program asks; what the kernel answers, where the question could be read. */
  private ArgumentText answered(int index, Type.Answered type) {
    ArgumentText question = of(index, type.question());
    ArgumentText answer = of(index, type.answer());
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        int start = out.length();
        question.print(call, out);
        if (out.length() == start) {
          answer.print(call, out);
          return;
        }
        char first = out.charAt(start);
        boolean known = first == '{' || first == '[' || first == '"';
        if (known && (type.always() || call.succeeded())) {
          int end = out.length();
          answer.print(call, out.append(" => "));
          // What has nothing to tell leaves the arrow out.
          out.setLength(out.charAt(out.length() - 1) == ' ' ? end : out.length());
        }
      }
    };
  }

  /** One that strace writes its own way is as long as it is known. */
  private ArgumentText sized(int index, Type.Sized sized) {
    for (Forms each : forms) {
      MemoryText form = each.struct(sized.struct());
      if (form != null) {
        int least = sized.least();
        int size = least == 0 ? StructLayout.size(sized.struct(), abi) : least;
        return new PointerText(
            index,
            sized.direction(),
            false,
            form,
            size,
            null,
            PointerText.Frame.NONE,
            false,
            options);
      }
    }
    StructFields fields = structs.fields(sized.struct());
    return sized.padded()
        ? new PaddedText(index, sized, fields, options)
        : new SizedText(index, sized, fields, options);
  }

  private ArgumentText stack(int index, Type.Stack stack) {
    MemoryText element = structs.of(stack.element());
    int size = StructLayout.size(stack.element(), abi);
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        element.print(call, call.data(call.first(index, Capture.ENTRY)), out);
      }

      @Override
      public boolean isPresent(CallView call) {
        int capture = call.first(index, Capture.ENTRY);
        return capture >= 0 && call.length(capture) >= size;
      }
    };
  }

  private ArgumentText text(int index, int limit) {
    return (call, out) -> strings.text(call, index, call.argument(index), limit, out);
  }

  private ArgumentText pointer(int index, Type.Pointer pointer) {
    Type element = pointer.element();
    boolean plain =
        element instanceof Type.Named
            || element instanceof Type.Word word && word.scalar().form() != Scalar.Form.SIGSET;
    PointerText.Frame frame =
        !plain
            ? PointerText.Frame.NONE
            : pointer.direction() == Direction.INOUT
                ? PointerText.Frame.BOTH_VALUES
                : PointerText.Frame.BRACKETS;
    return new PointerText(
        index,
        pointer.direction(),
        pointer.always(),
        structs.of(element),
        StructLayout.size(element, abi),
        pointer.count(),
        frame,
        pointer.direction() == Direction.INOUT
            && element instanceof Type.Struct struct
            && struct.isAnswered(),
        options);
  }

  private ArgumentText address(int index, Type.Address address) {
    boolean exit = address.direction() == Direction.OUT;
    Length length = address.length();
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        long at = call.argument(index);
        if (exit && !call.succeeded()) {
          Digits.address(out, at);
        } else {
          int phase = exit ? Capture.EXIT : Capture.ENTRY;
          messages.address(call, index, phase, at, Lengths.of(length, call), out);
        }
      }

      @Override
      public boolean isAtExit() {
        return exit;
      }
    };
  }

  private ArgumentText selected(int index, Type.Selected selected) {
    long[] values =
        selected.cases().keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    ArgumentText[] texts = new ArgumentText[values.length];
    for (Map.Entry<Long, Type> each : selected.cases().entrySet()) {
      texts[Arrays.binarySearch(values, each.getKey())] = of(index, each.getValue());
    }
    ArgumentText otherwise = of(index, selected.otherwise());
    return new ArgumentText() {
      private ArgumentText choose(CallView call) {
        long value = call.argument(selected.selector()) & selected.mask();
        int found = Arrays.binarySearch(values, value);
        return found < 0 ? otherwise : texts[found];
      }

      @Override
      public void print(CallView call, StringBuilder out) {
        choose(call).print(call, out);
      }

      @Override
      public boolean isPresent(CallView call) {
        return choose(call).isPresent(call);
      }

      @Override
      public boolean isAtExit() {
        return Arrays.stream(texts).anyMatch(ArgumentText::isAtExit);
      }

      @Override
      public boolean isAtExit(CallView call) {
        return choose(call).isAtExit(call);
      }
    };
  }
}

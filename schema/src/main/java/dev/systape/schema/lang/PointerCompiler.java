package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;
import java.util.Set;

/** Compiles one pointer, an argument or a field of a captured struct, to operations. */
final class PointerCompiler {
  /** {@code IOV_MAX} of limits.h. */
  static final int IOV_MAX = 1024;

  private static final int PATH_MAX = 4096;
  private static final int SOCKADDR_MAX = 128;
  static final int ARRAY_MAX = 64 << 10;

  private static final int SIZED_MAX = 4096;
  private static final int ELEMENTS_MAX = 1024;
  private static final int STRINGS_MAX = 4096;
  static final int NO_CAP = -1;

  /** {@code _IOC_WRITE} and {@code _IOC_READ} of asm-generic/ioctl.h, where they stand. */
  private static final long IOC_WRITE = 0x4000_0000L;

  private static final long IOC_READ = 0x8000_0000L;

  private final Abi abi;
  private final int width;

  PointerCompiler(Abi abi) {
    this.abi = abi;
    width = abi.pointerWidth();
  }

  /** Whether a type is a pointer to one value, which a length of another may be read from. */
  static boolean isSingle(Type type) {
    return type instanceof Type.Pointer pointer && pointer.count() == null;
  }

  /**
   * The operations for the word at a position.
   *
   * @param argument that captures are reported for
   */
  Block operations(Words words, int position, int argument, Type type) {
    Block out = new Block();
    if (type instanceof Type.Path || type instanceof Type.Text) {
      Draft text = draft(CaptureOp.STR, CaptureOp.PHASE_ENTRY, argument, Capture.TEXT);
      text.builder().cap(PATH_MAX);
      out.add(words.base(text, position));
    } else if (type instanceof Type.Bytes bytes) {
      int cap = bytes.whole() ? PATH_MAX : NO_CAP;
      int flags = bytes.whole() ? 0 : CaptureOp.FLAG_DATA;
      if (bytes.framed()) {
        new MessageCompiler(this, argument).framed(out, words, position, bytes);
      } else {
        copies(out, words, position, argument, bytes.direction(), bytes.length(), cap, flags);
      }
    } else if (type instanceof Type.Opaque opaque) {
      copies(out, words, position, argument, opaque.direction(), opaque.length(), ARRAY_MAX, 0);
    } else if (type instanceof Type.Address address) {
      copies(
          out, words, position, argument, address.direction(), address.length(), SOCKADDR_MAX, 0);
    } else if (type instanceof Type.Pointer pointer) {
      array(out, words, position, argument, pointer);
    } else if (type instanceof Type.Stack stack) {
      out.add(stack(argument, stack));
    } else if (type instanceof Type.Sized sized) {
      sized(out, words, position, argument, sized);
    } else if (type instanceof Type.Answered answered) {
      out.add(operations(words, position, argument, answered.question()));
      out.add(operations(words, position, argument, answered.answer()));
    } else if (type instanceof Type.Pointers each) {
      pointers(out, words, position, argument, each);
    } else if (type instanceof Type.Strings) {
      strings(out, words, position, argument);
    } else if (type instanceof Type.Iovec iovec) {
      Draft array =
          copy(words, position, argument, CaptureOp.PHASE_ENTRY, iovec.count(), 2 * width);
      array.builder().cap(IOV_MAX * 2 * width);
      out.add(array);
      out.add(iovecData(argument, iovec.direction(), array));
    } else if (type instanceof Type.Message message) {
      new MessageCompiler(this, argument).message(out, words, position, message.direction());
    } else if (type instanceof Type.Messages messages) {
      new MessageCompiler(this, argument).messages(out, words, position, messages);
    } else if (type instanceof Type.IocData data) {
      iocData(out, words, position, argument, data.command());
    } else if (type instanceof Type.Selected) {
      throw new IllegalArgumentException("a choice within a choice or a struct");
    }
    return out;
  }

  private void copies(
      Block out,
      Words words,
      int position,
      int argument,
      Direction direction,
      Length length,
      int cap,
      int flags) {
    if (direction.readsAtEntry()) {
      Draft draft = copy(words, position, argument, CaptureOp.PHASE_ENTRY, length, 1);
      draft.builder().cap(cap).flags(flags);
      out.add(draft);
    }
    if (direction.readsAtExit()) {
      Draft draft = copy(words, position, argument, CaptureOp.PHASE_EXIT, length, 1);
      draft.builder().cap(cap).flags(flags);
      out.add(draft);
    }
  }

  private void array(Block out, Words words, int position, int argument, Type.Pointer pointer) {
    int size = StructLayout.size(pointer.element(), abi);
    Length count = pointer.count() == null ? new Length.Constant(1) : pointer.count();
    Draft first = null;
    if (pointer.direction().readsAtEntry()) {
      first = copy(words, position, argument, CaptureOp.PHASE_ENTRY, count, size);
      first.builder().cap(ARRAY_MAX);
      out.add(first);
      words.captures(position, first);
    }
    if (pointer.direction().readsAtExit()) {
      Draft after = copy(words, position, argument, CaptureOp.PHASE_EXIT, count, size);
      after.builder().cap(ARRAY_MAX).flags(pointer.always() ? CaptureOp.FLAG_ON_FAILURE : 0);
      out.add(after);
      words.captures(position, after);
      first = first == null ? after : first;
    }
    if (pointer.element() instanceof Type.Struct struct && hasPointers(struct)) {
      members(out, argument, first, struct, pointer.count() != null);
    }
    if (pointer.element() instanceof Type.Struct struct && pointer.count() == null) {
      trailing(out, words, position, argument, struct);
    }
  }

  /** What follows a struct in memory, of which a field of the struct says how much there is. */
  private void trailing(Block out, Words words, int position, int argument, Type.Struct struct) {
    int last = struct.fields().size() - 1;
    if (!(struct.fields().get(last).type() instanceof Type.Trailing trailing)) {
      return;
    }
    if (!(words instanceof Words.Arguments)) {
      throw new IllegalArgumentException("trailing elements behind a pointer in a struct");
    }
    for (boolean exit : new boolean[] {false, true}) {
      Draft captured = words.captured(position, exit);
      if (captured != null) {
        Words fields = new Words.Fields(struct, captured, 0, abi);
        int phase = exit ? CaptureOp.PHASE_EXIT : CaptureOp.PHASE_ENTRY;
        Draft draft = draft(CaptureOp.COPY, phase, argument, Capture.BYTES);
        draft
            .builder()
            .base(CaptureOp.BASE_ARGUMENT_OFFSET, position)
            .offset(StructLayout.offset(struct, last, abi))
            .factor(StructLayout.size(trailing.element(), abi))
            .cap(ARRAY_MAX);
        term(fields, draft, CaptureOp.TERM_A, trailing.count());
        out.add(draft);
      }
    }
  }

  private Draft stack(int argument, Type.Stack stack) {
    Draft draft = draft(CaptureOp.COPY, CaptureOp.PHASE_ENTRY, argument, Capture.BYTES);
    draft
        .builder()
        .base(CaptureOp.BASE_ARGUMENT_OFFSET, CaptureOp.STACK_POINTER)
        .offset(stack.offset())
        .factor(StructLayout.size(stack.element(), abi))
        .term(CaptureOp.TERM_A, CaptureOp.TERM_CONSTANT, 0, Long.BYTES, CaptureOp.SCALE_NONE, 1);
    return draft;
  }

  private void sized(Block out, Words words, int position, int argument, Type.Sized sized) {
    Draft first = null;
    for (int phase : new int[] {CaptureOp.PHASE_ENTRY, CaptureOp.PHASE_EXIT}) {
      boolean exit = phase == CaptureOp.PHASE_EXIT;
      if (exit ? sized.direction().readsAtExit() : sized.direction().readsAtEntry()) {
        Draft draft = copy(words, position, argument, phase, sized.size(), 1);
        draft.builder().cap(SIZED_MAX);
        out.add(draft);
        first = first == null ? draft : first;
      }
    }
    if (hasPointers(sized.struct())) {
      members(out, argument, first, sized.struct(), false);
    }
  }

  private void pointers(Block out, Words words, int position, int argument, Type.Pointers type) {
    Draft vector = copy(words, position, argument, CaptureOp.PHASE_ENTRY, type.count(), width);
    vector.builder().cap(ARRAY_MAX);
    out.add(vector);
    int size = StructLayout.size(type.element(), abi);
    Block body = new Block();
    Draft first = null;
    for (int phase : new int[] {CaptureOp.PHASE_ENTRY, CaptureOp.PHASE_EXIT}) {
      boolean exit = phase == CaptureOp.PHASE_EXIT;
      if (exit ? type.direction().readsAtExit() : type.direction().readsAtEntry()) {
        Draft element = draft(CaptureOp.COPY, phase, argument, Capture.BYTES);
        element
            .builder()
            .base(CaptureOp.BASE_ELEMENT, 0)
            .factor(size)
            .term(
                CaptureOp.TERM_A, CaptureOp.TERM_CONSTANT, 0, Long.BYTES, CaptureOp.SCALE_NONE, 1);
        body.add(element);
        first = first == null ? element : first;
      }
    }
    if (type.element() instanceof Type.Struct struct && hasPointers(struct)) {
      members(body, argument, first, struct, false);
    }
    out.addEach(body, vector, argument, Capture.BYTES, width, ELEMENTS_MAX);
  }

  /** What the fields of a captured struct, or of each of an array of them, point to. */
  private void members(Block out, int argument, Draft captured, Type.Struct struct, boolean many) {
    Block body = new Block();
    fields(body, argument, many ? null : captured, struct, 0);
    if (many) {
      int stride = StructLayout.size(struct, abi);
      out.addEach(body, captured, argument, Capture.BYTES, stride, ELEMENTS_MAX);
    } else {
      out.add(body);
    }
  }

  private void fields(Block out, int argument, Draft captured, Type.Struct struct, int start) {
    Words words = new Words.Fields(struct, captured, start, abi);
    for (boolean single : new boolean[] {true, false}) {
      for (int i = 0; i < struct.fields().size(); i++) {
        Type type = struct.fields().get(i).type();
        int offset = start + StructLayout.offset(struct, i, abi);
        Block part = new Block();
        if (type instanceof Type.Struct inner && single) {
          fields(part, argument, captured, inner, offset);
        } else if (type instanceof Type.Selected union && single) {
          union(part, words, argument, captured, union, i, offset);
        } else if (single == isSingle(type) && !isInPlace(type)) {
          part.add(operations(words, i, argument, type));
        }
        Condition condition = struct.fields().get(i).condition();
        if (condition == null) {
          out.add(part);
        } else {
          out.addGuarded(part, words, condition);
        }
      }
    }
  }

  /** What the cases of a union in a struct point to, each where its value selects it. */
  private void union(
      Block out,
      Words words,
      int argument,
      Draft captured,
      Type.Selected union,
      int position,
      int offset) {
    union
        .cases()
        .forEach(
            (value, type) -> {
              if (hasPointer(type)) {
                Block part = new Block();
                if (type instanceof Type.Struct inner) {
                  fields(part, argument, captured, inner, offset);
                } else {
                  part.add(operations(words, position, argument, type));
                }
                out.addGuarded(part, words, new Condition(union.selector(), union.mask(), value));
              }
            });
    if (!hasPointer(union.otherwise())) {
      return;
    }
    if (union.otherwise() instanceof Type.Struct || !union.cases().keySet().equals(Set.of(0L))) {
      throw new IllegalArgumentException("a union's pointer has to have a value that selects it");
    }
    // Beside 0 alone, what selects the other is any bit.
    Block part = new Block();
    part.add(operations(words, position, argument, union.otherwise()));
    out.addGuarded(part, words, new Condition(union.selector(), union.mask(), null));
  }

  private static boolean isInPlace(Type type) {
    return type instanceof Type.Struct
        || type instanceof Type.Selected
        || type instanceof Type.Trailing;
  }

  private static boolean hasPointers(Type.Struct struct) {
    return struct.fields().stream().map(Type.Field::type).anyMatch(PointerCompiler::hasPointer);
  }

  private static boolean hasPointer(Type type) {
    if (type instanceof Type.Struct inner) {
      return hasPointers(inner);
    }
    if (type instanceof Type.Selected union) {
      return hasPointer(union.otherwise())
          || union.cases().values().stream().anyMatch(PointerCompiler::hasPointer);
    }
    return !(type instanceof Type.Word
        || type instanceof Type.Named
        || type instanceof Type.Chars
        || type instanceof Type.Quoted
        || type instanceof Type.Counted
        || type instanceof Type.Repeated
        || type instanceof Type.Trailing
        || type instanceof Type.Same);
  }

  private void strings(Block out, Words words, int position, int argument) {
    Draft vector = draft(CaptureOp.PTRVEC, CaptureOp.PHASE_ENTRY, argument, Capture.POINTERS);
    vector.builder().stride(width).limit(STRINGS_MAX);
    out.add(words.base(vector, position));
    Draft text = draft(CaptureOp.STR, CaptureOp.PHASE_ENTRY, argument, Capture.TEXT);
    text.builder().base(CaptureOp.BASE_ELEMENT, 0).flags(CaptureOp.FLAG_DATA);
    Block body = new Block();
    body.add(text);
    out.addEach(body, vector, argument, Capture.TEXT, width, STRINGS_MAX);
  }

  /** The data of the iovecs that an operation captured; what is read is as much as the result. */
  Draft iovecData(int argument, Direction direction, Draft array) {
    boolean read = direction != Direction.IN;
    int phase = read ? CaptureOp.PHASE_EXIT : CaptureOp.PHASE_ENTRY;
    Draft data = draft(CaptureOp.IOVEC, phase, argument, Capture.IOVEC_DATA);
    data.builder().stride(2 * width).limit(IOV_MAX).flags(CaptureOp.FLAG_DATA);
    if (read) {
      data.builder()
          .term(CaptureOp.TERM_A, CaptureOp.TERM_RESULT, 0, Long.BYTES, CaptureOp.SCALE_NONE, 0);
    }
    return data.baseCaptured(array, 0);
  }

  private void iocData(Block out, Words words, int position, int argument, int command) {
    Length size = new Length.IocSize(command);
    Block part = new Block();
    copies(part, words, position, argument, Direction.IN, size, NO_CAP, 0);
    out.addGuarded(part, words, new Condition(command, IOC_WRITE, null));
    part = new Block();
    copies(part, words, position, argument, Direction.OUT, size, NO_CAP, 0);
    out.addGuarded(part, words, new Condition(command, IOC_READ, null));
  }

  /** Copies elements of a size from where the word at a position points to. */
  Draft copy(Words words, int position, int argument, int phase, Length length, int size) {
    Draft draft = draft(CaptureOp.COPY, phase, argument, Capture.BYTES);
    draft.builder().factor(size);
    words.base(draft, position);
    if (length instanceof Length.Min min) {
      term(words, draft, CaptureOp.TERM_A, min.a());
      term(words, draft, CaptureOp.TERM_B, min.b());
    } else {
      term(words, draft, CaptureOp.TERM_A, length);
    }
    return draft;
  }

  private static void term(Words words, Draft draft, int term, Length length) {
    OpBuilder op = draft.builder();
    if (length instanceof Length.Constant constant) {
      int value = Math.toIntExact(constant.value());
      op.term(term, CaptureOp.TERM_CONSTANT, 0, Long.BYTES, CaptureOp.SCALE_NONE, value);
    } else if (length instanceof Length.Argument argument) {
      words.term(draft, term, argument.index(), CaptureOp.SCALE_NONE);
    } else if (length instanceof Length.OfCall argument) {
      int width = draft.builder().pointerWidth();
      op.term(term, CaptureOp.TERM_ARGUMENT, argument.index(), width, CaptureOp.SCALE_NONE, 0);
    } else if (length instanceof Length.Result) {
      op.term(term, CaptureOp.TERM_RESULT, 0, Long.BYTES, CaptureOp.SCALE_NONE, 0);
    } else if (length instanceof Length.IocSize size) {
      op.term(term, CaptureOp.TERM_IOC_SIZE, size.index(), 4, CaptureOp.SCALE_NONE, 0);
    } else if (length instanceof Length.Bits bits
        && bits.count() instanceof Length.Argument argument) {
      boolean narrow = op.pointerWidth() == Integer.BYTES;
      int scale = narrow ? CaptureOp.SCALE_BITS32 : CaptureOp.SCALE_BITS;
      words.term(draft, term, argument.index(), scale);
    } else if (length instanceof Length.Pointee pointee) {
      Draft word = words.captured(pointee.index(), pointee.atExit());
      if (word == null) {
        throw new IllegalArgumentException(
            "a length is read behind a pointer to which nothing single is "
                + (pointee.atExit() ? "written" : "passed"));
      }
      draft.termCaptured(term, word, 4, CaptureOp.SCALE_NONE, 0);
    } else {
      throw new IllegalArgumentException("has a length that no operation can hold");
    }
  }

  /** An operation that reads the program's memory. */
  Draft draft(int opcode, int phase, int argument, int kind) {
    Draft draft = Draft.of(opcode, phase);
    draft.builder().reports(argument, kind).pointerWidth(width);
    return draft;
  }

  /** Bytes of a pointer. */
  int width() {
    return width;
  }

  /** Bytes of a socket address that are kept. */
  static int sockaddrMax() {
    return SOCKADDR_MAX;
  }
}

package dev.systape.schema.lang;

import static dev.systape.schema.plan.CaptureOp.*;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles the arguments of one call on one ABI, with one choice for each multiplexed argument, to
 * the operations that capture what they point to.
 */
final class PlanCompiler {
  private static final int PATH_MAX = 4096;
  private static final int SOCKADDR_MAX = 128;
  private static final int OPAQUE_MAX = 32 << 10;
  private static final int ARRAY_MAX = 64 << 10;
  private static final int IOV_MAX = 1024;
  private static final int MESSAGES_MAX = 64;
  private static final int STRINGS_MAX = 4096;
  private static final int CONTROL_MAX = 4096;
  private static final long IOC_WRITE = 0x4000_0000L;
  private static final long IOC_READ = 0x8000_0000L;

  private final CallDef call;
  private final Abi abi;
  private final int pointer;
  private final List<Draft> entry = new ArrayList<>();
  private final List<Draft> exit = new ArrayList<>();
  private final Map<Integer, Draft> words = new HashMap<>();

  PlanCompiler(CallDef call, Abi abi) {
    this.call = call;
    this.abi = abi;
    pointer = abi.pointerWidth();
  }

  /** The operations, given the types of the arguments, in which nothing is multiplexed any more. */
  List<byte[]> compile(List<Type> types) {
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) instanceof Type.Pointer p && p.count() == null) {
        parameter(i, types.get(i));
      }
    }
    for (int i = 0; i < types.size(); i++) {
      if (!(types.get(i) instanceof Type.Pointer p && p.count() == null)) {
        parameter(i, types.get(i));
      }
    }
    List<Draft> plan = new ArrayList<>(entry);
    plan.addAll(exit);
    return plan.stream().map(draft -> draft.build(plan)).toList();
  }

  private void parameter(int index, Type type) {
    int entryStart = entry.size();
    int exitStart = exit.size();
    operations(index, type);
    Condition condition = call.parameters().get(index).condition();
    if (condition != null) {
      guard(
          entry,
          entryStart,
          PHASE_ENTRY,
          condition.argument(),
          condition.mask(),
          condition.value());
      guard(exit, exitStart, PHASE_EXIT, condition.argument(), condition.mask(), condition.value());
    }
  }

  private static void guard(
      List<Draft> list, int from, int phase, int argument, long mask, Long value) {
    int span = list.size() - from;
    if (span > 0) {
      Draft skip = Draft.of(SKIP_UNLESS, phase);
      skip.builder().term(TERM_A, TERM_ARGUMENT, argument, 8, SCALE_NONE, 0).span(span);
      skip.builder().condition(mask, value == null ? NE : EQ, value == null ? 0 : value);
      list.add(from, skip);
    }
  }

  private void operations(int index, Type type) {
    if (type instanceof Type.Path) {
      add(string(index, PHASE_ENTRY, 0));
    } else if (type instanceof Type.Text) {
      add(string(index, PHASE_ENTRY, 0));
    } else if (type instanceof Type.Bytes bytes) {
      copies(index, bytes.direction(), bytes.length(), 1, -1, FLAG_DATA);
    } else if (type instanceof Type.Opaque opaque) {
      copies(index, opaque.direction(), opaque.length(), 1, OPAQUE_MAX, 0);
    } else if (type instanceof Type.Address address) {
      copies(index, address.direction(), address.length(), 1, SOCKADDR_MAX, 0);
    } else if (type instanceof Type.Pointer p) {
      pointer(index, p);
    } else if (type instanceof Type.Strings) {
      strings(index);
    } else if (type instanceof Type.Iovec iovec) {
      Draft array = copy(index, PHASE_ENTRY, iovec.count(), 2 * pointer, IOV_MAX * 2 * pointer, 0);
      add(array);
      iovecData(index, iovec.direction(), array);
    } else if (type instanceof Type.Message message) {
      message(index, message.direction());
    } else if (type instanceof Type.Messages messages) {
      messages(index, messages);
    } else if (type instanceof Type.IocData data) {
      iocData(index, data.command());
    }
  }

  private Draft string(int index, int phase, int flags) {
    Draft draft = Draft.of(STR, phase);
    builder(draft, index, Capture.TEXT).base(BASE_ARGUMENT, index).cap(PATH_MAX).flags(flags);
    return draft;
  }

  private void copies(int index, Direction direction, Length length, int size, int cap, int flags) {
    if (direction.readsAtEntry()) {
      add(copy(index, PHASE_ENTRY, length, size, cap, flags));
    }
    if (direction.readsAtExit()) {
      add(copy(index, PHASE_EXIT, length, size, cap, flags));
    }
  }

  private Draft copy(int index, int phase, Length length, int size, int cap, int flags) {
    Draft draft = Draft.of(COPY, phase);
    builder(draft, index, Capture.BYTES)
        .base(BASE_ARGUMENT, index)
        .cap(cap)
        .flags(flags)
        .factor(size);
    if (length instanceof Length.Min min) {
      term(draft, TERM_A, min.a());
      term(draft, TERM_B, min.b());
    } else {
      term(draft, TERM_A, length);
    }
    return draft;
  }

  private void pointer(int index, Type.Pointer p) {
    int size = StructLayout.size(p.element(), abi);
    Length count = p.count() == null ? new Length.Constant(1) : p.count();
    int flags = p.always() ? FLAG_ON_FAILURE : 0;
    if (p.direction().readsAtEntry()) {
      Draft draft = copy(index, PHASE_ENTRY, count, size, ARRAY_MAX, 0);
      add(draft);
      words.put(index, draft);
    }
    if (p.direction().readsAtExit()) {
      Draft draft = copy(index, PHASE_EXIT, count, size, ARRAY_MAX, flags);
      add(draft);
      words.put(index + call.parameters().size(), draft);
    }
  }

  private void strings(int index) {
    Draft vector = Draft.of(PTRVEC, PHASE_ENTRY);
    builder(vector, index, Capture.POINTERS)
        .base(BASE_ARGUMENT, index)
        .stride(pointer)
        .limit(STRINGS_MAX);
    Draft each = Draft.of(EACH, PHASE_ENTRY).baseCaptured(vector, 0);
    builder(each, index, Capture.TEXT).stride(pointer).limit(STRINGS_MAX).span(1);
    Draft text = Draft.of(STR, PHASE_ENTRY);
    builder(text, index, Capture.TEXT).base(BASE_ELEMENT, 0).flags(FLAG_DATA);
    add(vector);
    add(each);
    add(text);
  }

  private void iovecData(int index, Direction direction, Draft array) {
    int phase = direction == Direction.IN ? PHASE_ENTRY : PHASE_EXIT;
    Draft data = Draft.of(IOVEC, phase).baseCaptured(array, 0);
    builder(data, index, Capture.IOVEC_DATA).stride(2 * pointer).limit(IOV_MAX).flags(FLAG_DATA);
    if (phase == PHASE_EXIT) {
      data.builder().term(TERM_A, TERM_RESULT, 0, 8, SCALE_NONE, 0);
    }
    add(data);
  }

  /**
   * struct msghdr: pointers and lengths lie at multiples of a pointer's width, msg_namelen being
   * padded to one.
   */
  private void message(int index, Direction direction) {
    Draft header = copy(index, PHASE_ENTRY, new Length.Constant(7L * pointer), 1, -1, 0);
    add(header);
    Draft iov = fromHeader(index, PHASE_ENTRY, header, 2, IOV_MAX * 2 * pointer);
    iov.builder().factor(2 * pointer);
    iov.termCaptured(TERM_A, header, pointer, 3 * pointer);
    add(iov);
    if (direction == Direction.IN) {
      Draft name = fromHeader(index, PHASE_ENTRY, header, 0, SOCKADDR_MAX);
      add(name.termCaptured(TERM_A, header, 4, pointer));
      Draft control = fromHeader(index, PHASE_ENTRY, header, 4, CONTROL_MAX);
      add(control.termCaptured(TERM_A, header, pointer, 5 * pointer));
    } else {
      Draft after = copy(index, PHASE_EXIT, new Length.Constant(7L * pointer), 1, -1, 0);
      add(after);
      Draft name = fromHeader(index, PHASE_EXIT, after, 0, SOCKADDR_MAX);
      add(name.termCaptured(TERM_A, header, 4, pointer).termCaptured(TERM_B, after, 4, pointer));
      Draft control = fromHeader(index, PHASE_EXIT, after, 4, CONTROL_MAX);
      add(control.termCaptured(TERM_A, after, pointer, 5 * pointer));
    }
    iovecData(index, direction, iov);
  }

  private Draft fromHeader(int index, int phase, Draft header, int word, int cap) {
    Draft draft = Draft.of(COPY, phase).baseCaptured(header, word * pointer);
    builder(draft, index, Capture.BYTES).cap(cap);
    return draft;
  }

  /** struct mmsghdr: a msghdr and msg_len, padded to a pointer's width. */
  private void messages(int index, Type.Messages messages) {
    int stride = 8 * pointer;
    int phase = messages.direction() == Direction.IN ? PHASE_ENTRY : PHASE_EXIT;
    Draft array = copy(index, PHASE_ENTRY, messages.count(), stride, MESSAGES_MAX * stride, 0);
    add(array);
    if (phase == PHASE_EXIT) {
      array = copy(index, PHASE_EXIT, new Length.Result(), stride, MESSAGES_MAX * stride, 0);
      add(array);
    }
    Draft each = Draft.of(EACH, phase).baseCaptured(array, 0);
    builder(each, index, Capture.BYTES).stride(stride).limit(MESSAGES_MAX).span(4);
    Draft name = fromElement(index, phase, 0, SOCKADDR_MAX, 4, pointer);
    Draft iov = fromElement(index, phase, 2, IOV_MAX * 2 * pointer, pointer, 3 * pointer);
    iov.builder().factor(2 * pointer);
    Draft control = fromElement(index, phase, 4, CONTROL_MAX, pointer, 5 * pointer);
    Draft data = Draft.of(IOVEC, phase).baseCaptured(iov, 0);
    builder(data, index, Capture.IOVEC_DATA).stride(2 * pointer).limit(IOV_MAX).flags(FLAG_DATA);
    if (phase == PHASE_EXIT) {
      data.builder().term(TERM_A, TERM_ELEMENT, 0, 4, SCALE_NONE, 7 * pointer);
    }
    for (Draft draft : List.of(each, name, iov, control, data)) {
      add(draft);
    }
  }

  private Draft fromElement(
      int index, int phase, int word, int cap, int lengthWidth, int lengthOffset) {
    Draft draft = Draft.of(COPY, phase);
    builder(draft, index, Capture.BYTES).base(BASE_ELEMENT, 0).offset(word * pointer).cap(cap);
    draft.builder().term(TERM_A, TERM_ELEMENT, 0, lengthWidth, SCALE_NONE, lengthOffset);
    return draft;
  }

  private void iocData(int index, int command) {
    Length size = new Length.IocSize(command);
    int entryStart = entry.size();
    add(copy(index, PHASE_ENTRY, size, 1, -1, 0));
    guard(entry, entryStart, PHASE_ENTRY, command, IOC_WRITE, null);
    int exitStart = exit.size();
    add(copy(index, PHASE_EXIT, size, 1, -1, 0));
    guard(exit, exitStart, PHASE_EXIT, command, IOC_READ, null);
  }

  private void term(Draft draft, int term, Length length) {
    OpBuilder op = draft.builder();
    if (length instanceof Length.Constant constant) {
      op.term(term, TERM_CONSTANT, 0, 8, SCALE_NONE, (int) constant.value());
    } else if (length instanceof Length.Argument argument) {
      op.term(term, TERM_ARGUMENT, argument.index(), width(argument.index()), SCALE_NONE, 0);
    } else if (length instanceof Length.Result) {
      op.term(term, TERM_RESULT, 0, 8, SCALE_NONE, 0);
    } else if (length instanceof Length.IocSize size) {
      op.term(term, TERM_IOC_SIZE, size.index(), 4, SCALE_NONE, 0);
    } else if (length instanceof Length.Bits bits
        && bits.count() instanceof Length.Argument argument) {
      op.term(term, TERM_ARGUMENT, argument.index(), width(argument.index()), SCALE_BITS, 0);
    } else if (length instanceof Length.Pointee pointee) {
      Draft word = words.get(pointee.index() + (pointee.atExit() ? call.parameters().size() : 0));
      if (word == null) {
        throw new IllegalArgumentException(
            call.name()
                + ": a length is read from '"
                + call.parameters().get(pointee.index()).name()
                + "', which is no pointer that is read then");
      }
      draft.termCaptured(term, word, 4, 0);
    } else {
      throw new IllegalArgumentException(
          call.name() + ": a length that the capture plan cannot hold: " + length);
    }
  }

  private int width(int argument) {
    Type type = call.parameters().get(argument).type();
    return type instanceof Type.Word ? StructLayout.size(type, abi) : pointer;
  }

  private OpBuilder builder(Draft draft, int index, int kind) {
    return draft.builder().reports(index, kind).pointerWidth(pointer);
  }

  private void add(Draft draft) {
    (draft.phase == PHASE_ENTRY ? entry : exit).add(draft);
  }

  /** The types of a call's arguments, as described. */
  static List<Type> types(CallDef call) {
    return call.parameters().stream().map(Parameter::type).toList();
  }
}

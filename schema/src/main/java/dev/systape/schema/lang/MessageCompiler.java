package dev.systape.schema.lang;

import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Type;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;

/**
 * Compiles struct msghdr and struct mmsghdr (recv(2), linux/socket.h): pointers to a name, an array
 * of iovecs and control data. All fields lie at multiples of a pointer's width, msg_namelen and
 * msg_flags being padded to one. Netlink messages are structs: the user's string limit is not for
 * them.
 */
final class MessageCompiler {
  private static final int MESSAGES_MAX = 64;
  private static final int CONTROL_MAX = 4096;

  /** What is sent to such an address are netlink messages. */
  private static final int AF_NETLINK = 16;

  /** Bits that are 0 in the first eight bytes of a struct nlmsghdr: of its length and its flags. */
  private static final long NOT_IN_NLMSGHDR = 0xf0c0_0000_ffff_0000L;

  private static final int NAME = 0;
  private static final int NAME_LENGTH = NAME + 1;
  private static final int IOV = NAME_LENGTH + 1;
  private static final int IOV_LENGTH = IOV + 1;
  private static final int CONTROL = IOV_LENGTH + 1;
  private static final int CONTROL_LENGTH = CONTROL + 1;
  private static final int FLAGS = CONTROL_LENGTH + 1;
  private static final int HEADER = FLAGS + 1;
  private static final int RECEIVED = HEADER;
  private static final int ELEMENT = RECEIVED + 1;

  private final PointerCompiler pointers;
  private final int argument;
  private final int width;

  MessageCompiler(PointerCompiler pointers, int argument) {
    this.pointers = pointers;
    this.argument = argument;
    width = pointers.width();
  }

  /** One message. */
  void message(Block out, Words words, int position, Direction direction) {
    Length size = new Length.Constant((long) HEADER * width);
    Draft before = pointers.copy(words, position, argument, CaptureOp.PHASE_ENTRY, size, 1);
    out.add(before);
    Draft iov = behind(before, CaptureOp.PHASE_ENTRY, IOV, PointerCompiler.IOV_MAX * 2 * width);
    iov.builder().factor(2 * width);
    out.add(length(iov, CaptureOp.TERM_A, before, width, IOV_LENGTH));
    Draft name;
    if (direction == Direction.IN) {
      name = behind(before, CaptureOp.PHASE_ENTRY, NAME, PointerCompiler.sockaddrMax());
      out.add(length(name, CaptureOp.TERM_A, before, 4, NAME_LENGTH));
      Draft control = behind(before, CaptureOp.PHASE_ENTRY, CONTROL, CONTROL_MAX);
      out.add(length(control, CaptureOp.TERM_A, before, width, CONTROL_LENGTH));
    } else {
      Draft after = pointers.copy(words, position, argument, CaptureOp.PHASE_EXIT, size, 1);
      out.add(after);
      name = behind(after, CaptureOp.PHASE_EXIT, NAME, PointerCompiler.sockaddrMax());
      length(name, CaptureOp.TERM_A, before, 4, NAME_LENGTH);
      out.add(length(name, CaptureOp.TERM_B, after, 4, NAME_LENGTH));
      Draft control = behind(after, CaptureOp.PHASE_EXIT, CONTROL, CONTROL_MAX);
      out.add(length(control, CaptureOp.TERM_A, after, width, CONTROL_LENGTH));
    }
    out.add(pointers.iovecData(argument, direction, iov));
    Draft messages = pointers.iovecData(argument, direction, iov);
    messages.builder().flags(0).cap(PointerCompiler.ARRAY_MAX);
    Draft guard = Draft.of(CaptureOp.SKIP_UNLESS, messages.phase);
    guard.termCaptured(CaptureOp.TERM_A, name, Short.BYTES, CaptureOp.SCALE_NONE, 0);
    guard.builder().span(1).condition(-1, CaptureOp.EQ, AF_NETLINK);
    out.add(guard);
    out.add(messages);
  }

  /**
   * Data that may be netlink messages: those that begin like one are captured again, whole. Nothing
   * but the bytes tells: a length of no more than two of them, and no flags that nobody uses.
   */
  void framed(Block out, Words words, int position, Type.Bytes bytes) {
    int phase = bytes.direction() == Direction.IN ? CaptureOp.PHASE_ENTRY : CaptureOp.PHASE_EXIT;
    Draft part = pointers.copy(words, position, argument, phase, bytes.length(), 1);
    part.builder().cap(PointerCompiler.NO_CAP).flags(CaptureOp.FLAG_DATA);
    Draft guard = Draft.of(CaptureOp.SKIP_UNLESS, phase);
    guard.termCaptured(CaptureOp.TERM_A, part, Long.BYTES, CaptureOp.SCALE_NONE, 0);
    guard.builder().span(1).condition(NOT_IN_NLMSGHDR, CaptureOp.EQ, 0);
    Draft whole = pointers.copy(words, position, argument, phase, bytes.length(), 1);
    whole.builder().cap(PointerCompiler.ARRAY_MAX);
    out.add(part);
    out.add(guard);
    out.add(whole);
  }

  private Draft behind(Draft header, int phase, int word, int cap) {
    Draft draft = pointers.draft(CaptureOp.COPY, phase, argument, Capture.BYTES);
    draft.builder().cap(cap);
    return draft.baseCaptured(header, word * width);
  }

  private Draft length(Draft draft, int term, Draft header, int size, int word) {
    return draft.termCaptured(term, header, size, CaptureOp.SCALE_NONE, word * width);
  }

  /** An array of messages; the kernel writes msg_len in as many as the result says. */
  void messages(Block out, Words words, int position, Type.Messages messages) {
    int stride = ELEMENT * width;
    int phase = messages.direction() == Direction.IN ? CaptureOp.PHASE_ENTRY : CaptureOp.PHASE_EXIT;
    Draft array =
        pointers.copy(words, position, argument, CaptureOp.PHASE_ENTRY, messages.count(), stride);
    array.builder().cap(MESSAGES_MAX * stride);
    out.add(array);
    Draft after =
        pointers.copy(words, position, argument, CaptureOp.PHASE_EXIT, new Length.Result(), stride);
    after.builder().cap(MESSAGES_MAX * stride);
    out.add(after);
    array = phase == CaptureOp.PHASE_EXIT ? after : array;
    Block body = new Block();
    body.add(member(phase, NAME, PointerCompiler.sockaddrMax(), 4, NAME_LENGTH));
    Draft iov = member(phase, IOV, PointerCompiler.IOV_MAX * 2 * width, width, IOV_LENGTH);
    iov.builder().factor(2 * width);
    body.add(iov);
    body.add(member(phase, CONTROL, CONTROL_MAX, width, CONTROL_LENGTH));
    Draft data = pointers.iovecData(argument, messages.direction(), iov);
    if (phase == CaptureOp.PHASE_EXIT) {
      term(data, 4, RECEIVED);
    }
    body.add(data);
    out.addEach(body, array, argument, Capture.BYTES, stride, MESSAGES_MAX);
  }

  private Draft member(int phase, int word, int cap, int size, int lengthWord) {
    Draft draft = pointers.draft(CaptureOp.COPY, phase, argument, Capture.BYTES);
    draft.builder().base(CaptureOp.BASE_ELEMENT, 0).offset(word * width).cap(cap);
    term(draft, size, lengthWord);
    return draft;
  }

  private void term(Draft draft, int size, int word) {
    draft
        .builder()
        .term(
            CaptureOp.TERM_A, CaptureOp.TERM_ELEMENT, 0, size, CaptureOp.SCALE_NONE, word * width);
  }
}

package dev.systape.schema.value;

import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.text.CallView;
import dev.systape.schema.text.Lengths;

/** What pointers point to, of arguments and of fields of structs. */
final class PointerValues {
  private static final int IOC_DIRECTION_SHIFT = 30;
  private static final int IOC_SIZE_SHIFT = 16;
  private static final int IOC_SIZE_MASK = 0x3fff;

  private final MemoryValues memory;
  private final MessageValues messages;
  private final NetlinkMessageValues netlink;

  PointerValues(MemoryValues memory) {
    this.memory = memory;
    messages = new MessageValues(memory);
    netlink = new NetlinkMessageValues(memory);
  }

  /**
   * Where a pointer stands.
   *
   * @param argument the argument that it is, or -1
   * @param struct the struct that it is a field of, or null
   * @param start address of that struct's bytes
   * @param length how many of them there are
   */
  record Place(int argument, Type.Struct struct, long start, int length) {
    /** A pointer that nothing else speaks of. */
    static final Place NOWHERE = new Place(-1, null, 0, 0);

    static Place argument(int index) {
      return new Place(index, null, 0, 0);
    }
  }

  /** Whether a type in memory is a pointer. */
  static boolean isPointer(Type type) {
    return !(type instanceof Type.Word
        || type instanceof Type.Named
        || type instanceof Type.Struct
        || type instanceof Type.Chars
        || type instanceof Type.Repeated
        || type instanceof Type.Attributes
        || type instanceof Type.Filling);
  }

  /** Writes the members {@code in} and {@code out} of a pointer that is not NULL. */
  void sides(CallView call, Place place, long address, Type type, ValueSink sink) {
    if (type instanceof Type.Answered answered) {
      side(call, place, address, answered.question(), Capture.ENTRY, sink);
      side(call, place, address, answered.answer(), Capture.EXIT, sink);
      return;
    }
    Direction direction = direction(call, type);
    if (direction != null && direction.readsAtEntry()) {
      side(call, place, address, type, Capture.ENTRY, sink);
    }
    if (direction != null && direction.readsAtExit()) {
      side(call, place, address, type, Capture.EXIT, sink);
    }
  }

  private static Direction direction(CallView call, Type type) {
    if (type instanceof Type.Path path) {
      return path.direction();
    } else if (type instanceof Type.Text text) {
      return text.direction();
    } else if (type instanceof Type.Bytes bytes) {
      return bytes.direction();
    } else if (type instanceof Type.Opaque opaque) {
      return opaque.direction();
    } else if (type instanceof Type.Pointer pointer) {
      return pointer.direction();
    } else if (type instanceof Type.Sized sized) {
      return sized.direction();
    } else if (type instanceof Type.Address address) {
      return address.direction();
    } else if (type instanceof Type.Iovec iovec) {
      return iovec.direction();
    } else if (type instanceof Type.Message message) {
      return message.direction();
    } else if (type instanceof Type.Messages many) {
      return many.direction();
    } else if (type instanceof Type.Strings || type instanceof Type.Pointers) {
      return Direction.IN;
    } else if (type instanceof Type.IocData data) {
      int bits = (int) (call.argument(data.command()) >>> IOC_DIRECTION_SHIFT) & 3;
      return bits == 1
          ? Direction.IN
          : bits == 2 ? Direction.OUT : bits == 3 ? Direction.INOUT : null;
    }
    return null;
  }

  /** What is there at one time; at exit only where the kernel may have written it. */
  private void side(
      CallView call, Place place, long address, Type type, int phase, ValueSink sink) {
    boolean exit = phase == Capture.EXIT;
    if (exit && !call.succeeded() && find(call, place, phase, address, 0) < 0) {
      return;
    }
    sink.name(exit ? "out" : "in");
    if (type instanceof Type.Path || type instanceof Type.Text) {
      int capture = find(call, place, phase, address, 0);
      MemoryState.write(call, capture, MemoryState.UNKNOWN, true, sink, sink::bytes);
    } else if (type instanceof Type.Bytes bytes) {
      bytes(call, place, address, bytes.length(), phase, sink);
    } else if (type instanceof Type.Opaque opaque) {
      bytes(call, place, address, opaque.length(), phase, sink);
    } else if (type instanceof Type.IocData data) {
      long size = call.argument(data.command()) >>> IOC_SIZE_SHIFT & IOC_SIZE_MASK;
      bytes(call, place, address, new Length.Constant(size), phase, sink);
    } else if (type instanceof Type.Pointer pointer) {
      pointer(call, place, address, pointer, phase, sink);
    } else if (type instanceof Type.Sized sized) {
      long size = length(sized.size(), place, call);
      MemoryState.write(
          call,
          find(call, place, phase, address, size),
          size,
          false,
          sink,
          (data, length) -> memory.value(call, sized.struct(), data, length, sink));
    } else if (type instanceof Type.Pointers many) {
      pointers(call, place, address, many, phase, sink);
    } else if (type instanceof Type.Strings) {
      strings(call, place, address, phase, sink);
    } else {
      messages.side(call, place, address, type, phase, sink);
    }
  }

  /** The capture of what a pointer points to, or -1. */
  static int find(CallView call, Place place, int phase, long address, long length) {
    return place.argument() < 0
        ? call.findAny(phase, address)
        : call.find(place.argument(), phase, address, length);
  }

  /** A length that the call states, or the struct that the pointer stands in. */
  long length(Length length, Place place, CallView call) {
    return place.argument() < 0 ? memory.length(length, place, call) : Lengths.of(length, call);
  }

  private void bytes(
      CallView call, Place place, long address, Length length, int phase, ValueSink sink) {
    long wanted = length(length, place, call);
    if (wanted == 0) {
      MemoryState.empty(sink, sink::bytes);
    } else {
      int capture = find(call, place, phase, address, wanted);
      MemoryState.write(
          call,
          capture,
          positive(wanted),
          false,
          sink,
          sink::bytes,
          (data, there) -> netlink.write(call, place, data, there, sink));
    }
  }

  /** What goes through netlink sockets. */
  NetlinkMessageValues netlink() {
    return netlink;
  }

  /** A length beyond all memory is one that nothing reaches. */
  static long positive(long length) {
    return length < 0 ? Long.MAX_VALUE : length;
  }

  private void pointer(
      CallView call, Place place, long address, Type.Pointer pointer, int phase, ValueSink sink) {
    int size = memory.size(pointer.element());
    if (pointer.count() == null) {
      MemoryState.write(
          call,
          find(call, place, phase, address, size),
          size,
          false,
          sink,
          (data, length) -> memory.value(call, pointer.element(), data, length, sink));
      return;
    }
    long count = length(pointer.count(), place, call);
    array(call, find(call, place, phase, address, 0), pointer.element(), count, sink);
  }

  private void array(CallView call, int capture, Type element, long count, ValueSink sink) {
    int size = Math.max(1, memory.size(element));
    boolean tooMany = Long.compareUnsigned(count, Integer.MAX_VALUE) > 0;
    MemoryState.Body body =
        (data, length) -> memory.array(call, element, data, length, tooMany ? -1 : count, sink);
    if (count == 0) {
      MemoryState.empty(sink, body);
    } else {
      long wanted = tooMany ? Long.MAX_VALUE : count * size;
      MemoryState.write(call, capture, wanted, false, sink, body);
    }
  }

  /** What follows a struct in memory; found by the address of the capture that holds the struct. */
  void trailing(CallView call, Place place, long data, Type.Trailing trailing, ValueSink sink) {
    int holder = call.holding(place.start());
    long address = holder < 0 ? 0 : call.address(holder) + (data - call.data(holder));
    int capture = holder < 0 ? -1 : call.findAny(call.phase(holder), address);
    array(call, capture, trailing.element(), length(trailing.count(), place, call), sink);
  }

  private void pointers(
      CallView call, Place place, long address, Type.Pointers many, int phase, ValueSink sink) {
    int width = memory.abi().pointerWidth();
    long count = Math.min(positive(length(many.count(), place, call)), Integer.MAX_VALUE);
    int inner = many.direction().readsAtExit() ? Capture.EXIT : Capture.ENTRY;
    int size = memory.size(many.element());
    MemoryState.Body body =
        (data, length) -> {
          sink.beginArray();
          for (int i = 0; i < Math.min(count, length / width); i++) {
            long at = WordValues.load(data + (long) i * width, width);
            MemoryState.write(
                call,
                at == 0 ? -1 : find(call, place, inner, at, size),
                size,
                false,
                sink,
                (from, bytes) -> memory.value(call, many.element(), from, bytes, sink));
          }
          sink.endArray();
        };
    int capture = find(call, place, phase, address, 0);
    MemoryState.write(call, capture, count * width, false, sink, body);
  }

  /** argv: strings, each with its state where it is not whole. */
  private void strings(CallView call, Place place, long address, int phase, ValueSink sink) {
    int width = memory.abi().pointerWidth();
    MemoryState.Body body =
        (data, length) -> {
          sink.beginArray();
          for (int i = 0; i < length / width; i++) {
            long at = WordValues.load(data + (long) i * width, width);
            if (at != 0) {
              int capture = find(call, place, phase, at, 0);
              MemoryState.write(call, capture, MemoryState.UNKNOWN, true, sink, sink::bytes);
            }
          }
          sink.endArray();
        };
    int capture = find(call, place, phase, address, 0);
    MemoryState.write(call, capture, MemoryState.UNKNOWN, true, sink, body);
  }
}

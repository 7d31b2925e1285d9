package dev.systape.schema.reference;

import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Type;

/** What the recorder keeps of the memory behind an argument, in words. */
public final class CaptureRule {
  private CaptureRule() {}

  /**
   * The rule for a type; empty for a word, of which the register is all there is.
   *
   * @return such as {@code "entry, whole"}, {@code "exit, at most -s bytes"}
   */
  public static String of(Type type) {
    if (type instanceof Type.Word || type instanceof Type.Named) {
      return "";
    }
    if (type instanceof Type.Selected) {
      return "by command";
    }
    if (type instanceof Type.IocData) {
      return "as the command's number says, at most -s bytes";
    }
    return when(TypeText.directionOf(type)) + ", " + what(type);
  }

  private static String what(Type type) {
    if (type instanceof Type.Path || type instanceof Type.Text) {
      return "to its NUL";
    }
    if (type instanceof Type.Strings) {
      return "the vector whole, at most -s bytes of each string";
    }
    if (type instanceof Type.Iovec) {
      return "the vector whole, at most -s bytes of its data";
    }
    if (type instanceof Type.Message || type instanceof Type.Messages) {
      return "header, name and control data whole, at most -s bytes of each buffer";
    }
    return type instanceof Type.Bytes bytes && !bytes.whole() ? "at most -s bytes" : "whole";
  }

  private static String when(Direction direction) {
    return switch (direction) {
      case IN -> "entry";
      case OUT -> "exit";
      case INOUT -> "entry and exit";
    };
  }
}

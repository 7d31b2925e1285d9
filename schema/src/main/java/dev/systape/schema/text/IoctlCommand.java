package dev.systape.schema.text;

import dev.systape.schema.model.Symbols;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the command of ioctl(2): its names, all of them where there are several; those that carry
 * a length or a code in their number with it; what has no name taken apart as asm-generic/ioctl.h
 * puts it together. Hot: no allocation.
 */
final class IoctlCommand implements WordText {
  private static final int WRITE = 1;
  private static final int READ = 2;
  private static final int BOTH = 3;

  private final long[] numbers;
  private final String[] names;
  private final Symbols events;
  private final Symbols axes;

  /**
   * A writer.
   *
   * @param commands the names
   * @param events types of input events
   * @param axes absolute axes of input devices
   */
  IoctlCommand(Symbols commands, Symbols events, Symbols axes) {
    Map<Long, TreeSet<String>> sorted = new TreeMap<>();
    for (Symbols.Value value : commands.values()) {
      sorted.computeIfAbsent(value.value(), number -> new TreeSet<>()).add(value.name());
    }
    numbers = sorted.keySet().stream().mapToLong(Long::longValue).toArray();
    names = sorted.values().stream().map(set -> String.join(" or ", set)).toArray(String[]::new);
    this.events = events;
    this.axes = axes;
  }

  @Override
  public void print(long word, StringBuilder out) {
    long command = word & 0xffff_ffffL;
    boolean coded = coded(command, out);
    int known = Arrays.binarySearch(numbers, command);
    if (known >= 0) {
      out.append(coded ? " or " : "").append(names[known]);
    } else if (!coded) {
      parts(command, out);
    }
  }

  private static void parts(long command, StringBuilder out) {
    out.append("_IOC(");
    out.append(
        switch (direction(command)) {
          case 0 -> "_IOC_NONE";
          case WRITE -> "_IOC_WRITE";
          case READ -> "_IOC_READ";
          default -> "_IOC_READ|_IOC_WRITE";
        });
    Digits.hex(out.append(", "), command >>> 8 & 0xff);
    Digits.hex(out.append(", "), command & 0xff);
    Digits.hex(out.append(", "), size(command));
    out.append(')');
  }

  /** {@code _IOC_DIR}. */
  static int direction(long command) {
    return (int) (command >>> 30) & BOTH;
  }

  /** {@code _IOC_SIZE}. */
  static int size(long command) {
    return (int) (command >>> 16) & 0x3fff;
  }

  private boolean coded(long command, StringBuilder out) {
    int number = (int) command & 0xff;
    String name =
        switch ((int) (command >>> 8) & 0xff) {
          case 'E' -> event(command, number, out);
          case 'H' -> human(direction(command), number);
          case 'M' -> mixer(direction(command), number, out);
          case 'U' -> direction(command) == READ && number == 0x2c ? "UI_GET_SYSNAME" : null;
          case 'j' -> direction(command) == READ && number == 0x13 ? "JSIOCGNAME" : null;
          case 'k' -> direction(command) == WRITE && number == 0 ? "SPI_IOC_MESSAGE" : null;
          default -> null;
        };
    if (name != null && !name.isEmpty()) {
      out.append(name).append('(').append(size(command)).append(')');
    }
    return name != null;
  }

  /** The name before a length; empty where all is written; null for none. */
  private String event(long command, int number, StringBuilder out) {
    int direction = direction(command);
    if (direction == WRITE && number >= 0xc0) {
      code(axes, number - 0xc0, out.append("EVIOCSABS("));
      out.append(')');
      return "";
    }
    if (direction != READ) {
      return null;
    }
    if (number >= 0x20 && number < 0x40) {
      code(events, number - 0x20, out.append("EVIOCGBIT("));
      out.append(", ").append(size(command)).append(')');
      return "";
    }
    if (number >= 0x40 && number < 0x80) {
      code(axes, number - 0x40, out.append("EVIOCGABS("));
      out.append(')');
      return "";
    }
    return switch (number) {
      case 0x06 -> "EVIOCGNAME";
      case 0x07 -> "EVIOCGPHYS";
      case 0x08 -> "EVIOCGUNIQ";
      case 0x09 -> "EVIOCGPROP";
      case 0x0a -> "EVIOCGMTSLOTS";
      case 0x18 -> "EVIOCGKEY";
      case 0x19 -> "EVIOCGLED";
      case 0x1a -> "EVIOCGSND";
      case 0x1b -> "EVIOCGSW";
      default -> null;
    };
  }

  private static void code(Symbols names, int value, StringBuilder out) {
    String name = value == 0 && !names.name().equals("evdev_abs") ? null : names.nameOf(value);
    if (name == null) {
      Digits.hex(out, value);
      out.append(value == 0 ? "" : " /* " + names.unknown() + " */");
    } else {
      out.append(name);
    }
  }

  private static String human(int direction, int number) {
    if (direction == READ) {
      return switch (number) {
        case 0x04 -> "HIDIOCGRAWNAME";
        case 0x05 -> "HIDIOCGRAWPHYS";
        case 0x06 -> "HIDIOCSFEATURE";
        case 0x08 -> "HIDIOCGRAWUNIQ";
        case 0x12 -> "HIDIOCGPHYS";
        default -> null;
      };
    }
    return direction == BOTH && (number == 0x06 || number == 0x07)
        ? number == 0x06 ? "HIDIOCSFEATURE" : "HIDIOCGFEATURE"
        : null;
  }

  private static String mixer(int direction, int number, StringBuilder out) {
    if (direction != READ && direction != WRITE) {
      return null;
    }
    out.append(direction == READ ? "MIXER_READ(" : "MIXER_WRITE(").append(number).append(')');
    return "";
  }
}

package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;

/** Writes the third argument of ioctl(2), where its command's form is no type's. */
final class IoctlArgument implements ArgumentText {
  private static final int KIOCSOUND = 0x4b2f;
  private static final int KDMKTONE = 0x4b30;
  private static final int SIOCBRADDBR = 0x89a0;
  private static final int SIOCBRDELBR = 0x89a1;
  private static final int GIO_SCRNMAP = 0x4b40;
  private static final int PIO_SCRNMAP = 0x4b41;
  private static final int GIO_FONT = 0x4b60;
  private static final int PIO_FONT = 0x4b61;
  private static final int GIO_CMAP = 0x4b70;
  private static final int PIO_CMAP = 0x4b71;
  private static final int SOCKETS = 0x89;
  private static final int PRIVATE = 0xe0;
  private static final int MAPPER = 0xfd;
  private static final int AXIS_SIZE = 24;
  private static final int SG_IO = 0x2285;
  private static final int KDSKBMODE = 0x4b45;
  private static final int KDSIGACCEPT = 0x4b4e;
  private static final int INTERFACE_NAME = 16;

  private final ArgumentText plain;
  private final ArgumentTexts types;
  private final ScsiRequest scsi;

  IoctlArgument(ArgumentText plain, ArgumentTexts types) {
    this.plain = plain;
    this.types = types;
    scsi = new ScsiRequest(types);
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    switch ((int) call.argument(1)) {
      case KIOCSOUND -> ConsoleForms.sound(call, out);
      case KDMKTONE -> ConsoleForms.tone(call, out);
      case SIOCBRADDBR, SIOCBRDELBR ->
          types.strings().text(call, 2, call.argument(2), INTERFACE_NAME, out);
      case PIO_SCRNMAP -> bytes(call, Capture.ENTRY, 256, out);
      case PIO_FONT -> bytes(call, Capture.ENTRY, 8192, out);
      case PIO_CMAP -> bytes(call, Capture.ENTRY, 48, out);
      case GIO_SCRNMAP -> bytes(call, Capture.EXIT, 256, out);
      case GIO_FONT -> bytes(call, Capture.EXIT, 8192, out);
      case GIO_CMAP -> bytes(call, Capture.EXIT, 48, out);
      case SG_IO -> scsi.print(call, out);
      case KDSKBMODE -> keyboardMode(call, out);
      case KDSIGACCEPT -> {
        if (call.argument(2) >>> 32 == 0) {
          plain.print(call, out);
        } else {
          Digits.unsigned(out, call.argument(2));
        }
      }
      default -> other(call, out);
    }
  }

  /** Commands of input devices that say how long their memory is; of sockets, pointers all. */
  private void other(CallView call, StringBuilder out) {
    long command = call.argument(1) & 0xffff_ffffL;
    int type = (int) (command >>> 8) & 0xff;
    int number = (int) command & 0xff;
    if (type == 'E' && isAxis(command, number)) {
      axis(call, IoctlCommand.direction(command) == 1, out);
    } else if (type == MAPPER && (call.argument(2) == 0 || isNoMapper(call))) {
      Digits.hex(out, call.argument(2));
    } else if (call.argument(2) == 0
        && (type == SOCKETS && number < PRIVATE
            || type == 'E' && command >>> 30 != 0 && !isByValue(number))) {
      out.append("NULL");
    } else {
      plain.print(call, out);
    }
  }

  /** A request of the device mapper of another version that is too small to be one. */
  private static boolean isNoMapper(CallView call) {
    int capture = call.find(2, Capture.ENTRY, call.argument(2));
    return capture >= 0
        && call.length(capture) >= 16
        && Memory.getInt(call.data(capture)) != 4
        && Memory.getU32(call.data(capture) + 12) < 305;
  }

  /** EVIOCRMFF, EVIOCGRAB and EVIOCREVOKE. */
  private static boolean isByValue(int number) {
    return number == 0x81 || number == 0x90 || number == 0x91;
  }

  /** EVIOCGABS and EVIOCSABS. */
  private static boolean isAxis(long command, int number) {
    int direction = IoctlCommand.direction(command);
    return IoctlCommand.size(command) >= AXIS_SIZE
        && (direction == 1 && number >= 0xc0 || direction == 2 && number >= 0x40 && number < 0x80);
  }

  private void axis(CallView call, boolean entry, StringBuilder out) {
    long address = call.argument(2);
    boolean known = address != 0 && (entry || call.succeeded());
    int capture = known ? call.find(2, entry ? Capture.ENTRY : Capture.EXIT, address) : -1;
    if (capture < 0 || call.length(capture) < AXIS_SIZE) {
      Digits.address(out, address);
    } else {
      types
          .structs()
          .of(types.symbols().struct("input_absinfo"))
          .print(call, call.data(capture), out);
    }
  }

  /** Bytes that are no text. */
  private void bytes(CallView call, int phase, int length, StringBuilder out) {
    if (phase == Capture.EXIT && !call.succeeded()) {
      Digits.address(out, call.argument(2));
    } else {
      types.strings().bytes(call, 2, phase, call.argument(2), length, Quotes.HEX_ALWAYS, out);
    }
  }

  /** A mode that has no name is written in decimal. */
  private void keyboardMode(CallView call, StringBuilder out) {
    int mode = (int) call.argument(2);
    String name = types.symbols().set("kd_keyboard_mode").nameOf(mode & 0xffff_ffffL);
    if (name == null) {
      out.append(mode).append(" /* K_??? */");
    } else {
      out.append(name);
    }
  }

  @Override
  public boolean isPresent(CallView call) {
    return plain.isPresent(call);
  }

  @Override
  public boolean isAtExit() {
    return plain.isAtExit();
  }
}

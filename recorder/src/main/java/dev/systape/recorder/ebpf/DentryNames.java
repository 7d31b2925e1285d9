package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.tape.RecordHeader;

/**
 * The functions that find what a file or directory is called: the names of its dentries, from it up
 * to the recorder's root directory or that of its mount namespace, as links in /proc have them
 * (Documentation/filesystems/path-lookup.rst tells of dentries and mounts).
 *
 * <p>Nothing is locked. The dentries are gone through twice: names are copied the first time, and
 * are told where the second time shows that no dentry on the way was renamed meanwhile, by their
 * sequence counts, and no mount moved. Where that is not so time after time, nothing is told.
 *
 * <p>What is under way lies in the thread's {@link CallArea}, where captures are staged before: a
 * {@link Notice} of a file, and what follows here.
 */
final class DentryNames {
  /**
   * The function: {@code look(area)}; 1 where the notice tells of the dentry at {@link
   * #FIRST_DENTRY} and the mount at {@link #FIRST_MOUNT}, or 0.
   */
  static final String LOOK = "look";

  /**
   * The function: {@code tell(area, type)}: looks, and puts a notice without a number into the
   * ring.
   */
  static final String TELL = "tell";

  /** Where the notice lies in the area. */
  static final int NOTICE = STAGE;

  /** {@code struct dentry *} and {@code struct vfsmount *} of what is to be looked at. */
  static final int FIRST_DENTRY = NOTICE + Notice.FILE_SIZE;

  static final int FIRST_MOUNT = FIRST_DENTRY + 8;

  private static final int ROOT_DENTRY = FIRST_MOUNT + 8;
  private static final int ROOT_MOUNT = ROOT_DENTRY + 8;
  private static final int DENTRY = ROOT_MOUNT + 8;
  private static final int MOUNT = DENTRY + 8;
  private static final int SEEN = MOUNT + 8;
  private static final int COPIES = SEEN + 8;
  private static final int ARRIVED = COPIES + 4;

  /** Where that ends in the area. */
  static final int END = ARRIVED + 4;

  /** {@code names(area)}: 1 where they lie in the notice, or 0. */
  private static final String NAMES = "names";

  /** {@code walk(area)}: a word that stands for all that was seen; 0: it led nowhere. */
  private static final String WALK = "walk_names";

  /** How often names that change are copied. */
  private static final int TRIES = 3;

  private static final int MAX_STEPS = 4096;

  private static final int FRAME_AREA = -24;
  private static final int FRAME_SUPER = -32;

  private final Assembler asm;
  private final FileOffsets kernel;
  private final ProgramParts parts;

  DentryNames(Assembler asm, FileOffsets kernel, ProgramParts parts) {
    this.asm = asm;
    this.kernel = kernel;
    this.parts = parts;
  }

  /** Emits {@link #LOOK} and what it calls. */
  void emit() {
    look();
    names();
    walk();
    step();
  }

  /** Emits {@link #TELL}, which needs the others. */
  void tell() {
    asm.function(TELL).mov(R8, R1).mov(R6, R2).call(LOOK).jump(JEQ, R0, 0, "out");
    asm.mov(R9, R8).alu(ADD, R9, NOTICE + RecordHeader.RING_HEADER);
    parts.unnumbered(R6);
    parts.output(Notice.NAMES, "out");
    asm.label("out").mov(R0, 0).exit();
  }

  /** R7 is the dentry, R8 the area. */
  private void look() {
    asm.function(LOOK).mov(R8, R1).ldx(DW, R7, R8, FIRST_DENTRY);
    parts.counters("out");
    asm.ldx(DW, R1, R0, Counters.ROOT_MOUNT).stx(DW, R8, ROOT_MOUNT, R1);
    asm.ldx(DW, R1, R0, Counters.ROOT_DENTRY).stx(DW, R8, ROOT_DENTRY, R1);
    for (int i = 0; i < TRIES; i++) {
      asm.mov(R1, R8).call(NAMES).jump(JNE, R0, 0, "names");
    }
    asm.ja("out");
    asm.label("names");
    file();
    madeUpName();
    asm.mov(R0, 1).exit();
    asm.label("out").mov(R0, 0).exit();
  }

  /** Device, inode, kind of file; and whether its name is there no more. */
  private void file() {
    asm.st(W, R8, NOTICE + Notice.DELETED, 0);
    parts.load(DW, R1, R7, kernel.dentryHashed, "out");
    asm.jump(JNE, R1, 0, "linked");
    parts.load(DW, R1, R7, kernel.dentryParent, "out");
    asm.jump(JEQ, R1, R7, "linked").st(W, R8, NOTICE + Notice.DELETED, 1);
    asm.label("linked");
    parts.load(DW, R1, R7, kernel.dentryInode, "out");
    parts.load(DW, R1, R1, kernel.inodeNumber, "out");
    asm.stx(DW, R8, NOTICE + Notice.INODE, R1);
    parts.load(DW, R1, R7, kernel.dentrySuper, "out");
    asm.stx(DW, R10, FRAME_SUPER, R1);
    parts.load(DW, R1, R1, kernel.superMagic, "out");
    asm.stx(DW, R8, NOTICE + Notice.MAGIC, R1).ldx(DW, R1, R10, FRAME_SUPER);
    parts.load(W, R1, R1, kernel.superDevice, "out");
    asm.stx(W, R8, NOTICE + Notice.DEVICE, R1);
  }

  /** The name of a file that is in no directory: of its dentry, or of its kind of namespace. */
  private void madeUpName() {
    asm.st(W, R8, NOTICE + Notice.NAMED_BY_FILE, 0);
    parts.load(DW, R1, R7, kernel.dentryOperations, "out");
    asm.jump(JEQ, R1, 0, "named");
    parts.load(DW, R1, R1, kernel.operationsName, "out");
    asm.jump(JEQ, R1, 0, "named");
    // The root of a mounted file system of such files is in a directory.
    asm.ldx(DW, R1, R8, FIRST_MOUNT);
    parts.load(DW, R1, R1, kernel.mountRoot, "out");
    asm.jump(JEQ, R1, R7, "named");
    asm.st(W, R8, NOTICE + Notice.NAMED_BY_FILE, 1);
    asm.ldx(DW, R1, R8, NOTICE + Notice.MAGIC).jump(JEQ, R1, FileNames.NSFS, "namespace");
    parts.load(DW, R1, R7, kernel.dentryName, "out");
    asm.ja("made up");
    asm.label("namespace");
    parts.load(DW, R1, R7, kernel.dentryInode, "out");
    parts.load(DW, R1, R1, kernel.inodePrivate, "out");
    parts.load(DW, R1, R1, kernel.namespaceOperations, "out");
    parts.load(DW, R1, R1, kernel.namespaceName, "out");
    asm.label("made up").mov(R3, R1).mov(R1, R8).alu(ADD, R1, NOTICE + Notice.NAMES);
    asm.mov(R2, Notice.NAME_SIZE).call(Helper.PROBE_READ_KERNEL_STR).jump(JSLE, R0, 0, "out");
    asm.stx(W, R8, NOTICE + Notice.NAMES_LENGTH, R0);
    asm.label("named");
  }

  /** Copies the names; 1 where none of them changed meanwhile. */
  private void names() {
    asm.function(NAMES).mov(R6, R1);
    asm.st(W, R6, NOTICE + Notice.NAMES_LENGTH, 0).st(W, R6, COPIES, 1);
    asm.mov(R1, R6).call(WALK).jump(JEQ, R0, 0, "out").mov(R7, R0).st(W, R6, COPIES, 0);
    asm.mov(R1, R6).call(WALK).jump(JNE, R0, R7, "changed").mov(R0, 1).exit();
    asm.label("changed").mov(R0, 0);
    asm.label("out").exit();
  }

  private void walk() {
    asm.function(WALK).mov(R6, R1);
    asm.stx(DW, R10, FRAME_AREA, R6).st(DW, R6, SEEN, 1).st(W, R6, ARRIVED, 0);
    asm.ldx(DW, R1, R6, FIRST_DENTRY).stx(DW, R6, DENTRY, R1);
    asm.ldx(DW, R1, R6, FIRST_MOUNT).stx(DW, R6, MOUNT, R1);
    asm.mov(R1, MAX_STEPS).ldFunction(R2, "name_step").mov(R3, R10).alu(ADD, R3, FRAME_AREA);
    asm.mov(R4, 0).call(Helper.LOOP);
    asm.ldx(W, R1, R6, ARRIVED).jump(JEQ, R1, 0, "nowhere").ldx(DW, R0, R6, SEEN).exit();
    asm.label("nowhere").mov(R0, 0).exit();
  }

  /** One dentry up, or from the root of a mount to where it is mounted. R6 is the area. */
  private void step() {
    asm.function("name_step").ldx(DW, R6, R2, 0);
    asm.ldx(DW, R7, R6, DENTRY).ldx(DW, R8, R6, MOUNT);
    asm.ldx(DW, R1, R6, ROOT_MOUNT).jump(JNE, R1, R8, "below");
    asm.ldx(DW, R1, R6, ROOT_DENTRY).jump(JEQ, R1, R7, "arrived");
    asm.label("below");
    parts.load(DW, R1, R8, kernel.mountRoot, "stop");
    asm.jump(JNE, R1, R7, "component");
    parts.load(DW, R9, R8, kernel.mountParent, "stop");
    asm.alu(ADD, R9, kernel.mountOwn).jump(JEQ, R9, R8, "arrived");
    saw(R8);
    parts.load(DW, R1, R8, kernel.mountPoint, "stop");
    asm.stx(DW, R6, DENTRY, R1).stx(DW, R6, MOUNT, R9).ja("next");
    asm.label("component");
    parts.load(W, R9, R7, kernel.dentrySequence, "stop");
    // Odd: it is being renamed.
    asm.jump(JSET, R9, 1, "stop");
    saw(R9);
    saw(R7);
    parts.load(DW, R9, R7, kernel.dentryParent, "stop");
    asm.jump(JEQ, R9, R7, "outside").stx(DW, R6, DENTRY, R9);
    asm.ldx(W, R1, R6, COPIES).jump(JEQ, R1, 0, "next");
    parts.load(DW, R3, R7, kernel.dentryName, "stop");
    asm.ldx(W, R1, R6, NOTICE + Notice.NAMES_LENGTH).jump(JGE, R1, Notice.NAMES_SIZE, "stop");
    asm.alu(ADD, R1, R6).alu(ADD, R1, NOTICE + Notice.NAMES).mov(R2, Notice.NAME_SIZE);
    asm.call(Helper.PROBE_READ_KERNEL_STR).jump(JSLE, R0, 0, "stop");
    asm.ldx(W, R1, R6, NOTICE + Notice.NAMES_LENGTH).alu(ADD, R1, R0);
    asm.stx(W, R6, NOTICE + Notice.NAMES_LENGTH, R1);
    asm.label("next").mov(R0, 0).exit();
    // Of a directory that was moved out of what is mounted: the kernel tells no name either.
    asm.label("outside").st(W, R6, NOTICE + Notice.NAMES_LENGTH, 0);
    asm.label("arrived").st(W, R6, ARRIVED, 1);
    asm.label("stop").mov(R0, 1).exit();
  }

  private void saw(Register word) {
    asm.ldx(DW, R1, R6, SEEN).alu(MUL, R1, 31).alu(ADD, R1, word).stx(DW, R6, SEEN, R1);
  }
}

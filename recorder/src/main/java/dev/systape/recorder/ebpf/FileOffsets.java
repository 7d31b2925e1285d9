package dev.systape.recorder.ebpf;

/**
 * Where members lie in the structs that lead from a thread to the names of its files and
 * directories: descriptor table, file, dentries, mounts.
 */
final class FileOffsets {
  final int taskFiles;
  final int taskDirectories;
  final int rootMount;
  final int rootDentry;
  final int workingMount;
  final int workingDentry;
  final int mmExecutable;
  final int filesTable;
  final int tableSize;
  final int tableFiles;
  final int fileMount;
  final int fileDentry;
  final int dentrySequence;
  final int dentryHashed;
  final int dentryParent;
  final int dentryName;
  final int dentryInode;
  final int dentryOperations;
  final int operationsName;
  final int dentrySuper;
  final int superDevice;
  final int superMagic;
  final int inodeNumber;
  final int inodePrivate;
  final int mountRoot;

  /** Of {@code struct mount}, from the {@code struct vfsmount} in it that paths point to. */
  final int mountParent;

  final int mountPoint;
  final int mountOwn;
  final int namespaceOperations;
  final int namespaceName;

  /**
   * Those of a kernel.
   *
   * @throws IllegalArgumentException where it lacks one; the message says which
   */
  FileOffsets(KernelTypes types) {
    taskFiles = types.offset("task_struct", "files");
    taskDirectories = types.offset("task_struct", "fs");
    rootMount = types.offset("fs_struct", "root") + types.offset("path", "mnt");
    rootDentry = types.offset("fs_struct", "root") + types.offset("path", "dentry");
    workingMount = types.offset("fs_struct", "pwd") + types.offset("path", "mnt");
    workingDentry = types.offset("fs_struct", "pwd") + types.offset("path", "dentry");
    mmExecutable = types.offset("mm_struct", "exe_file");
    filesTable = types.offset("files_struct", "fdt");
    tableSize = types.offset("fdtable", "max_fds");
    tableFiles = types.offset("fdtable", "fd");
    fileMount = types.offset("file", "f_path") + types.offset("path", "mnt");
    fileDentry = types.offset("file", "f_path") + types.offset("path", "dentry");
    dentrySequence = types.offset("dentry", "d_seq");
    dentryHashed = types.offset("dentry", "d_hash") + types.offset("hlist_bl_node", "pprev");
    dentryParent = types.offset("dentry", "d_parent");
    dentryName = types.offset("dentry", "d_name") + types.offset("qstr", "name");
    dentryInode = types.offset("dentry", "d_inode");
    dentryOperations = types.offset("dentry", "d_op");
    operationsName = types.offset("dentry_operations", "d_dname");
    dentrySuper = types.offset("dentry", "d_sb");
    superDevice = types.offset("super_block", "s_dev");
    superMagic = types.offset("super_block", "s_magic");
    inodeNumber = types.offset("inode", "i_ino");
    inodePrivate = types.offset("inode", "i_private");
    mountRoot = types.offset("vfsmount", "mnt_root");
    mountOwn = types.offset("mount", "mnt");
    mountParent = types.offset("mount", "mnt_parent") - mountOwn;
    mountPoint = types.offset("mount", "mnt_mountpoint") - mountOwn;
    namespaceOperations = types.offset("ns_common", "ops");
    namespaceName = types.offset("proc_ns_operations", "name");
  }
}

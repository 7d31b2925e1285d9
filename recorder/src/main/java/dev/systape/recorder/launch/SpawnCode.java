package dev.systape.recorder.launch;

import java.util.HexFormat;

/**
 * The machine code that makes the traced program's process on x86_64. A JVM cannot fork from Java,
 * and posix_spawn(3) leaves no room between the fork and the execve; this code does, without a byte
 * of the JVM running in the child:
 *
 * <ol>
 *   <li>parent: blocks all signals, clone3(2)s with CLONE_CLEAR_SIGHAND, restores its mask, returns
 *       the child's pid or a negated errno;
 *   <li>child: closes its copy of the pipe's end that only the parent is to have, sets every signal
 *       to what the launcher was started with, marks close-on-exec every descriptor that it was not
 *       started with, takes another user's identity if asked to, sets the signal mask;
 *   <li>child: writes a byte to say that it is ready, and waits for one; end of file means that the
 *       recorder is gone;
 *   <li>child: installs a seccomp filter if it has one, by CAP_SYS_ADMIN, which is kept over the
 *       change of identity for that, or by no_new_privs;
 *   <li>child: execve; 127 where that, or anything before it, fails.
 * </ol>
 *
 * <p>It is called with one argument, the address of a block of 64-bit parameters at the offsets
 * below. The listing is in the syntax of the GNU assembler ({@code .intel_syntax noprefix}); the
 * first column is what it assembles to and what is run.
 */
final class SpawnCode {
  static final int PATH = 0;
  static final int ARGV = PATH + 8;
  static final int ENVP = ARGV + 8;
  static final int READY_FD = ENVP + 8;
  static final int GO_FD = READY_FD + 8;
  static final int CLONE_ARGS = GO_FD + 8;
  static final int CLONE_SIZE = CLONE_ARGS + 8;
  static final int RANGES = CLONE_SIZE + 8;
  static final int RANGE_COUNT = RANGES + 8;
  static final int IGNORED = RANGE_COUNT + 8;
  static final int MASK = IGNORED + 8;
  static final int IDENTITY = MASK + 8;
  static final int UID = IDENTITY + 8;
  static final int GID = UID + 8;
  static final int GROUPS = GID + 8;
  static final int GROUP_COUNT = GROUPS + 8;
  static final int ALL_SIGNALS = GROUP_COUNT + 8;
  static final int OLD_MASK = ALL_SIGNALS + 8;
  static final int IGNORE_ACTION = OLD_MASK + 8;
  static final int DEFAULT_ACTION = IGNORE_ACTION + 32;
  static final int PIPE_BYTE = DEFAULT_ACTION + 32;
  static final int GO_WRITE_FD = PIPE_BYTE + 8;
  static final int FILTER = GO_WRITE_FD + 8;
  static final int NO_NEW_PRIVS = FILTER + 8;
  static final int CAPABILITIES = NO_NEW_PRIVS + 8;
  static final int SIZE = CAPABILITIES + 8;

  /** Exit status of a child that could not execve. */
  static final int EXEC_FAILED = 127;

  private static final String LISTING =
      """
                           | spawn:
      53                   |   push rbx
      4889fb               |   mov rbx, rdi
      bf02000000           |   mov edi, 2
      488db380000000       |   lea rsi, [rbx+ALL_SIGNALS]
      488d9388000000       |   lea rdx, [rbx+OLD_MASK]
      41ba08000000         |   mov r10d, 8
      b80e000000           |   mov eax, SYS_rt_sigprocmask
      0f05                 |   syscall
      488b7b28             |   mov rdi, [rbx+CLONE_ARGS]
      488b7330             |   mov rsi, [rbx+CLONE_SIZE]
      b8b3010000           |   mov eax, SYS_clone3
      0f05                 |   syscall
      4885c0               |   test rax, rax
      741f                 |   jz child
      50                   |   push rax
      bf02000000           |   mov edi, 2
      488db388000000       |   lea rsi, [rbx+OLD_MASK]
      31d2                 |   xor edx, edx
      41ba08000000         |   mov r10d, 8
      b80e000000           |   mov eax, SYS_rt_sigprocmask
      0f05                 |   syscall
      58                   |   pop rax
      5b                   |   pop rbx
      c3                   |   ret
                           | child:
      488bbbd8000000       |   mov rdi, [rbx+GO_WRITE_FD]
      b803000000           |   mov eax, SYS_close
      0f05                 |   syscall
      41bc01000000         |   mov r12d, 1
                           | disposition:
      488b4348             |   mov rax, [rbx+IGNORED]
      418d4c24ff           |   lea ecx, [r12-1]
      488db3b0000000       |   lea rsi, [rbx+DEFAULT_ACTION]
      480fa3c8             |   bt rax, rcx
      7307                 |   jnc set
      488db390000000       |   lea rsi, [rbx+IGNORE_ACTION]
                           | set:
      4489e7               |   mov edi, r12d
      31d2                 |   xor edx, edx
      41ba08000000         |   mov r10d, 8
      b80d000000           |   mov eax, SYS_rt_sigaction
      0f05                 |   syscall
      41ffc4               |   inc r12d
      4183fc40             |   cmp r12d, 64
      76c8                 |   jbe disposition
      4c8b6338             |   mov r12, [rbx+RANGES]
      4c8b6b40             |   mov r13, [rbx+RANGE_COUNT]
                           | range:
      4d85ed               |   test r13, r13
      741e                 |   jz identity
      418b3c24             |   mov edi, [r12]
      418b742404           |   mov esi, [r12+4]
      ba04000000           |   mov edx, 4
      b8b4010000           |   mov eax, SYS_close_range
      0f05                 |   syscall
      4983c408             |   add r12, 8
      49ffcd               |   dec r13
      ebdd                 |   jmp range
                           | identity:
      48837b5800           |   cmp qword ptr [rbx+IDENTITY], 0
      746f                 |   je ready
      4883bbf000000000     |   cmp qword ptr [rbx+CAPABILITIES], 0
      7419                 |   je groups
      bf08000000           |   mov edi, 8
      be01000000           |   mov esi, 1
      31d2                 |   xor edx, edx
      4531d2               |   xor r10d, r10d
      4531c0               |   xor r8d, r8d
      b89d000000           |   mov eax, SYS_prctl
      0f05                 |   syscall
                           | groups:
      488b7b78             |   mov rdi, [rbx+GROUP_COUNT]
      488b7370             |   mov rsi, [rbx+GROUPS]
      b874000000           |   mov eax, SYS_setgroups
      0f05                 |   syscall
      4885c0               |   test rax, rax
      0f85f9000000         |   jnz fail
      488b7b68             |   mov rdi, [rbx+GID]
      4889fe               |   mov rsi, rdi
      4889fa               |   mov rdx, rdi
      b877000000           |   mov eax, SYS_setresgid
      0f05                 |   syscall
      4885c0               |   test rax, rax
      0f85df000000         |   jnz fail
      488b7b60             |   mov rdi, [rbx+UID]
      4889fe               |   mov rsi, rdi
      4889fa               |   mov rdx, rdi
      b875000000           |   mov eax, SYS_setresuid
      0f05                 |   syscall
      4885c0               |   test rax, rax
      0f85c5000000         |   jnz fail
                           | ready:
      bf02000000           |   mov edi, 2
      488d7350             |   lea rsi, [rbx+MASK]
      31d2                 |   xor edx, edx
      41ba08000000         |   mov r10d, 8
      b80e000000           |   mov eax, SYS_rt_sigprocmask
      0f05                 |   syscall
      488b7b18             |   mov rdi, [rbx+READY_FD]
      488db3d0000000       |   lea rsi, [rbx+PIPE_BYTE]
      ba01000000           |   mov edx, 1
      b801000000           |   mov eax, SYS_write
      0f05                 |   syscall
                           | park:
      488b7b20             |   mov rdi, [rbx+GO_FD]
      488db3d0000000       |   lea rsi, [rbx+PIPE_BYTE]
      ba01000000           |   mov edx, 1
      b800000000           |   mov eax, SYS_read
      0f05                 |   syscall
      4883f8fc             |   cmp rax, -4
      74e3                 |   je park
      4883f801             |   cmp rax, 1
      7573                 |   jne fail
      4883bbe000000000     |   cmp qword ptr [rbx+FILTER], 0
      7457                 |   je exec
      488bbbf0000000       |   mov rdi, [rbx+CAPABILITIES]
      4885ff               |   test rdi, rdi
      740b                 |   jz privileges
      488d7708             |   lea rsi, [rdi+8]
      b87e000000           |   mov eax, SYS_capset
      0f05                 |   syscall
                           | privileges:
      4883bbe800000000     |   cmp qword ptr [rbx+NO_NEW_PRIVS], 0
      7419                 |   je filter
      bf26000000           |   mov edi, 38
      be01000000           |   mov esi, 1
      31d2                 |   xor edx, edx
      4531d2               |   xor r10d, r10d
      4531c0               |   xor r8d, r8d
      b89d000000           |   mov eax, SYS_prctl
      0f05                 |   syscall
                           | filter:
      bf01000000           |   mov edi, 1
      be04000000           |   mov esi, 4
      488b93e0000000       |   mov rdx, [rbx+FILTER]
      b83d010000           |   mov eax, SYS_seccomp
      0f05                 |   syscall
      4885c0               |   test rax, rax
      7512                 |   jnz fail
                           | exec:
      488b3b               |   mov rdi, [rbx+PATH]
      488b7308             |   mov rsi, [rbx+ARGV]
      488b5310             |   mov rdx, [rbx+ENVP]
      b83b000000           |   mov eax, SYS_execve
      0f05                 |   syscall
                           | fail:
      bf7f000000           |   mov edi, 127
      b8e7000000           |   mov eax, SYS_exit_group
      0f05                 |   syscall
      f4                   |   hlt
      """;

  private SpawnCode() {}

  /** The machine code, position independent. */
  static byte[] bytes() {
    StringBuilder hex = new StringBuilder();
    LISTING.lines().map(line -> line.substring(0, line.indexOf('|')).strip()).forEach(hex::append);
    return HexFormat.of().parseHex(hex);
  }
}

package dev.systape.recorder.launch;

import dev.systape.recorder.seccomp.SockFilter;
import java.util.List;

/**
 * A seccomp filter that a program gets before its execve. It is inherited by all that the program
 * starts, and nothing removes it: see seccomp(2).
 *
 * @param program its instructions
 * @param noNewPrivileges whether no_new_privs is set first, which the kernel wants of whoever does
 *     not have CAP_SYS_ADMIN: programs then gain no privileges by their execve, prctl(2),
 *     PR_SET_NO_NEW_PRIVS
 */
public record ProgramFilter(List<SockFilter> program, boolean noNewPrivileges) {
  /** Copies the list. */
  public ProgramFilter {
    program = List.copyOf(program);
  }
}

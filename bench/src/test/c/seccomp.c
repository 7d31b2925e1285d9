/* seccomp ACTION: installs a filter that answers getppid with ACTION (trace, errno, kill, trap) and getpgrp with
   ALLOW, makes both calls, and prints what came back. seccomp wait: installs two filters and waits for the end of its
   input. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void install(long number, unsigned answer, unsigned flags) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, answer),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program)) perror("seccomp");
}

static void trapped(int signal, siginfo_t *info, void *context) {
  char text[100];
  int length = snprintf(text, sizeof text, "SIGSYS %d %d\n", info->si_errno, info->si_syscall);
  write(1, text, length);
  (void)signal, (void)context;
}

int main(int argc, char **argv) {
  (void)argc;
  if (!strcmp(argv[1], "wait")) {
    char byte;
    install(SYS_getppid, SECCOMP_RET_ERRNO | 7, SECCOMP_FILTER_FLAG_LOG);
    install(SYS_getpgrp, SECCOMP_RET_TRACE | 9, 0);
    write(1, "x", 1);
    return read(0, &byte, 1);
  }
  struct sigaction action = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO};
  sigaction(SIGSYS, &action, NULL);
  install(SYS_getppid,
          !strcmp(argv[1], "trace")   ? SECCOMP_RET_TRACE | 42
          : !strcmp(argv[1], "errno") ? SECCOMP_RET_ERRNO | 33
          : !strcmp(argv[1], "trap")  ? SECCOMP_RET_TRAP | 5
                                      : SECCOMP_RET_KILL_PROCESS,
          0);
  long group = syscall(SYS_getpgrp);
  errno = 0;
  long parent = syscall(SYS_getppid);
  printf("%d %s\n", group > 0, parent < 0 ? strerror(errno) : "answered");
  return 0;
}

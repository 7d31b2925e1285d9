/* Calls that a seccomp filter of the program's own answers: getpriority, and openat for writing; others go on. */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define EQUAL(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)

int main(void) {
  struct sock_filter code[] = {
      LOAD(nr),
      EQUAL(SYS_getpriority, 3, 0),
      EQUAL(SYS_openat, 0, 3),
      LOAD(args[2]),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY, 0, 1),
      RETURN(SECCOMP_RET_ERRNO | 13),
      RETURN(SECCOMP_RET_ALLOW),
  };
  // Touched here: a call that is refused does not touch it, and only ptrace could read it then.
  volatile char name[] = "refused";
  struct sock_fprog filter = {sizeof code / sizeof *code, code};
  syscall(SYS_getppid);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
  for (int i = 0; i < 3; i++) {
    syscall(SYS_getpriority, i, 0);
    syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT, 0600);
    syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY);
  }
  syscall(SYS_getppid);
  return 0;
}

/* Allows the calls whose numbers are given, kills for any other, and runs a program:
 * seccomp_loader NUMBER,NUMBER,... PROGRAM [ARGUMENT...] */
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static struct sock_filter filter[4096];
static unsigned short length;

static void add(unsigned short code, unsigned char yes, unsigned char no, unsigned value) {
  struct sock_filter instruction = {code, yes, no, value};
  filter[length++] = instruction;
}

int main(int argc, char **argv) {
  if (argc < 3) return 125;
  add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, arch));
  add(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AUDIT_ARCH_X86_64);
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS);
  add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr));
  for (char *word = strtok(argv[1], ","); word; word = strtok(NULL, ",")) {
    add(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (unsigned)atoi(word));
    add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
  }
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS);
  struct sock_fprog program = {length, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
    return 125;
  execv(argv[2], argv + 2);
  return 126;
}

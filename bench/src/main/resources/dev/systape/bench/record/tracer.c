/* tracer FILE PROGRAM ARGUMENT...: the least that a recorder by ptrace does, to compare with: one program, no children;
   at each stop its registers, at each second one 64 bytes of its stack too, go to FILE. It waits as record does: asks
   for 100 us, with idle CPUs kept awake where that is allowed, and blocks then. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int latency = -1;
static int32_t held = -1;

static void bound(int32_t microseconds) {
  if (latency >= 0 && held != microseconds && write(latency, &microseconds, sizeof microseconds) > 0) {
    held = microseconds;
  }
}

static int wait_for(pid_t pid) {
  int status;
  int64_t begun = now();
  bound(0);
  do {
    if (waitpid(pid, &status, __WALL | WNOHANG) == pid) return status;
  } while (now() - begun < 100000);
  bound(2000000000);
  waitpid(pid, &status, __WALL);
  return status;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  FILE *file = fopen(argv[1], "w");
  pid_t pid = fork();
  if (pid == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    execv(argv[2], argv + 2);
    _exit(127);
  }
  latency = open("/dev/cpu_dma_latency", O_WRONLY | O_CLOEXEC);
  int status = wait_for(pid);
  ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  for (long stops = 0; WIFSTOPPED(status); stops++) {
    int call = WSTOPSIG(status) == (SIGTRAP | 0x80);
    if (call) {
      struct user_regs_struct registers;
      char bytes[64];
      ptrace(PTRACE_GETREGS, pid, 0, &registers);
      fwrite(&registers, sizeof registers, 1, file);
      if (stops & 1) {
        struct iovec local = {bytes, sizeof bytes}, remote = {(void *)registers.rsp, sizeof bytes};
        process_vm_readv(pid, &local, 1, &remote, 1, 0);
        fwrite(bytes, sizeof bytes, 1, file);
      }
    }
    ptrace(PTRACE_SYSCALL, pid, 0, call || WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status));
    status = wait_for(pid);
  }
  fclose(file);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

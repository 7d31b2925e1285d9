/* What the tests of the tracer look at: each mode does one thing, and says what it saw. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

char text[64] = "a text in memory";
volatile long counter;

__attribute__((noinline)) void counted(void) { counter++; }

__attribute__((noinline)) long plain_getppid(void) { return syscall(SYS_getppid); }

static void *hundred(void *unused) {
  for (int i = 0; i < 100; i++) counted();
  return unused;
}

static int calls(void) {
  pthread_t threads[3];
  for (int i = 0; i < 3; i++) pthread_create(&threads[i], 0, hundred, 0);
  hundred(0);
  for (int i = 0; i < 3; i++) pthread_join(threads[i], 0);
  pid_t child = fork();
  if (child == 0) {
    for (int i = 0; i < 7; i++) counted();
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  printf("%d %d\n", WIFEXITED(status), counter > 0);
  return 0;
}

static int clocks(void) {
  struct timespec now;
  for (int i = 0; i < 5; i++) clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec == 0;
}

static int tree(void) {
  pthread_t thread;
  int status;
  pthread_create(&thread, 0, hundred, 0);
  pthread_join(thread, 0);
  if (fork() == 0) _exit(3);
  wait(&status);
  if (vfork() == 0) {
    execl("/bin/true", "true", (char *)0);
    _exit(1);
  }
  wait(&status);
  raise(SIGUSR1);
  return 9;
}

static int filtered(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 77),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  long result = syscall(SYS_getppid);
  printf("%s\n", result == getpid() ? "own" : result == -1 && errno == ENOSYS ? "ENOSYS" : "parent");
  return 0;
}

static void *waits(void *unused) {
  for (;;) usleep(1000);
  return unused;
}

static void *makes_threads(void *unused) {
  for (;;) {
    pthread_t thread;
    pthread_create(&thread, 0, hundred, 0);
    pthread_join(thread, 0);
  }
  return unused;
}

static int threads(void) {
  pthread_t thread;
  for (int i = 0; i < 3; i++) pthread_create(&thread, 0, waits, 0);
  pthread_create(&thread, 0, makes_threads, 0);
  puts("ready");
  fflush(stdout);
  while (getchar() != EOF) continue;
  puts("end");
  return 0;
}

static int loop(int count) {
  char byte[64];
  int fds[2];
  if (pipe(fds) != 0 || write(fds[1], byte, sizeof byte) < 0) return 1;
  for (int i = 0; i < count; i++) {
    if (read(fds[0], byte, sizeof byte) < 0 || write(fds[1], byte, sizeof byte) < 0) return 1;
  }
  return 0;
}

int main(int argc, char **argv) {
  const char *mode = argc > 1 ? argv[1] : "";
  if (strcmp(mode, "calls") == 0) return calls();
  if (strcmp(mode, "clocks") == 0) return clocks();
  if (strcmp(mode, "tree") == 0) {
    signal(SIGUSR1, SIG_IGN);
    return tree();
  }
  if (strcmp(mode, "filtered") == 0) return filtered();
  if (strcmp(mode, "threads") == 0) return threads();
  if (strcmp(mode, "loop") == 0) return loop(atoi(argv[2]));
  if (strcmp(mode, "parent") == 0) return printf("%ld\n", plain_getppid()) < 0;
  if (strcmp(mode, "text") == 0) return printf("%s\n", text) < 0;
  return 1;
}

/*
 * Calls that never return: two children, of which one is killed inside a futex wait, and one ends by exit_group while a
 * thread of its own is inside one. A waiter that FUTEX_CMP_REQUEUE moved to another futex is inside for certain; how often
 * that has to be asked for is chance.
 */
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int *words;

static void *wait_forever(void *unused) {
  syscall(SYS_futex, &words[0], FUTEX_WAIT, 0, 0, 0, 0);
  return unused;
}

static void until_it_waits(void) {
  while (syscall(SYS_futex, &words[0], FUTEX_CMP_REQUEUE, 0, 1, &words[1], 0) != 1) continue;
}

static void child(int kind) {
  pthread_t thread;
  if (kind == 0) wait_forever(0);
  pthread_create(&thread, 0, wait_forever, 0);
  until_it_waits();
  _exit(5);
}

int main(void) {
  words = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (words == MAP_FAILED) return 1;
  for (int kind = 0; kind < 2; kind++) {
    pid_t pid = fork();
    if (pid == 0) child(kind);
    if (kind == 0) {
      until_it_waits();
      kill(pid, SIGKILL);
    }
    int status = -1;
    waitpid(pid, &status, 0);
    printf("%d %x\n", kind, status);
  }
  return 0;
}

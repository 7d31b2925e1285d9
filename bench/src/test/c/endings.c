/*
 * Calls that never return: two children, of which one is killed inside a read, and one ends by exit_group while a thread
 * of its own is inside a read.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2], told[2];

static void *wait_forever(void *unused) {
  char byte;
  if (write(told[1], "w", 1) == 1 && read(ends[0], &byte, 1) == 1) return 0;
  return unused;
}

static void child(int kind) {
  pthread_t thread;
  if (kind == 0) wait_forever(0);
  pthread_create(&thread, 0, wait_forever, 0);
  char byte;
  while (read(told[0], &byte, 1) != 1) continue;
  _exit(5);
}

int main(void) {
  for (int kind = 0; kind < 2; kind++) {
    if (pipe(ends) || pipe(told)) return 1;
    pid_t pid = fork();
    if (pid == 0) child(kind);
    char byte;
    if (kind == 0) {
      if (read(told[0], &byte, 1) != 1) return 2;
      kill(pid, SIGKILL);
    }
    int status = -1;
    waitpid(pid, &status, 0);
    printf("%d %x\n", kind, status);
    for (int i = 0; i < 2; i++) close(ends[i]), close(told[i]);
  }
  return 0;
}

/*
 * Calls that never return: two children, of which one is killed inside a write, and one ends by exit_group while a thread
 * of its own is inside one. What is written does not fit into the pipe: who has read a byte of it knows that the writer is
 * inside.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int told[2];
static char much[1 << 20];

static void *write_forever(void *unused) {
  if (write(told[1], much, sizeof much) > 0) return 0;
  return unused;
}

static void child(int kind) {
  pthread_t thread;
  if (kind == 0) write_forever(0);
  pthread_create(&thread, 0, write_forever, 0);
  char byte;
  while (read(told[0], &byte, 1) != 1) continue;
  _exit(5);
}

int main(void) {
  memset(much, 'm', sizeof much);
  for (int kind = 0; kind < 2; kind++) {
    if (pipe(told)) return 1;
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
    for (int i = 0; i < 2; i++) close(told[i]);
  }
  return 0;
}

/* filtered: opens a file in each kind of child, then makes other calls, x32 ones and none among them, and prints what
   came back. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define X32 0x40000000

static void *thread(void *name) {
  int file = open("/dev/null", O_RDONLY);
  printf("%s %d\n", (char *)name, file >= 0);
  fflush(stdout);
  close(file);
  return NULL;
}

int main(int argc, char **argv) {
  pthread_t other;
  if (argc > 1) {
    thread("exec");
    return 3;
  }
  thread("main");
  pthread_create(&other, NULL, thread, "thread");
  pthread_join(other, NULL);
  if (fork() == 0) {
    thread("fork");
    _exit(0);
  }
  wait(NULL);
  if (vfork() == 0) {
    execl(argv[0], argv[0], "again", NULL);
    _exit(1);
  }
  int status;
  wait(&status);
  printf("status %d\n", WEXITSTATUS(status));
  printf("x32 %d\n", (int)syscall(X32 | SYS_getpid) == getpid() || errno == ENOSYS);
  printf("no call %ld %d\n", syscall(1000), errno);
  printf("no call %ld %d\n", syscall(-1L), errno);
  for (int i = 0; i < 1000; i++) getppid();
  return 5;
}

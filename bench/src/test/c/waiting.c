/*
 * 8 threads and main wait for a line on standard input each. Then each thread makes 100 getppid, main makes one thread
 * more, which makes 50, and a child that becomes /bin/true. Prints "ready" once all threads wait, at the end what the
 * child ended with; ends with 7.
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 8 };

static int gate[2];
static pthread_barrier_t made;

static void *work(void *calls) {
  char token;
  pthread_barrier_wait(&made);
  if (read(gate[0], &token, 1) != 1) return 0;
  for (long i = (long)calls; i > 0; i--) syscall(SYS_getppid);
  return 0;
}

static void *late(void *unused) {
  for (int i = 0; i < 50; i++) syscall(SYS_getppid);
  return unused;
}

int main(void) {
  pthread_t threads[THREADS];
  char line;
  if (pipe(gate)) return 1;
  pthread_barrier_init(&made, 0, THREADS + 1);
  for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], 0, work, (void *)100);
  pthread_barrier_wait(&made);
  puts("ready");
  fflush(stdout);
  if (read(0, &line, 1) != 1) return 2;
  if (write(gate[1], "12345678", THREADS) != THREADS) return 3;
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], 0);
  pthread_create(&threads[0], 0, late, 0);
  pthread_join(threads[0], 0);
  pid_t child = fork();
  if (child == 0) {
    execl("/bin/true", "true", (char *)0);
    _exit(127);
  }
  int status = -1;
  waitpid(child, &status, 0);
  printf("child %d\n", status);
  return 7;
}

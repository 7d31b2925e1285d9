/* 200 threads that make 20 calls each and take one lock. Prints 200, ends with 7. */
#include <pthread.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int done;

static void *work(void *unused) {
  for (int i = 0; i < 20; i++) syscall(SYS_getppid);
  pthread_mutex_lock(&lock);
  done++;
  pthread_mutex_unlock(&lock);
  return unused;
}

int main(void) {
  pthread_t threads[200];
  for (int i = 0; i < 200; i++) pthread_create(&threads[i], 0, work, 0);
  for (int i = 0; i < 200; i++) pthread_join(threads[i], 0);
  printf("%d\n", done);
  return 7;
}

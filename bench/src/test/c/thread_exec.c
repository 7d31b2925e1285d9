/* An execve by a thread that is not the leader, while the leader waits for it and another thread sleeps. */
#include <pthread.h>
#include <unistd.h>

static void *sleep_forever(void *unused) {
  for (;;) pause();
  return unused;
}

static void *replace(void *unused) {
  execl("/bin/echo", "echo", "from", "a", "thread", (char *)0);
  return unused;
}

int main(void) {
  pthread_t sleeper, replacer;
  pthread_create(&sleeper, 0, sleep_forever, 0);
  pthread_create(&replacer, 0, replace, 0);
  pthread_join(replacer, 0);
  return 1;
}

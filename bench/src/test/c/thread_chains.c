/*
 * 4 chains of threads, each of which makes the next and ends, until there is a line on standard input and 200 more have
 * been made. Prints "ready" first; ends with 7 once all threads have.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { CHAINS = 4 };

static atomic_int over, chains, left = 200;

static void *link_of(void *unused) {
  pthread_t next;
  if ((over && left-- <= 0) || pthread_create(&next, 0, link_of, 0))
    chains--;
  else
    pthread_detach(next);
  return unused;
}

int main(void) {
  char line;
  for (chains = 0; chains < CHAINS; chains++) {
    pthread_t first;
    pthread_create(&first, 0, link_of, 0);
    pthread_detach(first);
  }
  puts("ready");
  fflush(stdout);
  if (read(0, &line, 1) != 1) return 1;
  over = 1;
  while (chains > 0) usleep(1000);
  return 7;
}

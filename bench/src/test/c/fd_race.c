/* Eight threads that open, dup2 and close the same few descriptors as fast as they can. Each file
   holds its own name, so what a read of a descriptor returned says which file it was. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 8, FILES = 16, TURNS = 1500, FIRST = 10, NUMBERS = 6, SIZE = 64 };

static char names[FILES][SIZE];
static pthread_barrier_t start;

static void *race(void *seed) {
  unsigned state = (unsigned)(long)seed;
  char text[SIZE];
  pthread_barrier_wait(&start);
  for (int turn = 0; turn < TURNS; turn++) {
    int fd = open(names[rand_r(&state) % FILES], O_RDONLY);
    int number = FIRST + rand_r(&state) % NUMBERS;
    dup2(fd, number);
    pread(number, text, SIZE, 0);
    pread(fd, text, SIZE, 0);
    if (rand_r(&state) % 2) {
      close(FIRST + rand_r(&state) % NUMBERS);
    }
    pread(FIRST + rand_r(&state) % NUMBERS, text, SIZE, 0);
    close(fd);
    /* What is closed by now is another thread's, if it is anything. */
    pread(fd, text, SIZE, 0);
  }
  return NULL;
}

int main(int count, char **arguments) {
  if (count != 2 || chdir(arguments[1]) != 0) {
    return 2;
  }
  for (int i = 0; i < FILES; i++) {
    snprintf(names[i], SIZE, "%s/file-%d", arguments[1], i);
    int fd = open(names[i], O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (write(fd, names[i], strlen(names[i])) < 0) {
      return 3;
    }
    close(fd);
  }
  pthread_t threads[THREADS];
  pthread_barrier_init(&start, NULL, THREADS);
  for (long i = 0; i < THREADS; i++) {
    pthread_create(&threads[i], NULL, race, (void *)(i + 1));
  }
  for (int i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
  }
  return 0;
}

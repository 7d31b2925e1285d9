/*
 * Opens a file in a directory that another thread moves from one place and name to another and back, as fast as both can.
 * Arguments: an empty directory, how often.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_int done;

static void *move(void *unused) {
  while (!done) {
    rename("here/first", "there/second");
    rename("there/second", "here/first");
  }
  return unused;
}

int main(int count, char **arguments) {
  pthread_t mover;
  if (count != 3 || chdir(arguments[1]) != 0 || mkdir("here", 0700) != 0 || mkdir("there", 0700) != 0 ||
      mkdir("here/first", 0700) != 0) {
    return 2;
  }
  int directory = open("here/first", O_RDONLY | O_DIRECTORY);
  if (openat(directory, "file", O_CREAT | O_RDWR, 0600) < 0 || pthread_create(&mover, 0, move, 0) != 0) {
    return 3;
  }
  for (int i = 0; i < atoi(arguments[2]); i++) {
    int fd = openat(directory, "file", O_RDWR);
    if (fd < 0) {
      return 4;
    }
    fcntl(fd, F_GETFD);
    close(fd);
  }
  done = 1;
  pthread_join(mover, 0);
  return 0;
}

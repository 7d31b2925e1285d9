/* calls KIND COUNT [PROCESSES]: makes calls as fast as it can; each process prints the ns that one took it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

static void calls(const char *kind, long count) {
  char bytes[64];
  int zero = open("/dev/zero", O_RDONLY);
  double begun = now();
  if (!strcmp(kind, "getppid")) {
    for (long i = 0; i < count; i++) syscall(SYS_getppid);
  } else if (!strcmp(kind, "read64")) {
    for (long i = 0; i < count; i++) read(zero, bytes, sizeof bytes);
  } else {
    for (long i = 0; i < count; i++) {
      int file = open("/etc/passwd", O_RDONLY);
      read(file, bytes, sizeof bytes);
      close(file);
    }
  }
  printf("%.1f\n", (now() - begun) / count);
  fflush(stdout);
}

int main(int argc, char **argv) {
  int processes = argc > 3 ? atoi(argv[3]) : 1;
  for (int i = 1; i < processes; i++) {
    if (fork() == 0) {
      calls(argv[1], atol(argv[2]));
      _exit(0);
    }
  }
  calls(argv[1], atol(argv[2]));
  while (wait(NULL) > 0) {
  }
  return 0;
}

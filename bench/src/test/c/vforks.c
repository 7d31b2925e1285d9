/* 200 vforks, every fourth of which execs /bin/true. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ended = 0;
  for (int i = 0; i < 200; i++) {
    pid_t child = vfork();
    if (child == 0) {
      if (i % 4 == 0) execl("/bin/true", "true", (char *)0);
      _exit(i & 63);
    }
    int status;
    waitpid(child, &status, 0);
    ended += WIFEXITED(status);
  }
  printf("%d\n", ended);
  return 0;
}

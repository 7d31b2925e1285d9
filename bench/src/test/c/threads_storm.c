/* Two processes at full speed: each makes as many getppid as the first argument says. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  long calls = argc > 1 ? atol(argv[1]) : 0;
  for (int i = 0; i < 2; i++) {
    if (fork() == 0) {
      for (long call = 0; call < calls; call++) syscall(SYS_getppid);
      _exit(0);
    }
  }
  while (wait(0) > 0) {
  }
  return 0;
}

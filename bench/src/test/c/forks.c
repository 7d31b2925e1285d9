/* 1,000 forks, each waited for. Prints how many ended with the status that they should. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int right = 0;
  for (int i = 0; i < 1000; i++) {
    pid_t child = fork();
    if (child == 0) {
      getppid();
      _exit(i & 127);
    }
    int status;
    waitpid(child, &status, 0);
    right += WIFEXITED(status) && WEXITSTATUS(status) == (i & 127);
  }
  printf("%d\n", right);
  return 0;
}

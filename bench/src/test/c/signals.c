/* Handlers with and without SA_RESTART, a child that stops itself and is continued, a child that segfaults. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int caught;

static void handler(int signal) { caught += signal != 0; }

int main(void) {
  struct sigaction action = {0};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(SIGUSR1, &action, 0);
  action.sa_flags = 0;
  sigaction(SIGUSR2, &action, 0);
  for (int i = 0; i < 50; i++) {
    raise(SIGUSR1);
    kill(getpid(), SIGUSR2);
  }
  pid_t child = fork();
  if (child == 0) {
    raise(SIGSTOP);
    _exit(3);
  }
  int status;
  waitpid(child, &status, WUNTRACED);
  printf("stopped %d by %d\n", WIFSTOPPED(status), WSTOPSIG(status));
  kill(child, SIGCONT);
  waitpid(child, &status, 0);
  printf("exit %d, caught %d\n", WEXITSTATUS(status), caught);
  child = fork();
  if (child == 0) *(volatile int *)0 = 1;
  waitpid(child, &status, 0);
  printf("killed by %d\n", WTERMSIG(status));
  return 0;
}

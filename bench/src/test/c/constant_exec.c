/* A child that executes a program whose path and arguments are constants that nobody has looked at before. */
#include <sys/wait.h>
#include <unistd.h>

enum { APART = 1 << 16 };

static const char path[APART] __attribute__((aligned(4096))) = "/bin/sh";
static const char name[APART] __attribute__((aligned(4096))) = "constant";
static const char option[APART] __attribute__((aligned(4096))) = "-c";
static const char command[APART] __attribute__((aligned(4096))) = "exit 7";

int main(void) {
  char *arguments[] = {(char *)name, (char *)option, (char *)command, 0};
  char *environment[] = {0};
  int status = 0;
  pid_t child = fork();
  if (child == 0) {
    execve(path, arguments, environment);
    _exit(1);
  }
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

/* Descriptors by 32-bit calls from 64-bit code, looked at as descriptors.c does. Argument: a file that is there. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OPEN = 5, PIPE = 42, FCNTL64 = 221, SOCKETPAIR = 360, SENDMSG = 370, RECVMSG = 372 };

struct control {
  uint32_t length, level, type;
  int fds[3];
};

/* What the calls point to lies where 32 bits reach. */
struct low {
  char path[256], data[8];
  int fds[2];
  uint32_t part[2];
  uint32_t message[7];
  struct control sent, got;
};

static struct low *low;

static long call32(long number, long a, long b, long c, long d) {
  long result;
  __asm__ volatile("int $0x80"
                   : "=a"(result)
                   : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d)
                   : "memory", "r8", "r9", "r10", "r11");
  return result;
}

static void tell(int fd) {
  static char name[64], target[8192];
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  readlink(name, target, sizeof target);
  fcntl(fd, F_GETFD);
}

static int transfer(long number, int socket, struct control *control) {
  uint32_t message[7] = {0, 0, (uintptr_t)low->part, 1, (uintptr_t)control, sizeof *control, 0};
  memcpy(low->message, message, sizeof message);
  return call32(number, socket, (uintptr_t)low->message, 0, 0);
}

int main(int count, char **arguments) {
  low = mmap((void *)0x10000000, sizeof *low, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  if (count != 2 || low == MAP_FAILED) {
    return 2;
  }
  strcpy(low->path, arguments[1]);
  int fd = call32(OPEN, (uintptr_t)low->path, O_RDONLY, 0, 0);
  tell(fd);
  tell(call32(FCNTL64, fd, F_DUPFD, 50, 0));
  if (call32(PIPE, (uintptr_t)low->fds, 0, 0, 0) != 0) {
    return 3;
  }
  tell(low->fds[0]);
  tell(low->fds[1]);
  if (call32(SOCKETPAIR, AF_UNIX, SOCK_STREAM, 0, (uintptr_t)low->fds) != 0) {
    return 4;
  }
  tell(low->fds[0]);
  tell(low->fds[1]);
  low->part[0] = (uintptr_t)low->data;
  low->part[1] = 1;
  low->sent = (struct control){sizeof low->sent, SOL_SOCKET, SCM_RIGHTS, {fd, low->fds[0], fd}};
  if (transfer(SENDMSG, low->fds[0], &low->sent) != 1 || transfer(RECVMSG, low->fds[1], &low->got) != 1) {
    return 5;
  }
  for (int i = 0; i < 3; i++) {
    tell(low->got.fds[i]);
  }
  return 0;
}

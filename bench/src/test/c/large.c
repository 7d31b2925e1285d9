/* Buffers, vectors and arguments of up to 300,000 bytes, whole ones and such as the call takes a part of. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { LARGE = 300000, PARTS = 40 };

static char data[LARGE], room[LARGE], text[5000];

int main(void) {
  for (int i = 0; i < LARGE; i++) data[i] = (char)(i * 31 + i / 251);
  memset(text, 't', sizeof text - 1);
  int null = open("/dev/null", O_RDWR), file = open("large", O_RDWR | O_CREAT | O_TRUNC, 0600), ends[2];
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends)) return 1;
  syscall(SYS_getppid);
  static const int sizes[] = {1, 255, 256, 257, 4095, 4096, 4097, 65535, 65536, 65537, LARGE};
  for (int i = 0; i < 11; i++) {
    syscall(SYS_write, null, data, sizes[i]);
    syscall(SYS_pwrite64, file, data, sizes[i], 0);
    syscall(SYS_pread64, file, room, LARGE, 0);
  }
  struct iovec parts[PARTS];
  for (int i = 0; i < PARTS; i++) parts[i] = (struct iovec){data + i, i % 3 ? 7000 : 3};
  syscall(SYS_pwritev, file, parts, PARTS, 0, 0);
  for (int i = 0; i < PARTS; i++) parts[i].iov_base = room + 7000 * i;
  syscall(SYS_preadv, file, parts, PARTS, 100000, 0);
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = PARTS / 2};
  syscall(SYS_sendmsg, ends[0], &message, 0);
  syscall(SYS_recvmsg, ends[1], &message, 0);
  char *words[] = {text + 1000, text + 4000, "end", 0};
  syscall(SYS_execve, "/nowhere", words, words);
  syscall(SYS_openat, AT_FDCWD, text + 904, O_RDONLY);
  syscall(SYS_openat, AT_FDCWD, text, O_RDONLY);
  unlink("large");
  syscall(SYS_getppid);
  return 0;
}

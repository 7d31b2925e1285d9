/*
 * Commands by their number alone: ioctls that nobody knows, of each direction and of no, small and the largest size;
 * known ones in and out; fcntl, prctl and futex with and without what the command takes; vectors of pointers.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static char room[1 << 14];

int main(void) {
  for (int i = 0; i < (int)sizeof room; i++) room[i] = (char)i;
  syscall(SYS_getppid);
  int ends[2];
  if (pipe(ends)) return 1;
  static const unsigned sizes[] = {0, 1, 8, 24, 255, 256, 300, 4000, 16383};
  for (unsigned direction = 0; direction < 4; direction++)
    for (int i = 0; i < 9; i++) ioctl(ends[0], _IOC(direction, 'Z', 99, sizes[i]), room);
  ioctl(ends[0], _IOWR('Z', 98, int), 0);
  ioctl(ends[0], _IOW('Z', 98, long), (void *)7);
  int count = 0;
  ioctl(ends[0], FIONREAD, &count);
  ioctl(ends[0], FIONBIO, &count);
  struct flock lock = {.l_type = F_RDLCK, .l_len = 5};
  int file = open("locked", O_RDWR | O_CREAT, 0600);
  fcntl(file, F_SETLK, &lock);
  fcntl(file, F_GETLK, &lock);
  fcntl(file, F_SETFD, FD_CLOEXEC);
  fcntl(file, F_GETFL);
  fcntl(file, 9999, room);
  prctl(PR_SET_NAME, "renamed");
  prctl(PR_GET_NAME, room);
  prctl(PR_GET_DUMPABLE);
  char *words[] = {"one", "", "three", 0}, *many[500];
  for (int i = 0; i < 499; i++) many[i] = "word";
  many[499] = 0;
  syscall(SYS_execve, "/nowhere", words, words);
  syscall(SYS_execve, "/nowhere", many, (char *[]){"A=b", 0});
  syscall(SYS_execve, "/nowhere", 0, 0);
  syscall(SYS_execveat, AT_FDCWD, "nowhere", words, many, 0);
  unlink("locked");
  syscall(SYS_getppid);
  return 0;
}

/*
 * Memory at the edges: strings that end with the last byte before what is not mapped, or run into it; vectors and
 * buffers of which a part is not there; data and names in pages of a file that nobody has touched yet; null and odd
 * pointers.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096 };

int main(void) {
  syscall(SYS_getppid);
  char *pages = mmap(0, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char *edge = pages + 2 * PAGE;
  mprotect(edge, PAGE, PROT_NONE);
  memset(pages, 'p', 2 * PAGE);
  strcpy(edge - 8, "/nopath");
  syscall(SYS_openat, AT_FDCWD, edge - 8, O_RDONLY);
  memcpy(edge - 8, "/noendno", 8);
  syscall(SYS_openat, AT_FDCWD, edge - 8, O_RDONLY);
  syscall(SYS_openat, AT_FDCWD, edge, O_RDONLY);
  strcpy(pages + PAGE - 5, "/over/the/edge");
  syscall(SYS_openat, AT_FDCWD, pages + PAGE - 5, O_RDONLY);
  int null = open("/dev/null", O_RDWR), zero = open("/dev/zero", O_RDONLY);
  syscall(SYS_write, null, edge - 100, 200);
  syscall(SYS_read, zero, edge - 100, 200);
  syscall(SYS_read, zero, edge, 200);
  struct iovec parts[4] = {{pages, 10}, {edge - 3, 3}, {edge - 3, 9}, {(void *)3, 2}};
  for (int count = 1; count <= 4; count++) {
    syscall(SYS_writev, null, parts, count);
    syscall(SYS_readv, zero, parts, count);
  }
  memcpy(edge - 24, parts, 16);
  syscall(SYS_writev, null, edge - 24, 2);
  syscall(SYS_newfstatat, AT_FDCWD, "/", edge - 8, 0);
  syscall(SYS_newfstatat, AT_FDCWD, 0, pages, 0);
  syscall(SYS_rt_sigaction, 12, edge - 4, 0, 8);
  syscall(SYS_execve, "/nowhere", edge - 16, edge - 8);
  syscall(SYS_execve, "/nowhere", (char *[]){"zero", edge - 2, (char *)5, 0}, 0);

  int file = open("untouched", O_RDWR | O_CREAT | O_TRUNC, 0600);
  for (int i = 0; i < 40; i++) write(file, pages, PAGE);
  pwrite(file, "/late/name", 11, 8 * PAGE - 5);
  fdatasync(file);
  posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  char *mapped = mmap(0, 40 * PAGE, PROT_READ, MAP_PRIVATE, file, 0);
  madvise(mapped, 40 * PAGE, MADV_RANDOM);
  syscall(SYS_openat, AT_FDCWD, mapped + 8 * PAGE - 5, O_RDONLY);
  int ends[2];
  if (pipe(ends)) return 1;
  // Into a pipe: /dev/null would not touch the pages either, and nobody but ptrace could read them.
  syscall(SYS_write, ends[1], mapped + 20 * PAGE - 50, 100);
  struct iovec late[2] = {{mapped + 30 * PAGE - 50, 100}, {mapped + 39 * PAGE, 20}};
  syscall(SYS_writev, ends[1], late, 2);
  close(file);
  unlink("untouched");
  syscall(SYS_getppid);
  return 0;
}

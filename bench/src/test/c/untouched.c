/*
 * Memory that is mapped and that nobody has touched, in each kind of what is captured: calls that fail before the
 * kernel looks at it. It holds zeros, in whole, before and behind memory that was written, up to what is not there.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096, BAD = -1 };

static char zeros[12 * PAGE] __attribute__((aligned(4096)));

static char *fresh(int pages) {
  return mmap(0, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int main(void) {
  static int next = 1;
  zeros[0] = 1;
  char *written = fresh(3), *edge = fresh(3), *half = fresh(6);
  memset(written + PAGE, 'w', PAGE);
  munmap(edge + 2 * PAGE, PAGE);
  char *before = written + PAGE, *behind = written + 2 * PAGE;
  syscall(SYS_getppid);

  /* structs and words, in .bss */
  syscall(SYS_setitimer, 99, zeros + next++ * PAGE, 0);
  syscall(SYS_sched_setparam, BAD, zeros + next++ * PAGE);
  syscall(SYS_setsockopt, BAD, 1, 7, zeros + next++ * PAGE, 4);
  syscall(SYS_timer_settime, BAD, 0, zeros + next++ * PAGE, 0);
  syscall(SYS_epoll_ctl, BAD, 1, BAD, zeros + next++ * PAGE);
  syscall(SYS_bind, BAD, zeros + next++ * PAGE, 16);

  /* bytes */
  syscall(SYS_write, BAD, zeros + next * PAGE, 16);
  syscall(SYS_write, BAD, zeros + next++ * PAGE - 5, 3 * PAGE);
  syscall(SYS_write, BAD, before - 8, 16);
  syscall(SYS_write, BAD, behind - 8, 16);
  syscall(SYS_write, BAD, written, 3 * PAGE);
  syscall(SYS_write, BAD, edge + 2 * PAGE - 4, 8);
  syscall(SYS_write, BAD, edge + 2 * PAGE, 8);

  /* strings */
  syscall(SYS_linkat, BAD, edge + 2 * PAGE - 4, BAD, "/new", 1 << 20);
  syscall(SYS_linkat, BAD, before - 8, BAD, behind - 3, 1 << 20);
  syscall(SYS_linkat, BAD, behind, BAD, edge + 2 * PAGE, 1 << 20);

  /* vectors of pointers, arrays of buffers, messages */
  strcpy(half + PAGE - 40, "one");
  char **arguments = (char **)(half + PAGE - 16);
  arguments[0] = arguments[1] = half + PAGE - 40;
  syscall(SYS_execveat, BAD, "nowhere", arguments, half + 2 * PAGE, 0);
  struct iovec *parts = (struct iovec *)(half + 4 * PAGE - 16);
  *parts = (struct iovec){half + PAGE - 40, 4};
  syscall(SYS_writev, BAD, parts, 4);
  syscall(SYS_writev, BAD, parts, 600);
  struct iovec mixed[] = {{before - 2, 4}, {half + 2 * PAGE, 3}, {edge + 2 * PAGE - 1, 3}, {behind - 1, 2}};
  syscall(SYS_writev, BAD, mixed, 4);
  syscall(SYS_sendmsg, BAD, half + 2 * PAGE, 0);
  syscall(SYS_sendmmsg, BAD, half + 2 * PAGE, 3, 0);
  void **name = (void **)(half + 5 * PAGE - 8);
  *name = half + 2 * PAGE;
  syscall(SYS_sendmsg, BAD, name, 0);
  syscall(SYS_poll, fresh(20), 1 << 30, 0);

  /* what is not readable, or not there */
  mprotect(half + 2 * PAGE, PAGE, PROT_NONE);
  syscall(SYS_write, BAD, half + 2 * PAGE - 2, 4);
  syscall(SYS_write, BAD, half + 2 * PAGE, 4);
  mprotect(half + 2 * PAGE, PAGE, PROT_READ);
  syscall(SYS_write, BAD, half + 2 * PAGE - 2, 4);

  /* what was written and given back */
  madvise(half + 4 * PAGE, 2 * PAGE, MADV_DONTNEED);
  syscall(SYS_write, BAD, half + 4 * PAGE, 16);
  syscall(SYS_getppid);
  return 0;
}

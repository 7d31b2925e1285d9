/* 32-bit calls from 64-bit code: 5 getpid, 5 write, 1 close that fails, through int 0x80. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static long call32(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("int $0x80"
                   : "=a"(result)
                   : "a"(number), "b"(a), "c"(b), "d"(c)
                   : "memory", "r8", "r9", "r10", "r11");
  return result;
}

int main(void) {
  char *text = mmap((void *)0x10000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  strcpy(text, "hello from int 0x80\n");
  for (int i = 0; i < 5; i++) {
    call32(20, 0, 0, 0);
    call32(4, 1, (long)text, 20);
  }
  printf("%ld\n", call32(6, -1, 0, 0));
  return 0;
}

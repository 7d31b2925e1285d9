/* What the tests of the tracer look at: each mode does one thing, and says what it saw. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

char text[64] = "a text in memory";
volatile long counter;

__attribute__((noinline)) void counted(void) { counter++; }

__attribute__((noinline)) long plain_getppid(void) { return syscall(SYS_getppid); }

static void *hundred(void *unused) {
  for (int i = 0; i < 100; i++) counted();
  return unused;
}

static int calls(void) {
  pthread_t threads[3];
  for (int i = 0; i < 3; i++) pthread_create(&threads[i], 0, hundred, 0);
  hundred(0);
  for (int i = 0; i < 3; i++) pthread_join(threads[i], 0);
  pid_t child = fork();
  if (child == 0) {
    for (int i = 0; i < 7; i++) counted();
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  printf("%d %d\n", WIFEXITED(status), counter > 0);
  return 0;
}

static int clocks(void) {
  struct timespec now;
  for (int i = 0; i < 5; i++) clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec == 0;
}

static int tree(void) {
  pthread_t thread;
  int status;
  pthread_create(&thread, 0, hundred, 0);
  pthread_join(thread, 0);
  if (fork() == 0) _exit(3);
  wait(&status);
  if (vfork() == 0) {
    execl("/bin/true", "true", (char *)0);
    _exit(1);
  }
  wait(&status);
  raise(SIGUSR1);
  return 9;
}

static int filtered(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 77),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  long result = syscall(SYS_getppid);
  printf("%s\n", result == getpid() ? "own" : result == -1 && errno == ENOSYS ? "ENOSYS" : "parent");
  return 0;
}

/* The time in seconds by three calls. */
static int times(void) {
  struct timespec spec;
  struct timeval val;
  clock_gettime(CLOCK_REALTIME, &spec);
  gettimeofday(&val, 0);
  time_t now = time(0);
#ifdef SYS_time
  now = syscall(SYS_time, 0);
#endif
  printf("%ld %ld %ld\n", (long)spec.tv_sec, (long)val.tv_sec, (long)now);
  return 0;
}

static void *asks(void *answer) {
  *(long *)answer = plain_getppid();
  return 0;
}

/* What getppid says to a process, its thread, its child, and itself again. */
static int family(void) {
  long before = plain_getppid(), threads, children, after;
  pthread_t thread;
  int fds[2];
  if (pipe(fds) != 0) return 1;
  pthread_create(&thread, 0, asks, &threads);
  pthread_join(thread, 0);
  if (fork() == 0) {
    children = plain_getppid();
    _exit(write(fds[1], &children, sizeof children) < 0);
  }
  if (read(fds[0], &children, sizeof children) < 0) return 1;
  after = plain_getppid();
  printf("%ld %ld %ld %ld\n", before, threads, children, after);
  return 0;
}

static int fault(void) {
  long result = syscall(SYS_clock_gettime, CLOCK_MONOTONIC, 8L);
  printf("%ld %d\n", result, errno);
  return 0;
}

static int vectors(void) {
  char first[4] = "", second[8] = "";
  struct iovec out[] = {{"ab", 2}, {"cde", 3}};
  struct iovec in[] = {{first, 3}, {second, 7}};
  int null = open("/dev/null", O_RDWR);
  long written = writev(null, out, 2);
  long got = readv(null, in, 2);
  printf("%ld %ld %s|%s\n", written, got, first, second);
  return 0;
}

#ifdef __x86_64__
/* Opens a file with the bytes below the red zone known, and tells whether they and the registers were kept. */
static int opens(const char *path) {
  long fd, directory;
  const char *after;
  char kept;
  __asm__ volatile(
      "lea -512(%%rsp), %%rdi\n mov $0x5a, %%eax\n mov $384, %%ecx\n rep stosb\n"
      "mov $-100, %%rdi\n mov %[path], %%rsi\n xor %%edx, %%edx\n mov %[nr], %%eax\n syscall\n"
      "mov %%rax, %[fd]\n mov %%rdi, %[directory]\n mov %%rsi, %[after]\n"
      "lea -512(%%rsp), %%rdi\n mov $0x5a, %%eax\n mov $384, %%ecx\n repe scasb\n sete %[kept]\n"
      : [fd] "=&r"(fd), [directory] "=&r"(directory), [after] "=&r"(after), [kept] "=&r"(kept)
      : [path] "r"(path), [nr] "i"(SYS_openat)
      : "rax", "rcx", "rdx", "rsi", "rdi", "r11", "memory", "cc");
  char content[64] = "";
  long got = read(fd, content, sizeof content - 1);
  printf("%ld %s %d %d %d\n", got, content, directory == AT_FDCWD, after == path, kept);
  return 0;
}

/* pread64 at 4 GiB plus 1 as a 32-bit program calls it: an offset of two words. */
static int narrow(const char *path) {
  long got, fd = open(path, O_RDONLY);
  char *text = mmap((void *)0x10000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  __asm__ volatile("int $0x80"
                   : "=a"(got)
                   : "a"(180), "b"(fd), "c"(text), "d"(4L), "S"(1L), "D"(1L)
                   : "memory", "r8", "r9", "r10", "r11");
  printf("%ld %s\n", got, text);
  return 0;
}
#endif

static void *waits(void *unused) {
  for (;;) usleep(1000);
  return unused;
}

static void *makes_threads(void *unused) {
  for (;;) {
    pthread_t thread;
    pthread_create(&thread, 0, hundred, 0);
    pthread_join(thread, 0);
  }
  return unused;
}

static int threads(void) {
  pthread_t thread;
  for (int i = 0; i < 3; i++) pthread_create(&thread, 0, waits, 0);
  pthread_create(&thread, 0, makes_threads, 0);
  puts("ready");
  fflush(stdout);
  while (getchar() != EOF) continue;
  puts("end");
  return 0;
}

static int loop(int count) {
  char byte[64];
  int fds[2];
  if (pipe(fds) != 0 || write(fds[1], byte, sizeof byte) < 0) return 1;
  for (int i = 0; i < count; i++) {
    if (read(fds[0], byte, sizeof byte) < 0 || write(fds[1], byte, sizeof byte) < 0) return 1;
  }
  return 0;
}

int main(int argc, char **argv) {
  const char *mode = argc > 1 ? argv[1] : "";
  if (strcmp(mode, "calls") == 0) return calls();
  if (strcmp(mode, "clocks") == 0) return clocks();
  if (strcmp(mode, "tree") == 0) {
    signal(SIGUSR1, SIG_IGN);
    return tree();
  }
  if (strcmp(mode, "filtered") == 0) return filtered();
  if (strcmp(mode, "threads") == 0) return threads();
  if (strcmp(mode, "loop") == 0) return loop(atoi(argv[2]));
  if (strcmp(mode, "parent") == 0) return printf("%ld\n", plain_getppid()) < 0;
  if (strcmp(mode, "times") == 0) return times();
  if (strcmp(mode, "family") == 0) return family();
  if (strcmp(mode, "fault") == 0) return fault();
  if (strcmp(mode, "vectors") == 0) return vectors();
#ifdef __x86_64__
  if (strcmp(mode, "opens") == 0) return opens(argv[2]);
  if (strcmp(mode, "narrow") == 0) return narrow(argv[2]);
#endif
  if (strcmp(mode, "text") == 0) return printf("%s\n", text) < 0;
  return 1;
}

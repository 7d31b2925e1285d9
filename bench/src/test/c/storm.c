/*
 * Does what a tracer could disturb, and says what it saw: forks, vforks, threads, signals of all kinds, calls that are
 * interrupted and calls that are restarted, job control, an execve by a thread that is not the leader. What it prints
 * does not depend on timing. The last line alone tells a traced run from another: a child cannot be traced twice.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *self;

/* ---- forks ---- */

static int tree(int depth) {
  int made = 0, status;
  if (depth == 0) return 0;
  for (int i = 0; i < 3; i++) {
    pid_t child = fork();
    if (child == 0) _exit(1 + tree(depth - 1));
    waitpid(child, &status, 0);
    made += WEXITSTATUS(status);
  }
  return made;
}

static void forks(void) {
  int status, ended = 0;
  printf("forks: %d\n", tree(3));
  for (int i = 0; i < 30; i++)
    if (fork() == 0) _exit(i);
  while (wait(&status) > 0) ended += WEXITSTATUS(status);
  printf("forks at once: %d\n", ended);
}

static void vforks(void) {
  int sum = 0, status;
  for (int i = 0; i < 20; i++) {
    pid_t child = vfork();
    if (child == 0) {
      if (i % 2) _exit(i);
      execl(self, self, "status", "7", (char *)0);
      _exit(99);
    }
    waitpid(child, &status, 0);
    sum += WEXITSTATUS(status);
  }
  printf("vforks: %d\n", sum);
}

/* ---- threads ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counted;

static void *count(void *unused) {
  for (int i = 0; i < 100; i++) {
    pthread_mutex_lock(&lock);
    counted++;
    pthread_mutex_unlock(&lock);
    getppid();
  }
  return unused;
}

static void threads(void) {
  pthread_t all[8];
  for (int round = 0; round < 5; round++) {
    for (int i = 0; i < 8; i++) pthread_create(&all[i], 0, count, 0);
    for (int i = 0; i < 8; i++) pthread_join(all[i], 0);
  }
  printf("threads: %d\n", counted);
}

/* ---- signals ---- */

static volatile sig_atomic_t caught[65], code[65], value[65], order[8], orders;
static int ack[2];

static void note(int number, siginfo_t *info, void *context) {
  (void)context;
  caught[number]++;
  code[number] = info->si_code;
  value[number] = info->si_value.sival_int;
  if (orders < 8) order[orders++] = info->si_value.sival_int;
}

static void handle(int number, void (*handler)(int, siginfo_t *, void *), int flags) {
  struct sigaction action = {0};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | flags;
  sigaction(number, &action, 0);
}

static void every_signal(void) {
  for (int number = 1; number <= 64; number++) {
    if (number == SIGKILL || number == SIGSTOP || number == 32 || number == 33) continue;
    handle(number, note, number % 2 ? SA_RESTART : 0);
    kill(getpid(), number);
    syscall(SYS_tgkill, getpid(), gettid(), number);
    sigqueue(getpid(), number, (union sigval){.sival_int = 1000 + number});
    printf("signal %d: %d times, last code %d value %d\n", number, caught[number], code[number], value[number]);
    signal(number, SIG_DFL);
  }
  sigset_t all, old;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &old);
  handle(SIGRTMIN + 1, note, 0);
  orders = 0;
  for (int i = 0; i < 5; i++) sigqueue(getpid(), SIGRTMIN + 1, (union sigval){.sival_int = i});
  sigprocmask(SIG_SETMASK, &old, 0);
  printf("queued: %d %d %d %d %d\n", order[0], order[1], order[2], order[3], order[4]);
}

static sigjmp_buf back;

static void jump(int number, siginfo_t *info, void *context) {
  (void)context;
  caught[number]++;
  code[number] = info->si_code;
  siglongjmp(back, 1);
}

static void faults(void) {
  static volatile int zero;
  handle(SIGSEGV, jump, 0);
  handle(SIGFPE, jump, 0);
  handle(SIGILL, jump, 0);
  handle(SIGTRAP, note, 0);
  caught[SIGSEGV] = caught[SIGFPE] = caught[SIGILL] = caught[SIGTRAP] = 0;
  for (int i = 0; i < 3; i++) {
    if (!sigsetjmp(back, 1)) *(volatile int *)8 = 1;
    if (!sigsetjmp(back, 1)) zero = 7 / zero;
    if (!sigsetjmp(back, 1)) __asm__ volatile("ud2");
    __asm__ volatile("int3");
  }
  printf("faults: segv %d/%d fpe %d/%d ill %d/%d trap %d/%d\n", caught[SIGSEGV], code[SIGSEGV], caught[SIGFPE],
         code[SIGFPE], caught[SIGILL], code[SIGILL], caught[SIGTRAP], code[SIGTRAP]);
  for (int number = SIGILL; number <= SIGTRAP; number++) signal(number, SIG_DFL);
  signal(SIGSEGV, SIG_DFL);
  signal(SIGFPE, SIG_DFL);
}

static void tell(int number) { (void)!write(ack[1], &number, 1); }

/* A child that blocks; signals come until it says that it saw one. */
static void interrupted(const char *what, int flags, int (*block)(void)) {
  int status;
  char byte;
  pid_t child;
  (void)!pipe(ack);
  child = fork();
  if (child == 0) {
    struct sigaction action = {0};
    action.sa_handler = tell;
    action.sa_flags = flags;
    sigaction(SIGUSR1, &action, 0);
    byte = 0;
    (void)!write(ack[1], &byte, 1);
    _exit(block());
  }
  (void)!read(ack[0], &byte, 1);
  while (waitpid(child, &status, WNOHANG) == 0) {
    kill(child, SIGUSR1);
    usleep(3000);
  }
  printf("%s: %d\n", what, WEXITSTATUS(status));
  close(ack[0]);
  close(ack[1]);
}

/* Restarted, a call lasts until what it waits for happens after some signals. */
static int read_with_data(void) {
  int data[2];
  char byte;
  (void)!pipe(data);
  if (fork() == 0) {
    usleep(30000);
    (void)!write(data[1], "x", 1);
    _exit(0);
  }
  return read(data[0], &byte, 1) == 1 ? 1 : 100 + errno;
}

static int wait_for_an_end(void) {
  pid_t child = fork();
  if (child == 0) {
    usleep(30000);
    _exit(0);
  }
  return waitpid(child, 0, 0) == child ? 1 : 100 + errno;
}

/* What these wait for never happens. */
static int block_read(void) {
  int data[2];
  char byte;
  (void)!pipe(data);
  return read(data[0], &byte, 1) == 1 ? 1 : 100 + errno;
}

static int block_wait(void) {
  pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  int result = waitpid(child, 0, 0) == child ? 1 : 100 + errno;
  kill(child, SIGKILL);
  return result;
}

static int block_poll(void) { return poll(0, 0, -1) == 0 ? 1 : 100 + errno; }

static int block_sleep(void) {
  struct timespec whole = {5, 0}, rest = {0, 0};
  if (nanosleep(&whole, &rest) == 0) return 1;
  return rest.tv_sec > 0 ? 100 + errno : 2;
}

static int block_pause(void) { return pause() == -1 ? 100 + errno : 1; }

static int block_suspend(void) {
  sigset_t none;
  sigemptyset(&none);
  return sigsuspend(&none) == -1 ? 100 + errno : 1;
}

static int block_futex(void) {
  sem_t never;
  sem_init(&never, 0, 0);
  return sem_wait(&never) == 0 ? 1 : 100 + errno;
}

static void interruptions(void) {
  interrupted("read, SA_RESTART", SA_RESTART, read_with_data);
  interrupted("read", 0, block_read);
  interrupted("wait, SA_RESTART", SA_RESTART, wait_for_an_end);
  interrupted("wait", 0, block_wait);
  interrupted("poll, SA_RESTART", SA_RESTART, block_poll);
  interrupted("poll", 0, block_poll);
  interrupted("nanosleep, SA_RESTART", SA_RESTART, block_sleep);
  interrupted("nanosleep", 0, block_sleep);
  interrupted("pause", SA_RESTART, block_pause);
  interrupted("sigsuspend", SA_RESTART, block_suspend);
  interrupted("futex", 0, block_futex);
}

static void waited_for(void) {
  sigset_t set;
  siginfo_t info;
  struct signalfd_siginfo read_info;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, 0);
  kill(getpid(), SIGUSR2);
  int first = sigwaitinfo(&set, &info);
  int fd = signalfd(-1, &set, 0);
  kill(getpid(), SIGUSR1);
  (void)!read(fd, &read_info, sizeof read_info);
  close(fd);
  struct timespec soon = {0, 1000000};
  int last = sigtimedwait(&set, &info, &soon);
  printf("waited for: %d %d %d\n", first, read_info.ssi_signo, last == -1 && errno == EAGAIN);
  sigprocmask(SIG_UNBLOCK, &set, 0);
  handle(SIGALRM, note, 0);
  caught[SIGALRM] = 0;
  struct itimerval timer = {{0, 0}, {0, 5000}};
  setitimer(ITIMER_REAL, &timer, 0);
  while (!caught[SIGALRM]) pause();
  printf("alarm: %d\n", caught[SIGALRM]);
}

/* ---- job control ---- */


static void *idle(void *unused) {
  for (;;) poll(0, 0, 1);
  return unused;
}

static void stops(int number, int extra_threads) {
  int status, rounds = 0;
  char byte = 0;
  (void)!pipe(ack);
  pid_t child = fork();
  if (child == 0) {
    pthread_t thread;
    /* SIGTSTP and kin stop nobody in an orphaned group, as a test run without a terminal is one. */
    setpgid(0, 0);
    signal(SIGCONT, tell);
    for (int i = 0; i < extra_threads; i++) pthread_create(&thread, 0, idle, 0);
    (void)!write(ack[1], &byte, 1);
    for (;;) poll(0, 0, 1);
  }
  (void)!read(ack[0], &byte, 1);
  for (int i = 0; i < 5; i++) {
    kill(child, number);
    if (waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status)) break;
    int by = WSTOPSIG(status);
    int asleep = waitpid(child, &status, WNOHANG | WUNTRACED) == 0;
    kill(child, SIGCONT);
    if (waitpid(child, &status, WCONTINUED) != child || !WIFCONTINUED(status)) break;
    /* The next stop signal would discard a SIGCONT that is still pending. */
    if (read(ack[0], &byte, 1) != 1 || byte != SIGCONT) break;
    rounds += by == number && asleep;
  }
  kill(child, SIGKILL);
  while (waitpid(child, &status, 0) == child && !WIFSIGNALED(status)) continue;
  printf("stopped by %d, %d threads more: %d rounds, ended by %d\n", number, extra_threads, rounds, WTERMSIG(status));
  close(ack[0]);
  close(ack[1]);
}

static void sleeping_through_a_stop(void) {
  int status;
  (void)!pipe(ack);
  pid_t child = fork();
  if (child == 0) {
    char byte = 0;
    (void)!write(ack[1], &byte, 1);
    struct timespec whole = {0, 60000000};
    int slept = nanosleep(&whole, 0) == 0;
    _exit(slept + 2 * (poll(0, 0, 60) == 0));
  }
  char byte;
  (void)!read(ack[0], &byte, 1);
  for (int i = 0; i < 3; i++) {
    kill(child, SIGSTOP);
    if (waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status)) break;
    usleep(2000);
    kill(child, SIGCONT);
    usleep(2000);
  }
  waitpid(child, &status, 0);
  printf("slept through stops: %d\n", WEXITSTATUS(status));
}

static void children_tell(void) {
  sigset_t set;
  siginfo_t info;
  int status;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, 0);
  (void)!pipe(ack);
  pid_t child = fork();
  if (child == 0) {
    char byte;
    raise(SIGSTOP);
    _exit(read(ack[0], &byte, 1) == 1 ? 5 : 6);
  }
  sigwaitinfo(&set, &info);
  printf("child: code %d status %d", info.si_code, info.si_status);
  waitpid(child, &status, WUNTRACED);
  kill(child, SIGCONT);
  /* Two SIGCHLD at once would be one: the child ends when the first was taken. */
  sigwaitinfo(&set, &info);
  printf(", then %d status %d", info.si_code, info.si_status);
  (void)!write(ack[1], "x", 1);
  sigwaitinfo(&set, &info);
  printf(", then %d status %d", info.si_code, info.si_status);
  info.si_pid = 0;
  waitid(P_PID, child, &info, WEXITED | WNOWAIT);
  printf(", seen %d", info.si_pid == child);
  waitpid(child, &status, 0);
  child = fork();
  if (child == 0) pause();
  kill(child, SIGKILL);
  sigwaitinfo(&set, &info);
  printf(", then %d status %d\n", info.si_code, info.si_status);
  waitpid(child, &status, 0);
  sigprocmask(SIG_UNBLOCK, &set, 0);
  signal(SIGCHLD, SIG_IGN);
  if (fork() == 0) _exit(0);
  printf("no zombies: %d\n", wait(&status) == -1 && errno == ECHILD);
  signal(SIGCHLD, SIG_DFL);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  child = fork();
  if (child == 0) {
    if (fork() == 0) {
      while (getppid() == child) usleep(100);
      _exit(9);
    }
    _exit(8);
  }
  int sum = 0;
  while (wait(&status) > 0) sum += WEXITSTATUS(status);
  printf("orphans: %d\n", sum);
}

/* ---- execve of a thread that is not the leader; the end of a process by one of its threads ---- */

static void *exec_from_here(void *unused) {
  usleep(1000);
  execl(self, self, "leader", (char *)0);
  return unused;
}

static void *end_from_here(void *unused) {
  usleep(1000);
  exit(6);
  return unused;
}

static void *leaderless(void *unused) {
  usleep(5000);
  exit(4);
  return unused;
}

static int in_child(void *(*last)(void *), int leader_ends) {
  int status;
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    pthread_t thread;
    for (int i = 0; i < 3; i++) pthread_create(&thread, 0, idle, 0);
    pthread_create(&thread, 0, last, 0);
    if (leader_ends) pthread_exit(0);
    idle(0);
  }
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

static void ends(void) {
  for (int i = 0; i < 5; i++) printf("exec by another thread: %d\n", in_child(exec_from_here, 0));
  for (int i = 0; i < 5; i++) printf("exit by another thread: %d\n", in_child(end_from_here, 0));
  printf("the leader first: %d\n", in_child(leaderless, 1));
}

static void traced(void) {
  int status;
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) _exit(ptrace(PTRACE_TRACEME, 0, 0, 0) == 0 ? 0 : errno);
  waitpid(child, &status, 0);
  printf("ptrace of a child: %s\n", strerror(WEXITSTATUS(status)));
}

int main(int argc, char **argv) {
  if (argc > 2 && strcmp(argv[1], "status") == 0) return atoi(argv[2]);
  if (argc > 1) return getpid() == gettid() ? 11 : 12;
  self = argv[0];
  setvbuf(stdout, 0, _IOLBF, 0);
  forks();
  vforks();
  threads();
  every_signal();
  faults();
  interruptions();
  waited_for();
  stops(SIGSTOP, 0);
  stops(SIGTSTP, 0);
  stops(SIGTTIN, 3);
  stops(SIGTTOU, 0);
  stops(SIGSTOP, 4);
  sleeping_through_a_stop();
  children_tell();
  ends();
  traced();
  return 23;
}

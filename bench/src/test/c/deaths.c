/*
 * Ways to die of a signal, or not to: a child each, one after the other, so that who comes when is not chance. Whoever is
 * waited for says by a byte in a pipe that it is there. Given an argument, one more: the first thread ends before its process.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define THREADS 3

static int here[2];

static void say_here(void) {
  if (write(here[1], "", 1) != 1) _exit(1);
}

static void await(void) {
  char byte;
  if (read(here[0], &byte, 1) != 1) _exit(1);
}

static void wait_forever(void) {
  say_here();
  for (;;) pause();
}

static void *waiter(void *tid) {
  if (tid) *(pid_t *) tid = gettid();
  wait_forever();
  return tid;
}

static void start(pid_t *tid) {
  pthread_t thread;
  if (pthread_create(&thread, 0, waiter, tid)) _exit(1);
  await();
}

static void mask(int how) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(how, &all, 0);
}

static void handler(int signal) {
  (void) signal;
}

static void itself_by_kill(void) {
  kill(getpid(), SIGHUP);
}

static void itself_by_raise(void) {
  raise(SIGUSR1);
}

static void itself_for_good(void) {
  kill(getpid(), SIGKILL);
}

static void its_group(void) {
  setpgid(0, 0);
  if (fork() == 0) wait_forever();
  await();
  kill(0, SIGINT);
}

static void one_thread(void) {
  pid_t tids[THREADS];
  for (int i = 0; i < THREADS; i++) start(&tids[i]);
  syscall(SYS_tgkill, getpid(), tids[1], SIGUSR2);
}

static void a_process_of_threads(void) {
  for (int i = 0; i < THREADS; i++) start(0);
  kill(getpid(), SIGTERM);
}

static void the_thread_that_does_not_block(void) {
  start(0);
  mask(SIG_BLOCK);
  kill(getpid(), SIGTERM);
}

static void a_write_without_a_reader(void) {
  int ends[2];
  if (pipe(ends)) _exit(1);
  close(ends[0]);
  if (write(ends[1], "", 1) == 1) _exit(1);
}

static void an_alarm(void) {
  struct itimerval soon = {{0, 0}, {0, 1000}};
  setitimer(ITIMER_REAL, &soon, 0);
}

static void an_alarm_of_its_own_time(void) {
  struct itimerval soon = {{0, 0}, {0, 1000}};
  setitimer(ITIMER_VIRTUAL, &soon, 0);
  for (;;) continue;
}

static void a_timer(void) {
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2, .sigev_value.sival_int = 5};
  struct itimerspec soon = {{0, 0}, {0, 1000000}};
  timer_t timer;
  timer_create(CLOCK_MONOTONIC, &event, &timer);
  timer_settime(timer, 0, &soon, 0);
}

static void a_fault(void) {
  *(volatile int *) 8 = 1;
}

static void an_abort(void) {
  abort();
}

static void blocked_to_the_end(void) {
  mask(SIG_BLOCK);
  raise(SIGTERM);
  _exit(5);
}

static void blocked_for_a_while(void) {
  mask(SIG_BLOCK);
  raise(SIGTERM);
  raise(SIGUSR2);
  mask(SIG_UNBLOCK);
}

static void blocked_until_killed(void) {
  mask(SIG_BLOCK);
  raise(SIGTERM);
  kill(getpid(), SIGKILL);
}

static void ignored(void) {
  signal(SIGPIPE, SIG_IGN);
  signal(SIGUSR1, SIG_IGN);
  a_write_without_a_reader();
  raise(SIGUSR1);
  _exit(6);
}

static void handled(void) {
  signal(SIGUSR1, handler);
  raise(SIGUSR1);
  raise(SIGUSR2);
}

static void an_orphan(void) {
  if (fork() == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    wait_forever();
  }
  await();
  _exit(7);
}

static void (*const by_itself[])(void) = {
    itself_by_kill, itself_by_raise, itself_for_good, its_group, one_thread, a_process_of_threads,
    the_thread_that_does_not_block, a_write_without_a_reader, an_alarm, an_alarm_of_its_own_time, a_timer, a_fault, an_abort,
    blocked_to_the_end, blocked_for_a_while, blocked_until_killed, ignored, handled, an_orphan,
};

static pid_t child(void (*way)(void)) {
  pid_t pid = fork();
  if (pid == 0) {
    way();
    for (;;) pause();
  }
  return pid;
}

static pid_t victim(void) {
  pid_t pid = child(wait_forever);
  await();
  return pid;
}

static void end(pid_t pid) {
  int status;
  waitpid(pid, &status, 0);
}

static void *after_the_first(void *first) {
  pthread_join((pthread_t) first, 0);
  kill(getpid(), SIGUSR1);
  return first;
}

int main(int argc, char **argv) {
  struct rlimit none = {0, 0};
  (void) argv;
  setrlimit(RLIMIT_CORE, &none);
  if (pipe(here)) return 1;
  if (argc > 1) {
    pthread_t thread;
    pthread_create(&thread, 0, after_the_first, (void *) pthread_self());
    pthread_exit(0);
  }
  for (size_t i = 0; i < sizeof by_itself / sizeof *by_itself; i++) end(child(by_itself[i]));
  pid_t pid = victim();
  kill(pid, SIGTERM);
  end(pid);
  pid = victim();
  kill(pid, SIGKILL);
  end(pid);
  pid = victim();
  sigqueue(pid, SIGRTMIN + 2, (union sigval) {.sival_int = 77});
  end(pid);
  pid = victim();
  kill(pid, SIGHUP);
  kill(pid, SIGTERM);
  end(pid);
  return 0;
}

/*
 * Gets descriptors of every kind in every way. Of each it looks at what /proc says it is, by readlink, and then uses it,
 * by fcntl(F_GETFD). What this kernel does not have is left out. Argument: an empty directory. Takes root.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SENT = 200, LONG = 4800, NAME = 200 };

static void must(int succeeded, const char *what) {
  if (!succeeded) {
    perror(what);
    exit(1);
  }
}

/* Of a descriptor that is there, and stays open. */
static int tell(int fd) {
  static char name[64], target[8192];
  if (fd >= 0) {
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    readlink(name, target, sizeof target);
    fcntl(fd, F_GETFD);
  }
  return fd;
}

static void tell_pair(int result, const int *fds) {
  must(result == 0, "two descriptors");
  tell(fds[0]);
  tell(fds[1]);
}

static int file(const char *name) {
  int fd = open(name, O_CREAT | O_RDWR, 0600);
  must(fd >= 0, name);
  return fd;
}

static void names(void) {
  char name[300];
  tell(file("plain"));
  tell(open("./plain", O_RDONLY));
  must(mkdir("sub", 0700) == 0 && symlink("sub", "link") == 0, "sub");
  tell(open("link/../plain", O_RDONLY));
  int sub = tell(open("link", O_PATH | O_DIRECTORY));
  tell(open("link", O_PATH | O_NOFOLLOW));
  tell(openat(sub, "in sub\n", O_CREAT | O_RDWR, 0600));
  tell(open("/", O_RDONLY));
  tell(open("..", O_RDONLY));
  tell(open("/dev/null", O_WRONLY));
  tell(open("/dev/ptmx", O_RDWR | O_NOCTTY));
  tell(open("/proc/self/status", O_RDONLY));
  tell(open("/proc/1/task/1", O_RDONLY));
  tell(open("/sys/kernel/mm", O_RDONLY));
  tell(open("/sys/kernel/mm/transparent_hugepage/enabled", O_RDONLY));
  memset(name, 'n', 255);
  name[255] = 0;
  tell(open(name, O_CREAT | O_RDWR, 0600));
  tell(open("gone (deleted)", O_CREAT | O_RDWR, 0600));
  /* A name that is there no more, a file that never had one, and a directory that was moved. */
  snprintf(name, sizeof name, "/proc/self/fd/%d", file("unlinked"));
  unlink("unlinked");
  tell(open(name, O_RDONLY));
  tell(open(".", O_TMPFILE | O_RDWR, 0600));
  rename("sub", "moved");
  tell(dup(sub));
  tell(openat(sub, ".", O_RDONLY));
}

/* Directories in each other, until the path is longer than PATH_MAX. */
static void deep(void) {
  char name[NAME + 1];
  int levels = LONG / (NAME + 1), fds[LONG / NAME + 1] = {open(".", O_RDONLY)};
  memset(name, 'd', NAME);
  name[NAME] = 0;
  for (int i = 0; i < levels; i++) {
    must(mkdirat(fds[i], name, 0700) == 0, "deep");
    fds[i + 1] = tell(openat(fds[i], name, O_RDONLY));
  }
  for (int i = levels - 1; i >= 0; i--) {
    unlinkat(fds[i], name, AT_REMOVEDIR);
  }
}

static void copies(void) {
  int fds[2], fd = file("copied");
  tell(dup(fd));
  tell(dup2(fd, 100));
  tell(dup3(fd, 101, O_CLOEXEC));
  tell(fcntl(fd, F_DUPFD, 110));
  tell(fcntl(fd, F_DUPFD_CLOEXEC, 120));
  tell_pair(pipe(fds), fds);
  tell_pair(pipe2(fds, O_CLOEXEC), fds);
  tell_pair(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), fds);
}

/* Control data of two headers, with many descriptors and with one. */
static void messages(void) {
  int ends[2], sent[SENT], got[SENT + 1];
  char data = 'x', control[CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(sizeof sent)] = {0};
  must(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
  setsockopt(ends[1], SOL_SOCKET, SO_PASSCRED, &(int){1}, sizeof(int));
  for (int i = 0; i < SENT; i++) {
    snprintf((char *)control, sizeof control, "sent-%d", i);
    sent[i] = file(control);
  }
  for (int count = 1; count <= SENT; count += SENT - 1) {
    struct iovec part = {&data, 1};
    struct msghdr message = {0, 0, &part, 1, control, CMSG_SPACE(count * sizeof(int)), 0};
    memset(control, 0, sizeof control);
    *CMSG_FIRSTHDR(&message) = (struct cmsghdr){CMSG_LEN(count * sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), sent + SENT - count, count * sizeof(int));
    must(sendmsg(ends[0], &message, 0) == 1, "sendmsg");
    message.msg_controllen = sizeof control;
    must(recvmsg(ends[1], &message, 0) == 1, "recvmsg");
    for (struct cmsghdr *each = CMSG_FIRSTHDR(&message); each; each = CMSG_NXTHDR(&message, each)) {
      if (each->cmsg_type == SCM_RIGHTS) {
        memcpy(got, CMSG_DATA(each), count * sizeof(int));
      }
    }
    for (int i = 0; i < count; i++) {
      tell(got[i]);
    }
  }
}

static void kinds(void) {
  sigset_t set;
  sigemptyset(&set);
  tell(socket(AF_INET, SOCK_DGRAM, 0));
  tell(socket(AF_NETLINK, SOCK_RAW, 0));
  tell(eventfd(0, 0));
  tell(epoll_create1(0));
  tell(timerfd_create(CLOCK_MONOTONIC, 0));
  tell(signalfd(-1, &set, 0));
  tell(inotify_init1(0));
  tell(fanotify_init(FAN_CLASS_NOTIF, O_RDONLY));
  tell(memfd_create("memory", 0));
  tell(syscall(SYS_memfd_secret, 0));
  tell(syscall(SYS_pidfd_open, getpid(), 0));
  tell(syscall(SYS_userfaultfd, O_CLOEXEC));
  tell(syscall(SYS_io_uring_setup, 4, (char[256]){0}));
  tell(syscall(SYS_landlock_create_ruleset, (long[]){1, 0, 0}, 8, 0));
  tell(syscall(SYS_perf_event_open, (int[32]){1, 112}, 0, -1, -1, 0));
  mq_unlink("/systape-descriptors");
  tell(mq_open("/systape-descriptors", O_CREAT | O_RDWR, 0600, 0));
  mq_unlink("/systape-descriptors");
  tell(open("/proc/self/ns/mnt", O_RDONLY));
  tell(open("/proc/self/ns/pid", O_RDONLY));
}

/* Mounts: of its own, over each other, bound, detached, and one that is mounted nowhere. */
static void mounts(void) {
  must(unshare(CLONE_NEWNS) == 0 && mount(0, "/", 0, MS_REC | MS_PRIVATE, 0) == 0, "unshare");
  mkdir("mnt", 0700);
  mkdir("bound", 0700);
  must(mount("none", "mnt", "tmpfs", 0, 0) == 0, "mount");
  int root = tell(open("mnt", O_RDONLY));
  tell(file("mnt/inside"));
  must(mount("none", "mnt", "tmpfs", 0, 0) == 0, "mount over");
  tell(file("mnt/above"));
  tell(openat(root, "inside", O_RDONLY));
  must(mount("moved", "bound", 0, MS_BIND, 0) == 0, "bind");
  tell(open("bound", O_RDONLY));
  tell(open("bound/in sub\n", O_RDONLY));
  umount2("mnt", MNT_DETACH);
  umount2("mnt", MNT_DETACH);
  tell(openat(root, "inside", O_RDONLY));
  tell(dup(root));
  tell(syscall(SYS_open_tree, AT_FDCWD, "moved", 1));
  int context = tell(syscall(SYS_fsopen, "tmpfs", 0));
  syscall(SYS_fsconfig, context, 6, 0, 0, 0);
  int detached = tell(syscall(SYS_fsmount, context, 0, 0));
  tell(openat(detached, "file", O_CREAT | O_RDWR, 0600));
}

/* What the recorder sees is not what the program's own /proc would say: used by fcntl(F_GETFL). */
static void jail(void) {
  mkdir("jail", 0700);
  if (fork() == 0) {
    must(chroot("jail") == 0 && chdir("/") == 0, "chroot");
    fcntl(file("/prisoner"), F_GETFL);
    fcntl(open("/", O_RDONLY), F_GETFL);
    exit(0);
  }
  wait(0);
}

int main(int count, char **arguments) {
  must(count == 2 && chdir(arguments[1]) == 0, "descriptors DIRECTORY");
  names();
  deep();
  copies();
  messages();
  kinds();
  mounts();
  jail();
  return 0;
}

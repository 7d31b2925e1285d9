/*
 * A process that sends descriptors to its child, through pairs of sockets of every kind, among other data, and twice what
 * the child does not take. Each file holds its own name, so what a read of a descriptor returned says which file it was.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILES = 4, SIZE = 256 };

static char names[FILES][SIZE];
static int files[FILES];

static void transfer(int socket, int send, int count, int *fds, int flags) {
  char data[8] = "abcdefg", control[CMSG_SPACE(FILES * sizeof(int))] = {0};
  struct iovec part = {data, 7};
  struct msghdr message = {0, 0, &part, 1, control, send ? CMSG_SPACE(count * sizeof(int)) : sizeof control, 0};
  if (send) {
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    *rights = (struct cmsghdr){CMSG_LEN(count * sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(rights), fds, count * sizeof(int));
    sendmsg(socket, &message, 0);
  } else if (recvmsg(socket, &message, flags) >= 0 && CMSG_FIRSTHDR(&message)) {
    memcpy(fds, CMSG_DATA(CMSG_FIRSTHDR(&message)), count * sizeof(int));
  }
}

static void child(int socket) {
  char text[SIZE];
  int fds[FILES] = {-1, -1, -1, -1};
  recv(socket, text, 5, 0);
  transfer(socket, 0, 2, fds, 0);
  read(socket, text, 7);
  transfer(socket, 0, 1, fds + 2, MSG_CMSG_CLOEXEC);
  for (int i = 0; i < 3; i++) {
    pread(fds[i], text, SIZE, 0);
    close(fds[i]);
  }
}

int main(int count, char **arguments) {
  int types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET}, ends[2], done[2];
  char go;
  if (count != 2 || pipe(done) != 0) {
    return 2;
  }
  for (int i = 0; i < FILES; i++) {
    snprintf(names[i], SIZE, "%s/file-%d", arguments[1], i);
    files[i] = open(names[i], O_CREAT | O_RDWR | O_TRUNC, 0600);
    if (write(files[i], names[i], strlen(names[i])) < 0) {
      return 3;
    }
  }
  for (int i = 0; i < 3; i++) {
    socketpair(AF_UNIX, types[i], 0, ends);
    int pid = fork();
    if (pid == 0) {
      close(ends[0]);
      for (int j = 0; j < FILES; j++) {
        close(files[j]);
      }
      /* What is received is on its way: the record of its sender stands before. */
      if (read(done[0], &go, 1) != 1) {
        return 4;
      }
      child(ends[1]);
      return 0;
    }
    close(ends[1]);
    send(ends[0], "12345", 5, 0);
    transfer(ends[0], 1, 2, (int[]){files[i], files[3]}, 0);
    transfer(ends[0], 1, 1, files, 0);
    transfer(ends[0], 1, 1, files + i, 0);
    if (write(done[1], "x", 1) != 1) {
      return 5;
    }
    waitpid(pid, 0, 0);
    close(ends[0]);
  }
  return 0;
}

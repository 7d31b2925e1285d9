/*
 * Messages with all that can hang on them: several at once, each of several vectors, an address, control data; addresses
 * and control data that come back into less room than they need. All is in AF_UNIX, so that every run is the same.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un named(const char *name) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strcpy(address.sun_path, name);
  return address;
}

int main(void) {
  struct sockaddr_un here = named("here"), there = named("there-with-a-longer-name"), from[3];
  char control[3][CMSG_SPACE(2 * sizeof(int))] = {{0}}, taken[3][CMSG_SPACE(2 * sizeof(int))] = {{0}};
  char first[3][40] = {{0}}, second[3][4] = {{0}};
  struct iovec out[3][2], in[3][2];
  struct mmsghdr sent[3] = {0}, got[3] = {0};
  int a = socket(AF_UNIX, SOCK_DGRAM, 0), b = socket(AF_UNIX, SOCK_DGRAM, 0);
  memset(from, 0, sizeof from);
  syscall(SYS_getppid);
  bind(a, (void *)&here, sizeof here);
  bind(b, (void *)&there, sizeof there);
  for (int i = 0; i < 3; i++) {
    out[i][0] = (struct iovec){"the first part", 5 + i};
    out[i][1] = (struct iovec){"the second part", 10};
    sent[i].msg_hdr = (struct msghdr){&there, sizeof there, out[i], 2, control[i], i ? sizeof control[i] : 0, 0};
    struct cmsghdr *rights = (void *)control[i];
    *rights = (struct cmsghdr){CMSG_LEN(2 * sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(rights), (int[]){a, b}, 2 * sizeof(int));
    in[i][0] = (struct iovec){first[i], sizeof first[i] / (i + 1)};
    in[i][1] = (struct iovec){second[i], sizeof second[i]};
    // The first has no room for an address, the second for a cut one, the third for no control data.
    got[i].msg_hdr = (struct msghdr){i ? &from[i] : 0, i == 1 ? 9 : i ? sizeof from[i] : 0, in[i], 2, taken[i], i == 2 ? 0 : sizeof taken[i], 0};
  }
  sendmmsg(a, sent, 3, 0);
  recvmmsg(b, got, 3, MSG_DONTWAIT, 0);
  sendmsg(a, &sent[1].msg_hdr, 0);
  recvmsg(b, &got[1].msg_hdr, MSG_DONTWAIT);
  recvmsg(b, &got[1].msg_hdr, MSG_DONTWAIT);
  sendto(a, "to one", 6, 0, (void *)&there, sizeof there);
  socklen_t length = 5;
  recvfrom(b, first[0], 40, MSG_DONTWAIT, (void *)&from[0], &length);
  sendto(a, "to one", 6, 0, (void *)&there, sizeof there);
  recvfrom(b, first[0], 40, MSG_DONTWAIT, 0, 0);
  int listener = socket(AF_UNIX, SOCK_STREAM, 0), caller = socket(AF_UNIX, SOCK_STREAM, 0);
  here = named("listener");
  bind(listener, (void *)&here, sizeof here);
  listen(listener, 1);
  connect(caller, (void *)&here, sizeof here);
  length = sizeof from[0];
  accept(listener, (void *)&from[0], &length);
  length = 4;
  getpeername(caller, (void *)&from[0], &length);
  length = sizeof from[0];
  getsockname(listener, (void *)&from[0], &length);
  getsockname(listener, (void *)&from[0], (void *)8);
  unlink("here");
  unlink("there-with-a-longer-name");
  unlink("listener");
  syscall(SYS_getppid);
  return 0;
}

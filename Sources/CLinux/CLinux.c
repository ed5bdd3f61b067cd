#define _GNU_SOURCE 1
#include "CLinux.h"

#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>

int clinux_event_counter(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int clinux_epoll(void) { return epoll_create1(EPOLL_CLOEXEC); }

int clinux_epoll_add(int epoll, int descriptor, uint64_t number) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.u64 = number};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int clinux_epoll_wait(int epoll, clinux_change *changes, int milliseconds) {
  struct epoll_event events[256];
  int count = epoll_wait(epoll, events, 256, milliseconds);
  for (int i = 0; i < count; i++) {
    int is_over = (events[i].events & (EPOLLERR | EPOLLHUP)) != 0;
    changes[i].number = events[i].data.u64;
    changes[i].can_read = is_over || (events[i].events & (EPOLLIN | EPOLLRDHUP)) != 0;
    changes[i].can_write = is_over || (events[i].events & EPOLLOUT) != 0;
  }
  return count;
}

int clinux_accept(int descriptor) { return accept4(descriptor, 0, 0, SOCK_CLOEXEC); }

uint64_t clinux_open_files(void) {
  struct rlimit limit;
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : UINT64_MAX;
}

void clinux_raise_open_files(uint64_t most) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= most) return;
  limit.rlim_cur = limit.rlim_max < most ? limit.rlim_max : most;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void clinux_return_memory(void) { malloc_trim(0); }

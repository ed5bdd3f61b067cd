#ifndef CLINUX_H
#define CLINUX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// What Swift's module of the C library leaves out: epoll, event counters, and accept4.

/// An event counter that wakes whoever waits for it, and closes when another program is executed.
static inline int clinux_event_counter(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

/// A set of descriptors to wait for.
static inline int clinux_epoll(void) { return epoll_create1(EPOLL_CLOEXEC); }

/// Adds a descriptor whose every change is told, with a number that stands for it.
static inline int clinux_epoll_add(int epoll, int descriptor, uint64_t number) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.u64 = number};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

/// A change of a descriptor.
typedef struct {
  uint64_t number;
  int can_read;
  int can_write;
} clinux_change;

/// Waits for changes, at most 256 at a time; gives their count.
static inline int clinux_epoll_wait(int epoll, clinux_change *changes, int milliseconds) {
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

/// The next connection to a socket that listens; it closes when another program is executed.
static inline int clinux_accept(int descriptor) { return accept4(descriptor, 0, 0, SOCK_CLOEXEC); }

#endif

#ifndef CLINUX_H
#define CLINUX_H

#include <stdint.h>

// What Swift's module of the C library leaves out: epoll, event counters, accept4 and malloc_trim, and what it has
// under clumsy names: limits. Its own headers define the same types in another way when they are included for these, so
// that they stay in the C file.

/// A change of a descriptor.
typedef struct {
  uint64_t number;
  int can_read;
  int can_write;
} clinux_change;

/// An event counter that wakes whoever waits for it, and closes when another program is executed.
int clinux_event_counter(void);

/// A set of descriptors to wait for.
int clinux_epoll(void);

/// Adds a descriptor whose every change is told, with a number that stands for it.
int clinux_epoll_add(int epoll, int descriptor, uint64_t number);

/// Waits for changes, at most 256 at a time; gives their count.
int clinux_epoll_wait(int epoll, clinux_change *changes, int milliseconds);

/// The next connection to a socket that listens; it closes when another program is executed.
int clinux_accept(int descriptor);

/// How many files the process may have open.
uint64_t clinux_open_files(void);

/// Lets the process open as many files as the system allows it, up to that many; by default it is often fewer than
/// a server needs.
void clinux_raise_open_files(uint64_t most);

/// Gives memory that was freed back to the system.
void clinux_return_memory(void);

#endif

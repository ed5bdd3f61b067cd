#define _GNU_SOURCE
#include "CNCurses.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Of <term.h>, whose macros are words like `columns`.
extern int setupterm(const char *type, int descriptor, int *answer);

bool cn_set_up_type(int descriptor) {
  int answer = 0;
  return setupterm(NULL, descriptor, &answer) == OK;
}

int cn_width(wchar_t scalar) { return wcwidth(scalar); }

bool cn_window_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

bool cn_write(int descriptor, const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(descriptor, next, count);
    if (written > 0) {
      next += written;
      count -= (size_t)written;
    } else if (written < 0 && errno == EAGAIN) {
      struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
      if (poll(&ready, 1, 1000) <= 0) return false;
    } else if (written == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

static const int requests[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP, SIGFPE};
enum {
  request_count = sizeof requests / sizeof requests[0],
  crash_count = sizeof crashes / sizeof crashes[0],
};

static int terminal_descriptor = -1;
static int wake_descriptor = -1;
static struct termios former_modes;
static char restore_bytes[1024];
static size_t restore_count;
static volatile sig_atomic_t in_use;
static volatile sig_atomic_t asked_to_end;
static struct sigaction former_requests[request_count];
static struct sigaction former_crashes[crash_count];

void cn_restore(void) {
  if (!in_use) return;
  in_use = 0;
  int error = errno;
  // No waiting: a handler must not hang on a terminal that takes no output.
  ssize_t ignored = write(terminal_descriptor, restore_bytes, restore_count);
  (void)ignored;
  tcsetattr(terminal_descriptor, TCSANOW, &former_modes);
  errno = error;
}

void cn_activate(void) { in_use = 1; }

void cn_deactivate(void) {
  in_use = 0;
  tcsetattr(terminal_descriptor, TCSADRAIN, &former_modes);
}

static void end_by(int number) {
  cn_restore();
  signal(number, SIG_DFL);
  raise(number);
}

static void on_request(int number) {
  int error = errno;
  bool ends = number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
  // The program is asked first; who asks twice is obeyed at once. A terminal that goes away may say so twice,
  // itself and by way of the kernel: that is no second thought.
  if (ends && asked_to_end && number != SIGHUP) end_by(number);
  if (ends) asked_to_end = 1;
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(wake_descriptor, &byte, 1);
  (void)ignored;
  errno = error;
}

static void on_crash(int number) {
  cn_restore();
  for (int i = 0; i < crash_count; i++) {
    if (crashes[i] == number) sigaction(number, &former_crashes[i], NULL);
  }
  raise(number);
}

static void restore_on_exit(void) { cn_restore(); }

void cn_take_signals(void) {
  struct sigaction action = {.sa_handler = on_request, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < request_count; i++) sigaction(requests[i], &action, NULL);
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, NULL);
}

void cn_arm(int terminal, int wake, const struct termios *modes, const char *restore, size_t count) {
  static bool registered;
  if (!registered) registered = atexit(restore_on_exit) == 0;
  terminal_descriptor = terminal;
  wake_descriptor = wake;
  former_modes = *modes;
  restore_count = count < sizeof restore_bytes ? count : sizeof restore_bytes;
  memcpy(restore_bytes, restore, restore_count);
  asked_to_end = 0;
  for (int i = 0; i < request_count; i++) sigaction(requests[i], NULL, &former_requests[i]);
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], NULL, &former_crashes[i]);
  cn_take_signals();
  in_use = 1;
}

void cn_disarm(void) {
  for (int i = 0; i < request_count; i++) sigaction(requests[i], &former_requests[i], NULL);
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &former_crashes[i], NULL);
  // What is left to do then is to end in good order.
  if (asked_to_end) signal(SIGHUP, SIG_IGN);
  in_use = 0;
  wake_descriptor = -1;
}

void cn_stop_process(void) {
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  struct sigaction standard = {.sa_handler = SIG_DFL};
  struct sigaction ours, going_on;
  sigemptyset(&ignore.sa_mask);
  sigemptyset(&standard.sa_mask);
  // The rest of the job first, without us; then this thread, so that it stops before `raise` returns.
  // The signal that wakes us needs no answer: the caller knows.
  sigaction(SIGCONT, &standard, &going_on);
  sigaction(SIGTSTP, &ignore, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &standard, NULL);
  // A thread that was started from a dispatch queue has inherited a mask that holds it back.
  sigset_t stop, mask;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &ours, NULL);
  sigaction(SIGCONT, &going_on, NULL);
}

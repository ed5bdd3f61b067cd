#ifndef CNCURSES_H
#define CNCURSES_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>
#include <wchar.h>

// What Swift can't see: macros, globals and functions with variable arguments.

enum {
  CN_BOLD = 1,
  CN_UNDERLINE = 2,
  CN_REVERSE = 4,
  CN_DIM = 8,
};

static inline attr_t cn_attributes(unsigned bits) {
  return ((bits & CN_BOLD) ? A_BOLD : 0) | ((bits & CN_UNDERLINE) ? A_UNDERLINE : 0) |
         ((bits & CN_REVERSE) ? A_REVERSE : 0) | ((bits & CN_DIM) ? A_DIM : 0);
}

/// Starts curses on standard input and output; false for a type that it doesn't know.
static inline bool cn_open_screen(void) { return newterm(NULL, stdout, stdin) != NULL; }
static inline WINDOW *cn_screen_window(void) { return stdscr; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_color_pairs(void) { return COLOR_PAIRS; }
static inline int cn_lines(void) { return LINES; }
static inline int cn_columns(void) { return COLS; }

/// Looks the terminal's type up; false when it isn't known.
bool cn_set_up_type(int descriptor);

/// Whether the terminal of `newterm` or `cn_set_up_type` has a capability of this name.
static inline bool cn_has_string(const char *name) {
  char *value = tigetstr(name);
  return value != NULL && value != (char *)-1;
}

/// The value of a capability, or NULL.
static inline const char *cn_string(const char *name) {
  char *value = tigetstr(name);
  return value == (char *)-1 ? NULL : value;
}

/// Puts one scalar and the marks upon it at a place. The text ends with 0. The last cell of the screen
/// is drawn although curses then says that the cursor can't move on.
static inline void cn_put(int row, int column, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, (short)pair, NULL) != ERR) mvadd_wch(row, column, &cell);
}

/// The columns of a scalar as the C library and curses count them; -1 for what can't be drawn.
int cn_width(wchar_t scalar);

/// The size of the terminal behind a descriptor; false when it doesn't know.
bool cn_window_size(int descriptor, int *columns, int *rows);

/// Writes all of it, waiting for the terminal where that is needed.
bool cn_write(int descriptor, const void *bytes, size_t count);

// Signals and restoring the terminal. One terminal a process.

/// Remembers how to bring the terminal back, and does it on a crash and on exit until `cn_disarm`. Signals
/// that ask for something (WINCH, TSTP, CONT, TERM, HUP, INT, QUIT) are written as one byte each to `wake`.
void cn_arm(int terminal, int wake, const struct termios *modes, const char *restore, size_t count);

/// Takes the signals again, from a library that took them in between.
void cn_take_signals(void);

/// Gives the signals back to whoever had them.
void cn_disarm(void);

/// Writes the restoring bytes and modes now, at most once until `cn_activate`. Safe in a signal handler.
void cn_restore(void);

/// The terminal is in the program's hands again.
void cn_activate(void);

/// The terminal is out of the program's hands: curses has sent its end, the modes follow here.
void cn_deactivate(void);

/// Stops the process as Ctrl-Z does, and returns when it goes on.
void cn_stop_process(void);

#endif

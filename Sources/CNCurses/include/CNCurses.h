#ifndef CNCURSES_H
#define CNCURSES_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>

#endif

#define _GNU_SOURCE
#include "CNCurses.h"

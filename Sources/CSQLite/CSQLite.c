#include "CSQLite.h"

#include <time.h>

static int64_t monotonic_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

// SQLite's own handler sleeps up to 100 ms at a time, far longer than a write here takes.
static int64_t pause_ns(int attempts) {
  if (attempts < 8) return 50000;
  if (attempts < 24) return 250000;
  return 1000000;
}

static int wait_for_lock(void *context, int attempts) {
  csqlite_patience *patience = context;
  int64_t now = monotonic_ns();
  if (attempts == 0) patience->since_ns = now;
  if (now - patience->since_ns >= patience->limit_ns) return 0;
  struct timespec pause = {0, pause_ns(attempts)};
  nanosleep(&pause, 0);
  return 1;
}

int csqlite_wait_for_locks(sqlite3 *connection, csqlite_patience *patience) {
  return sqlite3_busy_handler(connection, wait_for_lock, patience);
}

int csqlite_read_start(sqlite3 *connection, void *buffer, int count) {
  sqlite3_file *file = 0;
  int code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK) return code;
  if (file == 0 || file->pMethods == 0) return SQLITE_CANTOPEN;
  code = file->pMethods->xRead(file, buffer, count, 0);
  return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;
}

static int note_log_pages(void *context, sqlite3 *connection, const char *name, int pages) {
  (void)connection;
  (void)name;
  *(int *)context = pages;
  return SQLITE_OK;
}

void csqlite_count_log_pages(sqlite3 *connection, int *pages) {
  sqlite3_wal_hook(connection, note_log_pages, pages);
}

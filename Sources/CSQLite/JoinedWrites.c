#include "CSQLite.h"
#include "FileSystemLayer.h"

#include <string.h>

// SQLite appends a page to its write-ahead log with two calls of the system, one for the frame's header and
// one for the page, and to a rollback journal with three, of which a long transaction has tens of thousands.
// This file system joins them.
//
// It is the file system that SQLite has anyway; only logs and journals are opened through it. In a log the
// header of a frame waits for its page, which the same function of SQLite writes next: more must not wait,
// as nobody tells the log that a transaction was given up. What is appended to a journal may wait until the
// journal is synced, which it is before the database is written, as long as nobody switches `synchronous`
// off. Where it can't be written then, it goes on waiting: SQLite needs it to undo what it has begun. What
// does not append, as when checksums or a journal's header are renewed, never waits; and every other call
// first writes what there is.

enum {
  frame_header = 24,
  log_header = 32,
  smallest_page = 512,
  largest_page = 1 << 16,
  most_waiting = 1 << 19,
  write_limit = 1 << 16
};

typedef struct {
  sqlite3_file base;
  sqlite3_file *real;
  /// What waits.
  unsigned char *buffer;
  int capacity;
  int count;
  /// Where the buffer's first byte goes.
  sqlite3_int64 start;
  /// Where the file ends, as far as this knows.
  sqlite3_int64 end;
  int is_log;
} joined_file;

static sqlite3_vfs *real_vfs;

/// Writes what waits. SQLite's own files take less than 128 KiB in a call.
static int flush(joined_file *file) {
  int count = file->count, code = SQLITE_OK;
  for (int done = 0; done < count && code == SQLITE_OK; done += write_limit) {
    int piece = count - done < write_limit ? count - done : write_limit;
    code = file->real->pMethods->xWrite(file->real, file->buffer + done, piece, file->start + done);
  }
  // Whoever writes a frame is told that it could not be written, and writes it again or gives it up.
  if (code == SQLITE_OK || file->is_log) file->count = 0;
  return code;
}

/// Makes room for `more` bytes; false without memory.
static int reserve(joined_file *file, int more) {
  if (file->count + more <= file->capacity) return 1;
  int capacity = file->capacity ? file->capacity * 2 : 1 << 13;
  while (capacity < file->count + more) capacity *= 2;
  unsigned char *buffer = sqlite3_realloc(file->buffer, capacity);
  if (!buffer) return 0;
  file->buffer = buffer;
  file->capacity = capacity;
  return 1;
}

static int is_page(const joined_file *log, int count, sqlite3_int64 offset) {
  return log->count == frame_header && offset == log->start + log->count && count >= smallest_page
         && count <= largest_page;
}

/// Whether a write may wait, or be what another one waited for.
static int can_join(const joined_file *file, int count, sqlite3_int64 offset) {
  if (file->is_log && file->count) return is_page(file, count, offset);
  if (offset == 0 || offset < file->end) return 0;
  if (file->is_log) return count == frame_header;
  return (!file->count || offset == file->start + file->count) && file->count + count <= most_waiting;
}

static int joined_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
  joined_file *file = (joined_file *)base;
  if (!can_join(file, count, offset) || !reserve(file, count)) {
    int code = flush(file);
    if (code != SQLITE_OK) return code;
    // A log or a journal that is used again begins anew.
    int is_new = offset == 0 && (!file->is_log || count == log_header);
    if (is_new || offset + count > file->end) file->end = offset + count;
    return file->real->pMethods->xWrite(file->real, bytes, count, offset);
  }
  if (file->count == 0) file->start = offset;
  memcpy(file->buffer + file->count, bytes, (size_t)count);
  file->count += count;
  file->end = offset + count;
  return file->is_log && file->count > frame_header ? flush(file) : SQLITE_OK;
}

static int joined_close(sqlite3_file *base) {
  joined_file *file = (joined_file *)base;
  int written = flush(file);
  int closed = file->real->pMethods->xClose(file->real);
  sqlite3_free(file->buffer);
  return written != SQLITE_OK ? written : closed;
}

static int joined_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
  joined_file *file = (joined_file *)base;
  int code = flush(file);
  return code != SQLITE_OK ? code : file->real->pMethods->xRead(file->real, bytes, count, offset);
}

static int joined_truncate(sqlite3_file *base, sqlite3_int64 size) {
  joined_file *file = (joined_file *)base;
  if (size <= file->start) file->count = 0;
  int code = flush(file);
  return code != SQLITE_OK ? code : file->real->pMethods->xTruncate(file->real, size);
}

static int joined_sync(sqlite3_file *base, int flags) {
  joined_file *file = (joined_file *)base;
  int code = flush(file);
  return code != SQLITE_OK ? code : file->real->pMethods->xSync(file->real, flags);
}

static int joined_size(sqlite3_file *base, sqlite3_int64 *size) {
  joined_file *file = (joined_file *)base;
  int code = flush(file);
  return code != SQLITE_OK ? code : file->real->pMethods->xFileSize(file->real, size);
}

static int joined_lock(sqlite3_file *file, int level) {
  sqlite3_file *real = ((joined_file *)file)->real;
  return real->pMethods->xLock(real, level);
}

static int joined_unlock(sqlite3_file *file, int level) {
  sqlite3_file *real = ((joined_file *)file)->real;
  return real->pMethods->xUnlock(real, level);
}

static int joined_is_reserved(sqlite3_file *file, int *result) {
  sqlite3_file *real = ((joined_file *)file)->real;
  return real->pMethods->xCheckReservedLock(real, result);
}

static int joined_control(sqlite3_file *base, int operation, void *argument) {
  joined_file *file = (joined_file *)base;
  int code = flush(file);
  return code != SQLITE_OK ? code
                           : file->real->pMethods->xFileControl(file->real, operation, argument);
}

static int joined_sector_size(sqlite3_file *file) {
  sqlite3_file *real = ((joined_file *)file)->real;
  return real->pMethods->xSectorSize(real);
}

static int joined_device(sqlite3_file *file) {
  sqlite3_file *real = ((joined_file *)file)->real;
  return real->pMethods->xDeviceCharacteristics(real);
}

static const sqlite3_io_methods joined_methods = {
    1, joined_close, joined_read, joined_write, joined_truncate, joined_sync, joined_size, joined_lock,
    joined_unlock, joined_is_reserved, joined_control, joined_sector_size, joined_device, 0, 0, 0, 0, 0, 0,
};

static int open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags) {
  (void)vfs;
  if (!(flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)))
    return real_vfs->xOpen(real_vfs, name, base, flags, out_flags);
  joined_file *file = (joined_file *)base;
  memset(file, 0, sizeof *file);
  file->real = (sqlite3_file *)(file + 1);
  file->is_log = (flags & SQLITE_OPEN_WAL) != 0;
  int code = real_vfs->xOpen(real_vfs, name, file->real, flags, out_flags);
  if (code != SQLITE_OK) return code;
  file->base.pMethods = &joined_methods;
  return SQLITE_OK;
}

const char *csqlite_joining_file_system(void) {
  static sqlite3_vfs joining;
  if (real_vfs) return joining.zName;
  // Nobody asks how much memory SQLite has; counting it makes all threads wait for one lock.
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  real_vfs = register_layer(&joining, "larder-joined-writes", sizeof(joined_file), open_file);
  return real_vfs ? joining.zName : 0;
}

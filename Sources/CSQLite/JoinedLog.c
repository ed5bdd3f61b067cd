#include "CSQLite.h"

#include <string.h>

// SQLite appends a page to its write-ahead log with two system calls, one for the frame's header and one
// for the page, and a small transaction has a dozen pages. This file system joins what a transaction
// appends and writes it with one call, which takes a tenth off a store of a response.
//
// It is the file system that SQLite has anyway; only files of logs are opened through it. Nothing is kept
// from SQLite: a frame that ends a transaction has the size of the database in its header, and what was
// joined is written, and its failure told, in the call that writes the page of such a frame, before anyone
// can learn of it. Every other call on the log first writes what there is. What does not go to the end of
// the log, as when checksums are renewed, is never joined.

enum { frame_header = 24, log_header = 32, buffer_limit = 1 << 19, write_limit = 1 << 16 };

typedef struct {
  sqlite3_file base;
  sqlite3_file *real;
  unsigned char *buffer;
  int capacity;
  int count;
  /// Where the buffer's first byte goes.
  sqlite3_int64 start;
  /// Where the log ends, as far as this file knows.
  sqlite3_int64 end;
  /// Whether the frame begun last ends a transaction.
  int commits;
} joined_log;

static sqlite3_vfs *real_vfs;

/// Writes what there is. SQLite's own files take less than 128 KiB in a call.
static int flush(joined_log *log) {
  int count = log->count;
  log->count = 0;
  for (int done = 0; done < count; done += write_limit) {
    int piece = count - done < write_limit ? count - done : write_limit;
    int code = log->real->pMethods->xWrite(
        log->real, log->buffer + done, piece, log->start + done);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

/// Makes room for `more` bytes; false without memory.
static int reserve(joined_log *log, int more) {
  if (log->count + more <= log->capacity) return 1;
  int capacity = log->capacity ? log->capacity * 2 : 1 << 16;
  while (capacity < log->count + more) capacity *= 2;
  unsigned char *buffer = sqlite3_realloc64(log->buffer, (sqlite3_uint64)capacity);
  if (!buffer) return 0;
  log->buffer = buffer;
  log->capacity = capacity;
  return 1;
}

static void append(joined_log *log, const void *bytes, int count, sqlite3_int64 offset) {
  if (log->count == 0) log->start = offset;
  memcpy(log->buffer + log->count, bytes, (size_t)count);
  log->count += count;
  log->end = offset + count;
}

static int log_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  joined_log *log = (joined_log *)file;
  int is_next = log->count > 0 && offset == log->start + log->count;
  int is_page = is_next && count >= 512;
  int is_header = count == frame_header && offset >= log->end && (is_next || log->count == 0);
  if ((is_page || is_header) && log->count + count <= buffer_limit && reserve(log, count)) {
    append(log, bytes, count, offset);
    // The header's second number: the size of the database after the transaction, or zero.
    const unsigned char *header = bytes;
    if (is_header) log->commits = (header[4] | header[5] | header[6] | header[7]) != 0;
    return is_page && log->commits ? flush(log) : SQLITE_OK;
  }
  int code = flush(log);
  if (code != SQLITE_OK) return code;
  // A new log begins with a header of its own.
  if (offset == 0 && count == log_header) log->end = log_header;
  if (offset + count > log->end) log->end = offset + count;
  return log->real->pMethods->xWrite(log->real, bytes, count, offset);
}

static int log_close(sqlite3_file *file) {
  joined_log *log = (joined_log *)file;
  int written = flush(log);
  int closed = log->real->pMethods->xClose(log->real);
  sqlite3_free(log->buffer);
  return written != SQLITE_OK ? written : closed;
}

static int log_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  joined_log *log = (joined_log *)file;
  int code = flush(log);
  return code != SQLITE_OK ? code : log->real->pMethods->xRead(log->real, bytes, count, offset);
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size) {
  joined_log *log = (joined_log *)file;
  int code = flush(log);
  return code != SQLITE_OK ? code : log->real->pMethods->xTruncate(log->real, size);
}

static int log_sync(sqlite3_file *file, int flags) {
  joined_log *log = (joined_log *)file;
  int code = flush(log);
  return code != SQLITE_OK ? code : log->real->pMethods->xSync(log->real, flags);
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size) {
  joined_log *log = (joined_log *)file;
  int code = flush(log);
  return code != SQLITE_OK ? code : log->real->pMethods->xFileSize(log->real, size);
}

static int log_lock(sqlite3_file *file, int level) {
  sqlite3_file *real = ((joined_log *)file)->real;
  return real->pMethods->xLock(real, level);
}

static int log_unlock(sqlite3_file *file, int level) {
  sqlite3_file *real = ((joined_log *)file)->real;
  return real->pMethods->xUnlock(real, level);
}

static int log_is_reserved(sqlite3_file *file, int *result) {
  sqlite3_file *real = ((joined_log *)file)->real;
  return real->pMethods->xCheckReservedLock(real, result);
}

static int log_control(sqlite3_file *file, int operation, void *argument) {
  joined_log *log = (joined_log *)file;
  int code = flush(log);
  return code != SQLITE_OK ? code
                           : log->real->pMethods->xFileControl(log->real, operation, argument);
}

static int log_sector_size(sqlite3_file *file) {
  sqlite3_file *real = ((joined_log *)file)->real;
  return real->pMethods->xSectorSize(real);
}

static int log_device(sqlite3_file *file) {
  sqlite3_file *real = ((joined_log *)file)->real;
  return real->pMethods->xDeviceCharacteristics(real);
}

static const sqlite3_io_methods log_methods = {
    1, log_close, log_read, log_write, log_truncate, log_sync, log_size, log_lock, log_unlock,
    log_is_reserved, log_control, log_sector_size, log_device, 0, 0, 0, 0, 0, 0,
};

static int open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
  (void)vfs;
  if (!(flags & SQLITE_OPEN_WAL)) return real_vfs->xOpen(real_vfs, name, file, flags, out_flags);
  joined_log *log = (joined_log *)file;
  memset(log, 0, sizeof *log);
  log->real = (sqlite3_file *)(log + 1);
  int code = real_vfs->xOpen(real_vfs, name, log->real, flags, out_flags);
  if (code != SQLITE_OK) return code;
  log->base.pMethods = &log_methods;
  return SQLITE_OK;
}

const char *csqlite_joining_file_system(void) {
  static sqlite3_vfs joining;
  if (real_vfs) return joining.zName;
  // Nobody asks how much memory SQLite has; counting it makes all threads wait for one lock.
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_vfs *found = sqlite3_vfs_find(0);
  if (!found) return 0;
  joining = *found;
  joining.zName = "larder-joined-log";
  joining.pNext = 0;
  joining.szOsFile = (int)sizeof(joined_log) + found->szOsFile;
  joining.xOpen = open_file;
  real_vfs = found;
  return sqlite3_vfs_register(&joining, 0) == SQLITE_OK ? joining.zName : 0;
}

#include "CSQLite.h"

#include <string.h>

// SQLite appends a page to its write-ahead log with two system calls, one for the frame's header and one
// for the page, and a small transaction has a dozen pages; to a rollback journal with three, and a large one has
// thousands. This file system joins what is appended and writes it with one call, which takes a tenth off a
// store of a response.
//
// It is the file system that SQLite has anyway; only logs and journals are opened through it. Nothing is kept
// from SQLite: a frame that ends a transaction has the size of the database in its header, and what was
// joined is written, and its failure told, in the call that writes the page of such a frame, before anyone
// can learn of it. A journal is synced before the database is written, as long as nobody switches `synchronous`
// off. That and every other call first writes what there is. What does not go to the end of the file, as when
// checksums are renewed or a journal's header ends it, is never joined.

enum { frame_header = 24, log_header = 32, buffer_limit = 1 << 19, write_limit = 1 << 16 };

typedef struct {
  sqlite3_file base;
  sqlite3_file *real;
  unsigned char *buffer;
  int capacity;
  int count;
  /// Where the buffer's first byte goes.
  sqlite3_int64 start;
  /// Where the file ends, as far as this knows.
  sqlite3_int64 end;
  int is_log;
  /// Whether the frame of the log begun last ends a transaction.
  int commits;
} joined_file;

static sqlite3_vfs *real_vfs;

/// Writes what there is. SQLite's own files take less than 128 KiB in a call.
static int flush(joined_file *file) {
  int count = file->count;
  file->count = 0;
  for (int done = 0; done < count; done += write_limit) {
    int piece = count - done < write_limit ? count - done : write_limit;
    int code = file->real->pMethods->xWrite(
        file->real, file->buffer + done, piece, file->start + done);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

/// Makes room for `more` bytes; false without memory.
static int reserve(joined_file *file, int more) {
  if (file->count + more <= file->capacity) return 1;
  int capacity = file->capacity ? file->capacity * 2 : 1 << 16;
  while (capacity < file->count + more) capacity *= 2;
  unsigned char *buffer = sqlite3_realloc64(file->buffer, (sqlite3_uint64)capacity);
  if (!buffer) return 0;
  file->buffer = buffer;
  file->capacity = capacity;
  return 1;
}

static void append(joined_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  if (file->count == 0) file->start = offset;
  memcpy(file->buffer + file->count, bytes, (size_t)count);
  file->count += count;
  file->end = offset + count;
}

/// Writes what there is, and then this.
static int write_now(joined_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  int code = flush(file);
  if (code != SQLITE_OK) return code;
  // A log or journal that is used again begins with a header of its own.
  int is_new = offset == 0 && (!file->is_log || count == log_header);
  if (is_new || offset + count > file->end) file->end = offset + count;
  return file->real->pMethods->xWrite(file->real, bytes, count, offset);
}

static int write_log(joined_file *log, const void *bytes, int count, sqlite3_int64 offset) {
  int is_next = log->count > 0 && offset == log->start + log->count;
  int is_page = is_next && count >= 512;
  int is_header = count == frame_header && offset >= log->end && (is_next || log->count == 0);
  if (!is_page && !is_header) return write_now(log, bytes, count, offset);
  if (log->count + count > buffer_limit || !reserve(log, count)) return write_now(log, bytes, count, offset);
  append(log, bytes, count, offset);
  // The header's second number: the size of the database after the transaction, or zero.
  const unsigned char *header = bytes;
  if (is_header) log->commits = (header[4] | header[5] | header[6] | header[7]) != 0;
  return is_page && log->commits ? flush(log) : SQLITE_OK;
}

static int write_journal(joined_file *journal, const void *bytes, int count, sqlite3_int64 offset) {
  int is_next = journal->count == 0 || offset == journal->start + journal->count;
  if (offset == 0 || offset < journal->end || !is_next) return write_now(journal, bytes, count, offset);
  if (journal->count + count > buffer_limit || !reserve(journal, count))
    return write_now(journal, bytes, count, offset);
  append(journal, bytes, count, offset);
  return SQLITE_OK;
}

static int joined_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
  joined_file *file = (joined_file *)base;
  return (file->is_log ? write_log : write_journal)(file, bytes, count, offset);
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
  sqlite3_vfs *found = sqlite3_vfs_find(0);
  if (!found) return 0;
  joining = *found;
  joining.zName = "larder-joined-writes";
  joining.pNext = 0;
  joining.szOsFile = (int)sizeof(joined_file) + found->szOsFile;
  joining.xOpen = open_file;
  real_vfs = found;
  return sqlite3_vfs_register(&joining, 0) == SQLITE_OK ? joining.zName : 0;
}

#include "CSQLite.h"
#include "FileSystemLayer.h"

#include <stdlib.h>
#include <string.h>

// SQLite reads a database page by page, with a call of the system for each. A scan of all rows needs nearly
// all pages, mostly one beside another: this file system reads them in windows, and gives SQLite its pages
// from there, which takes a fifth off the reading of a file in memory.
//
// It is the file system that SQLite has anyway; only databases are opened through it, and only by who reads
// much of one. A window is good until the next call that locks or unlocks, with which it is forgotten. Under
// a lock for reading nobody writes a database with a rollback journal. One with a write-ahead log may be
// written by a checkpoint, so that a window may have half of a page; but what a checkpoint may write
// meanwhile is read from the log, never from here.

enum {
  window_size = 1 << 16,
  /// Reads beside one another after which a window is worth its reading: one value alone takes fewer.
  fewest_reads = 4
};

typedef struct {
  sqlite3_file base;
  sqlite3_file *real;
  /// Null until it is first used, and without memory.
  unsigned char *window;
  /// Which piece of the file the window has; -1 for none.
  sqlite3_int64 piece;
  /// The piece that was read from last, and how many reads were in it or in one beside the one before.
  sqlite3_int64 last;
  int reads;
} window_file;

static sqlite3_file *real_of(sqlite3_file *file) { return ((window_file *)file)->real; }

/// Forgets the window, and gives the file below it.
static sqlite3_file *anew(sqlite3_file *file) {
  ((window_file *)file)->piece = -1;
  return real_of(file);
}

/// Whether the window has a piece, or could be filled with it: not with one that the file ends in.
static int has_piece(window_file *file, sqlite3_int64 piece) {
  if (file->piece == piece) return 1;
  sqlite3_int64 way = piece - file->last;
  file->reads = way >= -1 && way <= 1 ? file->reads + 1 : 1;
  file->last = piece;
  if (file->reads < fewest_reads) return 0;
  if (!file->window) file->window = malloc(window_size);
  if (!file->window) return 0;
  int code = file->real->pMethods->xRead(file->real, file->window, window_size, piece * window_size);
  file->piece = code == SQLITE_OK ? piece : -1;
  if (code != SQLITE_OK) file->reads = 0;
  return code == SQLITE_OK;
}

static int window_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
  window_file *file = (window_file *)base;
  int place = (int)(offset % window_size);
  if (count <= window_size / 2 && count <= window_size - place && has_piece(file, offset / window_size)) {
    memcpy(bytes, file->window + place, (size_t)count);
    return SQLITE_OK;
  }
  return file->real->pMethods->xRead(file->real, bytes, count, offset);
}

static int window_close(sqlite3_file *file) {
  free(((window_file *)file)->window);
  return real_of(file)->pMethods->xClose(real_of(file));
}

static int window_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  return anew(file)->pMethods->xWrite(real_of(file), bytes, count, offset);
}

static int window_truncate(sqlite3_file *file, sqlite3_int64 size) {
  return anew(file)->pMethods->xTruncate(real_of(file), size);
}

static int window_sync(sqlite3_file *file, int flags) {
  return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int window_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int window_lock(sqlite3_file *file, int level) {
  return anew(file)->pMethods->xLock(real_of(file), level);
}

static int window_unlock(sqlite3_file *file, int level) {
  return anew(file)->pMethods->xUnlock(real_of(file), level);
}

static int window_is_reserved(sqlite3_file *file, int *result) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

static int window_control(sqlite3_file *file, int operation, void *argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int window_sector_size(sqlite3_file *file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int window_device(sqlite3_file *file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int window_map_shared(sqlite3_file *file, int region, int size, int extends, void volatile **memory) {
  return real_of(file)->pMethods->xShmMap(real_of(file), region, size, extends, memory);
}

static int window_lock_shared(sqlite3_file *file, int offset, int count, int flags) {
  return anew(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void window_barrier(sqlite3_file *file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }

static int window_unmap_shared(sqlite3_file *file, int deletes) {
  return anew(file)->pMethods->xShmUnmap(real_of(file), deletes);
}

/// Without the methods of a write-ahead log, for files that have none.
static const sqlite3_io_methods plain_methods = {
    1, window_close, window_read, window_write, window_truncate, window_sync, window_file_size,
    window_lock, window_unlock, window_is_reserved, window_control, window_sector_size, window_device,
    0, 0, 0, 0, 0, 0,
};

/// With them, and without those that map the file into memory.
static const sqlite3_io_methods window_methods = {
    2, window_close, window_read, window_write, window_truncate, window_sync, window_file_size,
    window_lock, window_unlock, window_is_reserved, window_control, window_sector_size, window_device,
    window_map_shared, window_lock_shared, window_barrier, window_unmap_shared, 0, 0,
};

static sqlite3_vfs *real_vfs;

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags) {
  (void)vfs;
  if (!(flags & SQLITE_OPEN_MAIN_DB)) return real_vfs->xOpen(real_vfs, name, base, flags, out_flags);
  window_file *file = (window_file *)base;
  memset(file, 0, sizeof *file);
  file->real = (sqlite3_file *)(file + 1);
  file->piece = -1;
  int code = real_vfs->xOpen(real_vfs, name, file->real, flags, out_flags);
  if (code != SQLITE_OK) return code;
  const sqlite3_io_methods *own = file->real->pMethods;
  file->base.pMethods = own->iVersion >= 2 && own->xShmMap ? &window_methods : &plain_methods;
  return SQLITE_OK;
}

const char *csqlite_window_file_system(void) {
  static sqlite3_vfs windows;
  if (!real_vfs) real_vfs = register_layer(&windows, "larder-read-window", sizeof(window_file), open_file);
  return real_vfs ? windows.zName : 0;
}

#ifndef FILE_SYSTEM_LAYER_H
#define FILE_SYSTEM_LAYER_H

#include <sqlite3.h>
#include <stddef.h>

/// Registers a file system that is SQLite's own but for how it opens files: each may have `size` bytes of the
/// layer's before those of SQLite's own. Gives SQLite's own, or null where it can't be had.
static inline sqlite3_vfs *register_layer(
    sqlite3_vfs *layer, const char *name, size_t size,
    int (*open)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *)) {
  sqlite3_vfs *own = sqlite3_vfs_find(0);
  if (!own) return 0;
  *layer = *own;
  layer->zName = name;
  layer->pNext = 0;
  layer->szOsFile = (int)size + own->szOsFile;
  layer->xOpen = open;
  return sqlite3_vfs_register(layer, 0) == SQLITE_OK ? own : 0;
}

#endif

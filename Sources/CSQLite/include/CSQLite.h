#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>
#include <stdint.h>

#include "PackedRows.h"

// What Swift can't see of sqlite3.h: destructor constants that are casts, variadic functions, and a
// busy handler, which must be a plain C function. A null pointer to no bytes binds an empty value.

/// Binds text that SQLite copies.
static inline int csqlite_bind_text(
    sqlite3_stmt *statement, int index, const char *text, int64_t length) {
  return sqlite3_bind_text64(
      statement, index, text ? text : "", (sqlite3_uint64)length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds bytes that SQLite copies.
static inline int csqlite_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, int64_t length) {
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", (sqlite3_uint64)length, SQLITE_TRANSIENT);
}

/// Binds bytes that the caller keeps in place until the statement is reset.
static inline int csqlite_bind_borrowed_blob(
    sqlite3_stmt *statement, int index, const void *bytes, int64_t length) {
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", (sqlite3_uint64)length, SQLITE_STATIC);
}

/// Makes text the result of a function; SQLite copies it.
static inline void csqlite_result_text(sqlite3_context *context, const char *text, int64_t length) {
  sqlite3_result_text64(
      context, text ? text : "", (sqlite3_uint64)length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Switches an option of a connection.
static inline int csqlite_configure(sqlite3 *connection, int option, int value) {
  return sqlite3_db_config(connection, option, value, (int *)0);
}

/// Reads the first bytes of the file that a connection has opened, before SQLite looks at it. What is
/// missing at its end is zero.
///
/// Opening the file a second time would not do: closing that descriptor would drop the locks that
/// SQLite's own have on it in this process.
int csqlite_read_start(sqlite3 *connection, void *buffer, int count);

/// How long a connection waits for a lock, and since when it has been waiting.
typedef struct {
  int64_t limit_ns;
  int64_t since_ns;
} csqlite_patience;

/// Makes a connection wait for locks as `patience` says; it must outlive the connection.
int csqlite_wait_for_locks(sqlite3 *connection, csqlite_patience *patience);

/// Keeps `pages` at the number of pages in the write-ahead log as of the last commit; the number must
/// outlive the connection. Switches off SQLite's own checkpoints.
void csqlite_count_log_pages(sqlite3 *connection, int *pages);

/// The name of a file system that appends a page to a write-ahead log with one call of the system, and many
/// to a rollback journal; null where it can't be had. To be called once, before anything else asks for it.
const char *csqlite_joining_file_system(void);

/// The name of a file system for connections that read much of a database: it reads many pages with one call
/// of the system. Null where it can't be had. To be called once.
const char *csqlite_window_file_system(void);

#endif

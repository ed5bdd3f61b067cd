#ifndef PACKED_ROWS_H
#define PACKED_ROWS_H

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

// A table in memory. SQL reads it as any other table; it is written through these functions alone. Each row
// is packed into one piece of memory: a tag for each column, and behind the tags what those need, in the
// order of the columns. Not for use by two threads at once.

/// How a column is packed: by itself where the tag says all, or in as many bytes as it needs.
enum {
  packed_null,
  packed_zero,
  packed_int8,
  packed_int16,
  packed_int32,
  packed_int64,
  packed_double,
  /// The same as the last column that is packed as a double.
  packed_same_double,
  packed_empty_text,
  /// A byte with the length, the bytes, and a zero that doesn't count.
  packed_text,
  /// The same with four bytes for the length.
  packed_long_text,
  packed_empty_blob,
  /// Four bytes with the length, and the bytes.
  packed_blob,
};

/// A column of a packed row.
typedef struct {
  const uint8_t *bytes;
  uint32_t length;
  int tag;
} packed_value;

/// A place in a packed row, before a column.
typedef struct {
  const uint8_t *row;
  const uint8_t *next;
  const uint8_t *last_double;
  int column;
} packed_place;

static inline packed_place packed_start(const uint8_t *row, int columns) {
  packed_place place = {row, row + columns, 0, 0};
  return place;
}

/// The column at a place, which goes to the next one.
static inline packed_value packed_next(packed_place *place) {
  static const uint8_t lengths[] = {[packed_int8] = 1, [packed_int16] = 2, [packed_int32] = 4,
                                    [packed_int64] = 8, [packed_double] = 8, [packed_same_double] = 0};
  packed_value value = {.bytes = place->next, .tag = place->row[place->column++]};
  // Numbers without a branch for each kind: which one comes next nobody can foresee.
  if (value.tag <= packed_same_double) {
    value.length = lengths[value.tag];
    if (value.tag == packed_double) place->last_double = place->next;
    if (value.tag == packed_same_double) value.bytes = place->last_double;
    place->next += value.length;
    return value;
  }
  uint32_t skipped = 0;
  switch (value.tag) {
    case packed_text:
      value.length = value.bytes[0];
      value.bytes += 1;
      skipped = 1;
      break;
    case packed_long_text:
    case packed_blob:
      memcpy(&value.length, value.bytes, 4);
      value.bytes += 4;
      skipped = value.tag == packed_long_text;
      break;
    default: return value;
  }
  place->next = value.bytes + value.length + skipped;
  return value;
}

/// A column of the row that a place is in, whether before or behind it.
static inline packed_value packed_column(packed_place *place, int columns, int column) {
  if (column < place->column) *place = packed_start(place->row, columns);
  while (place->column < column) packed_next(place);
  return packed_next(place);
}

/// All columns of a row.
static inline void packed_all(const uint8_t *row, int columns, packed_value *values) {
  packed_place place = packed_start(row, columns);
  for (int column = 0; column < columns; column++) values[column] = packed_next(&place);
}

/// The number in a column; a double is cut, and what is no number is zero.
int64_t packed_integer(packed_value value);

/// The number in a column; what is no number is zero.
double packed_number(packed_value value);

typedef struct packed_rows packed_rows;

/// Makes a table.
///
/// `declaration` is what SQL says of it: `CREATE TABLE x (...)`, whose first column is the row's number and
/// an integer. `ordering` is the column by which rows can be read in order, rows with the same value by
/// their numbers. The table goes with the connection. Gives SQLite's code.
int packed_rows_create(
    sqlite3 *connection, const char *name, const char *declaration, int columns, int ordering,
    packed_rows **rows);

/// Puts a row in, in the place of the one with its number.
int packed_rows_put(packed_rows *rows, const uint8_t *row, int64_t length);

/// Removes the row with a number; false where there is none.
int packed_rows_remove(packed_rows *rows, int64_t number);

/// Frees the memory of rows that were removed, where they are many; all others get new places. Gives SQLite's
/// code.
int packed_rows_trim(packed_rows *rows);

/// The row with a number, or null. It is valid until the table is written.
const uint8_t *packed_rows_find(const packed_rows *rows, int64_t number);

/// The row in a place, which is what SQL calls `rowid`, or null where none is any more.
const uint8_t *packed_rows_at(const packed_rows *rows, int64_t place);

/// Where a row stands in the order: what it has in the ordering column, and its number.
typedef struct {
  double key;
  int64_t number;
} packed_rank;

/// The places of rows in the order, or in its reverse, of those beyond a rank where there is one, without the
/// first `skipped` ones: at most `*count`, which becomes how many they are. Gives SQLite's code.
int packed_rows_in_order(
    packed_rows *rows, const packed_rank *beyond, int backwards, int64_t skipped, int64_t *places,
    int64_t *count);

/// Begins to read the row in a place into the processor's caches, if there is one.
void packed_rows_prefetch(const packed_rows *rows, int64_t place);

/// How many rows there are.
int64_t packed_rows_count(const packed_rows *rows);

/// All places are below this.
int64_t packed_rows_end(const packed_rows *rows);

#endif

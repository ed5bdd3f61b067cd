#include "PackedRows.h"

#include <stdlib.h>

/// A row in the order of the ordering column.
typedef struct {
  double key;
  uint32_t place;
} ordered_place;

/// A piece of memory that rows lie in one behind another; what was removed stays until `close_gaps`. To get
/// memory for each row by itself costs many calls of the system.
typedef struct chunk {
  struct chunk *next;
  size_t used, size;
  uint8_t bytes[];
} chunk;

struct packed_rows {
  /// By place; null where a row was removed or replaced.
  uint8_t **rows;
  /// The number of each row.
  int64_t *numbers;
  uint32_t count, capacity, dead;
  /// Places plus one, by a hash of their numbers; zero is free. A power of two of them, half of them free.
  uint32_t *table;
  uint32_t mask;
  /// All places, those without rows too; the first `ordered` ones are in order.
  ordered_place *order;
  uint32_t ordered;
  /// The newest first.
  chunk *chunks;
  int columns, ordering;
  char *declaration;
};

enum { fewest = 256, most = 1 << 30, chunk_size = 1 << 18, unsorted = 4096 };

// MARK: Values

int64_t packed_integer(packed_value value) {
  switch (value.tag) {
    case packed_int8: return (int8_t)value.bytes[0];
    case packed_int16: {
      int16_t number;
      memcpy(&number, value.bytes, sizeof number);
      return number;
    }
    case packed_int32: {
      int32_t number;
      memcpy(&number, value.bytes, sizeof number);
      return number;
    }
    case packed_int64: {
      int64_t number;
      memcpy(&number, value.bytes, sizeof number);
      return number;
    }
    case packed_double:
    case packed_same_double: {
      double number = packed_number(value);
      if (number != number) return 0;
      if (number >= 9223372036854775808.0) return INT64_MAX;
      return number <= -9223372036854775808.0 ? INT64_MIN : (int64_t)number;
    }
    default: return 0;
  }
}

double packed_number(packed_value value) {
  if (value.tag != packed_double && value.tag != packed_same_double) return (double)packed_integer(value);
  double number;
  memcpy(&number, value.bytes, sizeof number);
  return number;
}

static packed_value column_of(const packed_rows *rows, uint32_t place, int column) {
  packed_place position = packed_start(rows->rows[place], rows->columns);
  return packed_column(&position, rows->columns, column);
}

// MARK: Memory

/// Room for so many bytes; null where there is none.
static uint8_t *room(packed_rows *rows, size_t length) {
  chunk *newest = rows->chunks;
  if (!newest || newest->size - newest->used < length) {
    size_t size = length > chunk_size ? length : chunk_size;
    newest = malloc(sizeof *newest + size);
    if (!newest) return 0;
    *newest = (chunk){.next = rows->chunks, .size = size};
    rows->chunks = newest;
  }
  newest->used += length;
  return newest->bytes + newest->used - length;
}

static void free_chunks(chunk *chunks) {
  while (chunks) {
    chunk *next = chunks->next;
    free(chunks);
    chunks = next;
  }
}

static size_t length_of(const packed_rows *rows, const uint8_t *row) {
  packed_place place = packed_start(row, rows->columns);
  while (place.column < rows->columns) packed_next(&place);
  return (size_t)(place.next - row);
}

// MARK: Numbers

static uint32_t slot_of(const packed_rows *rows, int64_t number) {
  uint64_t hash = (uint64_t)number * 0x9E3779B97F4A7C15u;
  return (uint32_t)(hash >> 32) & rows->mask;
}

/// The slot with a number, or the free one where it would be.
static uint32_t find_slot(const packed_rows *rows, int64_t number) {
  uint32_t slot = slot_of(rows, number);
  while (rows->table[slot] && rows->numbers[rows->table[slot] - 1] != number) slot = (slot + 1) & rows->mask;
  return slot;
}

/// Frees a slot, and moves those behind it that would no longer be found.
static void free_slot(packed_rows *rows, uint32_t slot) {
  uint32_t next = slot;
  while (1) {
    rows->table[slot] = 0;
    while (1) {
      next = (next + 1) & rows->mask;
      if (!rows->table[next]) return;
      uint32_t home = slot_of(rows, rows->numbers[rows->table[next] - 1]);
      if (((next - home) & rows->mask) >= ((next - slot) & rows->mask)) break;
    }
    rows->table[slot] = rows->table[next];
    slot = next;
  }
}

/// Makes room for one more row.
static int grow(packed_rows *rows) {
  if (rows->count < rows->capacity) return SQLITE_OK;
  if (rows->capacity >= most) return SQLITE_FULL;
  uint32_t capacity = rows->capacity ? rows->capacity * 2 : fewest;
  uint8_t **pointers = realloc(rows->rows, capacity * sizeof *pointers);
  if (!pointers) return SQLITE_NOMEM;
  rows->rows = pointers;
  int64_t *numbers = realloc(rows->numbers, capacity * sizeof *numbers);
  if (!numbers) return SQLITE_NOMEM;
  rows->numbers = numbers;
  ordered_place *order = realloc(rows->order, capacity * sizeof *order);
  if (!order) return SQLITE_NOMEM;
  rows->order = order;
  // `calloc` would give pages that are read before they are written, and so fault twice.
  uint32_t *table = realloc(rows->table, capacity * 2 * sizeof *table);
  if (!table) return SQLITE_NOMEM;
  memset(table, 0, capacity * 2 * sizeof *table);
  rows->table = table;
  rows->mask = capacity * 2 - 1;
  rows->capacity = capacity;
  for (uint32_t place = 0; place < rows->count; place++)
    if (rows->rows[place]) rows->table[find_slot(rows, rows->numbers[place])] = place + 1;
  return SQLITE_OK;
}

/// What is no number has a key that is none.
static double key_of(const packed_rows *rows, uint32_t place) {
  packed_value value = column_of(rows, place, rows->ordering);
  int is_number = value.tag >= packed_zero && value.tag <= packed_same_double;
  return is_number ? packed_number(value) : __builtin_nan("");
}

static void put_last(packed_rows *rows, uint32_t place) {
  rows->order[place].key = key_of(rows, place);
  rows->order[place].place = place;
}

// MARK: Order

/// Whether a key comes before another one, if they differ. One that is no number comes first, as null does.
static int is_less(double a, double b) { return a < b || (a != a && b == b); }

static int is_before(const packed_rows *rows, ordered_place a, ordered_place b) {
  if (is_less(a.key, b.key)) return 1;
  return !is_less(b.key, a.key) && rows->numbers[a.place] < rows->numbers[b.place];
}

/// Sorts a part of the order; `spare` has as much room.
static void sort(const packed_rows *rows, ordered_place *part, ordered_place *spare, uint32_t count) {
  if (count < 2) return;
  uint32_t half = count / 2;
  sort(rows, part, spare, half);
  sort(rows, part + half, spare, count - half);
  memcpy(spare, part, half * sizeof *part);
  uint32_t left = 0, right = half, end = 0;
  while (left < half) {
    int takes_right = right < count && is_before(rows, part[right], spare[left]);
    part[end++] = takes_right ? part[right++] : spare[left++];
  }
}

/// Brings the order up to the rows that are there: those that came later are sorted, and merged with those
/// before them.
static int put_in_order(packed_rows *rows) {
  uint32_t known = rows->ordered;
  if (known == rows->count) return SQLITE_OK;
  ordered_place *spare = malloc(rows->count * sizeof *spare);
  if (!spare) return SQLITE_NOMEM;
  sort(rows, rows->order + known, spare, rows->count - known);
  if (known) {
    uint32_t end = rows->count, left = known, right = rows->count - known;
    memcpy(spare, rows->order + known, right * sizeof *spare);
    while (right) {
      int takes_left = left && is_before(rows, spare[right - 1], rows->order[left - 1]);
      rows->order[--end] = takes_left ? rows->order[--left] : spare[--right];
    }
  }
  free(spare);
  rows->ordered = rows->count;
  return SQLITE_OK;
}

// MARK: Rows

/// Gives all rows new places, without gaps, and new memory.
static int close_gaps(packed_rows *rows) {
  size_t length = 0;
  for (uint32_t place = 0; place < rows->count; place++)
    if (rows->rows[place]) length += length_of(rows, rows->rows[place]);
  chunk *former = rows->chunks;
  rows->chunks = 0;
  if (!room(rows, length)) {
    rows->chunks = former;
    return SQLITE_NOMEM;
  }
  uint8_t *next = rows->chunks->bytes;
  uint32_t end = 0;
  for (uint32_t place = 0; place < rows->count; place++) {
    if (!rows->rows[place]) continue;
    rows->table[find_slot(rows, rows->numbers[place])] = end + 1;
    length = length_of(rows, rows->rows[place]);
    rows->rows[end] = memcpy(next, rows->rows[place], length);
    rows->numbers[end] = rows->numbers[place];
    put_last(rows, end++);
    next += length;
  }
  free_chunks(former);
  rows->count = end;
  rows->dead = 0;
  rows->ordered = 0;
  return SQLITE_OK;
}

static void remove_slot(packed_rows *rows, uint32_t slot) {
  uint32_t place = rows->table[slot] - 1;
  free_slot(rows, slot);
  rows->rows[place] = 0;
  rows->dead++;
}

int packed_rows_trim(packed_rows *rows) {
  return rows->dead > fewest && rows->dead > rows->count / 2 ? close_gaps(rows) : SQLITE_OK;
}

int packed_rows_put(packed_rows *rows, const uint8_t *row, int64_t length) {
  int code = packed_rows_trim(rows);
  if (code == SQLITE_OK) code = grow(rows);
  if (code != SQLITE_OK) return code;
  uint8_t *copy = room(rows, (size_t)length);
  if (!copy) return SQLITE_NOMEM;
  memcpy(copy, row, (size_t)length);
  packed_place first = packed_start(copy, rows->columns);
  int64_t number = packed_integer(packed_next(&first));
  uint32_t slot = find_slot(rows, number);
  if (rows->table[slot]) {
    remove_slot(rows, slot);
    slot = find_slot(rows, number);
  }
  rows->rows[rows->count] = copy;
  rows->numbers[rows->count] = number;
  put_last(rows, rows->count);
  rows->table[slot] = ++rows->count;
  // Whoever puts many in sorts them as they come, so that the first to read them in order needn't. Where there
  // is no room for that, the row is in all the same.
  if (rows->count - rows->ordered > unsorted + rows->ordered / 8) put_in_order(rows);
  return SQLITE_OK;
}

int packed_rows_remove(packed_rows *rows, int64_t number) {
  if (!rows->count) return 0;
  uint32_t slot = find_slot(rows, number);
  if (!rows->table[slot]) return 0;
  remove_slot(rows, slot);
  return 1;
}

const uint8_t *packed_rows_find(const packed_rows *rows, int64_t number) {
  if (!rows->count) return 0;
  uint32_t place = rows->table[find_slot(rows, number)];
  return place ? rows->rows[place - 1] : 0;
}

const uint8_t *packed_rows_at(const packed_rows *rows, int64_t place) {
  return place >= 0 && place < rows->count ? rows->rows[place] : 0;
}

void packed_rows_prefetch(const packed_rows *rows, int64_t place) {
  const uint8_t *row = packed_rows_at(rows, place);
  for (int line = 0; row && line < 5; line++) __builtin_prefetch(row + line * 64);
}

int64_t packed_rows_count(const packed_rows *rows) { return rows->count - rows->dead; }

int64_t packed_rows_end(const packed_rows *rows) { return rows->count; }

// MARK: Pages

/// How many places of the order come before a rank, or before what comes behind it.
static uint32_t bound(const packed_rows *rows, packed_rank rank, int behind) {
  uint32_t low = 0, high = rows->ordered;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    ordered_place other = rows->order[middle];
    int64_t number = rows->numbers[other.place];
    int is_lower = is_less(other.key, rank.key)
                   || (!is_less(rank.key, other.key) && (number < rank.number || (behind && number == rank.number)));
    if (is_lower) low = middle + 1;
    else high = middle;
  }
  return low;
}

int packed_rows_in_order(
    packed_rows *rows, const packed_rank *beyond, int backwards, int64_t skipped, int64_t *places, int64_t *count) {
  int code = put_in_order(rows);
  if (code != SQLITE_OK) return code;
  uint32_t next = beyond && !backwards ? bound(rows, *beyond, 1) : 0;
  uint32_t end = beyond && backwards ? bound(rows, *beyond, 0) : rows->ordered;
  int64_t found = 0;
  while (next < end && found < *count) {
    uint32_t place = rows->order[backwards ? --end : next++].place;
    if (!rows->rows[place]) continue;
    if (skipped > 0) skipped--;
    else places[found++] = place;
  }
  *count = found;
  return SQLITE_OK;
}

// MARK: The table as SQL sees it

typedef struct {
  sqlite3_vtab base;
  packed_rows *rows;
} rows_table;

typedef struct {
  sqlite3_vtab_cursor base;
  packed_rows *rows;
  int in_order, backwards;
  /// Places of the table, or of the order, that are left.
  uint32_t next, end;
  uint32_t place;
  /// What the row has in the ordering column, where it is read in order.
  double key;
  int is_over;
  /// Where the last column that was asked for ends.
  packed_place position;
} rows_cursor;

/// How a cursor goes over the rows.
enum { plan_all, plan_place, plan_number, plan_order = 4, plan_low = 8, plan_high = 16, plan_backwards = 32 };

static int connect_table(
    sqlite3 *connection, void *context, int count, const char *const *arguments, sqlite3_vtab **made,
    char **message) {
  (void)count, (void)arguments, (void)message;
  packed_rows *rows = context;
  int code = sqlite3_declare_vtab(connection, rows->declaration);
  if (code != SQLITE_OK) return code;
  rows_table *table = sqlite3_malloc(sizeof *table);
  if (!table) return SQLITE_NOMEM;
  memset(table, 0, sizeof *table);
  table->rows = rows;
  *made = &table->base;
  return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table) {
  sqlite3_free(table);
  return SQLITE_OK;
}

/// Whether the order asked for is that of the ordering column.
static int is_ordering(const packed_rows *rows, const sqlite3_index_info *info) {
  if (info->nOrderBy < 1 || info->nOrderBy > 2 || info->aOrderBy[0].iColumn != rows->ordering) return 0;
  return info->nOrderBy == 1
         || (info->aOrderBy[1].iColumn == 0 && info->aOrderBy[1].desc == info->aOrderBy[0].desc);
}

static int best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
  packed_rows *rows = ((rows_table *)base)->rows;
  int low = -1, high = -1;
  for (int i = 0; i < info->nConstraint; i++) {
    if (!info->aConstraint[i].usable) continue;
    int column = info->aConstraint[i].iColumn, operator = info->aConstraint[i].op;
    if (operator == SQLITE_INDEX_CONSTRAINT_EQ && column <= 0) {
      info->aConstraintUsage[i].argvIndex = 1;
      info->idxNum = column < 0 ? plan_place : plan_number;
      info->estimatedCost = 1;
      info->estimatedRows = 1;
      info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
      return SQLITE_OK;
    }
    if (column != rows->ordering) continue;
    if (operator == SQLITE_INDEX_CONSTRAINT_GT || operator == SQLITE_INDEX_CONSTRAINT_GE) low = i;
    if (operator == SQLITE_INDEX_CONSTRAINT_LT || operator == SQLITE_INDEX_CONSTRAINT_LE) high = i;
  }
  double count = rows->count + 1;
  int is_ordered = is_ordering(rows, info);
  if (!is_ordered && low < 0 && high < 0) {
    info->idxNum = plan_all;
    info->estimatedCost = count;
    info->estimatedRows = (sqlite3_int64)count;
    return SQLITE_OK;
  }
  info->idxNum = plan_order;
  int argument = 0;
  if (low >= 0) {
    info->idxNum |= plan_low;
    info->aConstraintUsage[low].argvIndex = ++argument;
    count /= 2;
  }
  if (high >= 0) {
    info->idxNum |= plan_high;
    info->aConstraintUsage[high].argvIndex = ++argument;
    count /= 2;
  }
  if (is_ordered) {
    info->orderByConsumed = 1;
    if (info->aOrderBy[0].desc) info->idxNum |= plan_backwards;
  }
  info->estimatedCost = count * 1.5;
  info->estimatedRows = (sqlite3_int64)count;
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **made) {
  rows_cursor *cursor = sqlite3_malloc(sizeof *cursor);
  if (!cursor) return SQLITE_NOMEM;
  memset(cursor, 0, sizeof *cursor);
  cursor->rows = ((rows_table *)table)->rows;
  *made = &cursor->base;
  return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor) {
  sqlite3_free(cursor);
  return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base) {
  rows_cursor *cursor = (rows_cursor *)base;
  packed_rows *rows = cursor->rows;
  while (cursor->next < cursor->end) {
    uint32_t index = cursor->backwards ? --cursor->end : cursor->next++;
    if (cursor->in_order) cursor->key = rows->order[index].key;
    cursor->place = cursor->in_order ? rows->order[index].place : index;
    if (!rows->rows[cursor->place]) continue;
    cursor->position = packed_start(rows->rows[cursor->place], rows->columns);
    return SQLITE_OK;
  }
  cursor->is_over = 1;
  return SQLITE_OK;
}

/// Begins with one row, or with none.
static void select_place(rows_cursor *cursor, const packed_rows *rows, int plan, sqlite3_value *value) {
  cursor->next = cursor->end = 0;
  if (sqlite3_value_numeric_type(value) != SQLITE_INTEGER) return;
  sqlite3_int64 number = sqlite3_value_int64(value);
  if (plan == plan_number && rows->count) number = (sqlite3_int64)rows->table[find_slot(rows, number)] - 1;
  if (number < 0 || number >= rows->count) return;
  cursor->next = (uint32_t)number;
  cursor->end = cursor->next + 1;
}

/// Begins with a part of the order: at least what is between two values, of which SQL takes its choice.
static int select_order(rows_cursor *cursor, packed_rows *rows, int plan, sqlite3_value **values) {
  int code = put_in_order(rows);
  if (code != SQLITE_OK) return code;
  cursor->in_order = 1;
  cursor->next = 0;
  cursor->end = rows->ordered;
  for (int side = plan_low; side <= plan_high; side *= 2) {
    if (!(plan & side)) continue;
    sqlite3_value *value = *values++;
    int type = sqlite3_value_type(value);
    if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) continue;
    double key = sqlite3_value_double(value);
    if (side == plan_low) cursor->next = bound(rows, (packed_rank){key, INT64_MIN}, 0);
    else cursor->end = bound(rows, (packed_rank){key, INT64_MAX}, 1);
  }
  return SQLITE_OK;
}

static int filter_rows(
    sqlite3_vtab_cursor *base, int plan, const char *text, int count, sqlite3_value **values) {
  (void)text, (void)count;
  rows_cursor *cursor = (rows_cursor *)base;
  packed_rows *rows = cursor->rows;
  cursor->in_order = cursor->is_over = 0;
  cursor->backwards = (plan & plan_backwards) != 0;
  if (plan & plan_order) {
    int code = select_order(cursor, rows, plan, values);
    if (code != SQLITE_OK) return code;
  } else if (plan == plan_all) {
    cursor->next = 0;
    cursor->end = rows->count;
  } else {
    select_place(cursor, rows, plan, values[0]);
  }
  return next_row(base);
}

static int is_over(sqlite3_vtab_cursor *cursor) { return ((rows_cursor *)cursor)->is_over; }

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  rows_cursor *cursor = (rows_cursor *)base;
  packed_rows *rows = cursor->rows;
  packed_place *position = &cursor->position;
  // What orders the rows is known without a look at them.
  if (column == 0) {
    sqlite3_result_int64(context, rows->numbers[cursor->place]);
    return SQLITE_OK;
  }
  if (cursor->in_order && column == rows->ordering && cursor->key == cursor->key) {
    sqlite3_result_double(context, cursor->key);
    return SQLITE_OK;
  }
  packed_value value = packed_column(position, rows->columns, column);
  const char *text = (const char *)value.bytes;
  switch (value.tag) {
    case packed_null: sqlite3_result_null(context); break;
    case packed_double:
    case packed_same_double: sqlite3_result_double(context, packed_number(value)); break;
    case packed_empty_text: sqlite3_result_text(context, "", 0, SQLITE_STATIC); break;
    case packed_text:
    case packed_long_text: {
      // SQLite copies a text whose end it has not found itself.
      int is_plain = strlen(text) == value.length;
      sqlite3_result_text(context, text, is_plain ? -1 : (int)value.length, SQLITE_STATIC);
      break;
    }
    case packed_empty_blob: sqlite3_result_zeroblob(context, 0); break;
    case packed_blob: sqlite3_result_blob(context, value.bytes, (int)value.length, SQLITE_STATIC); break;
    default: sqlite3_result_int64(context, packed_integer(value)); break;
  }
  return SQLITE_OK;
}

static int give_place(sqlite3_vtab_cursor *cursor, sqlite3_int64 *place) {
  *place = ((rows_cursor *)cursor)->place;
  return SQLITE_OK;
}

/// Without xCreate a table is there by its module's name.
static sqlite3_module module = {
    .xConnect = connect_table,
    .xBestIndex = best_index,
    .xDisconnect = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter_rows,
    .xNext = next_row,
    .xEof = is_over,
    .xColumn = give_column,
    .xRowid = give_place,
};

static void destroy(void *context) {
  packed_rows *rows = context;
  free_chunks(rows->chunks);
  free(rows->rows);
  free(rows->numbers);
  free(rows->table);
  free(rows->order);
  free(rows->declaration);
  free(rows);
}

int packed_rows_create(
    sqlite3 *connection, const char *name, const char *declaration, int columns, int ordering,
    packed_rows **made) {
  packed_rows *rows = calloc(1, sizeof *rows);
  if (!rows) return SQLITE_NOMEM;
  rows->columns = columns;
  rows->ordering = ordering;
  rows->declaration = strdup(declaration);
  if (!rows->declaration) {
    free(rows);
    return SQLITE_NOMEM;
  }
  // Where this fails, it destroys what it was given.
  int code = sqlite3_create_module_v2(connection, name, &module, rows, destroy);
  *made = code == SQLITE_OK ? rows : 0;
  return code;
}

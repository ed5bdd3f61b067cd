import EntryTable

extension Schema {
  static let version1 = """
    CREATE TABLE sequence (id INTEGER PRIMARY KEY CHECK (id = 1), next INTEGER NOT NULL);
    INSERT INTO sequence VALUES (1, 1);

    CREATE TABLE entry (id INTEGER PRIMARY KEY, \(EntryRow.definitions));
    CREATE UNIQUE INDEX entry_key ON entry (key, variant);
    CREATE INDEX entry_url ON entry (url);
    CREATE INDEX entry_expiry ON entry (expiry);

    CREATE TABLE head (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE chunk (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE garbage (body INTEGER PRIMARY KEY);
    CREATE TABLE staging (
      body INTEGER PRIMARY KEY, boot TEXT NOT NULL, pid INTEGER NOT NULL, beat REAL NOT NULL);

    CREATE TABLE shelf (
      row INTEGER PRIMARY KEY AUTOINCREMENT, operation INTEGER NOT NULL, in_trash INTEGER NOT NULL,
      time REAL NOT NULL, own_bytes INTEGER NOT NULL, id INTEGER NOT NULL, \(EntryRow.definitions));
    CREATE INDEX shelf_id ON shelf (id);

    CREATE TABLE operation (
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, time REAL NOT NULL,
      count INTEGER NOT NULL, undone INTEGER NOT NULL, reason TEXT NOT NULL);
    CREATE TABLE item (
      operation INTEGER NOT NULL, entry INTEGER NOT NULL, version INTEGER NOT NULL, kept INTEGER,
      undone INTEGER NOT NULL, PRIMARY KEY (operation, entry)) WITHOUT ROWID;
    CREATE INDEX item_entry ON item (entry);

    CREATE TABLE history (
      entry INTEGER NOT NULL, version INTEGER NOT NULL, time REAL NOT NULL, event TEXT NOT NULL,
      status INTEGER NOT NULL, size INTEGER NOT NULL, detail TEXT NOT NULL,
      PRIMARY KEY (entry, version)) WITHOUT ROWID;

    CREATE TABLE counter (name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE host (name TEXT PRIMARY KEY, hits INTEGER NOT NULL, lookups INTEGER NOT NULL)
      WITHOUT ROWID;
    CREATE TABLE session (
      id TEXT PRIMARY KEY, pid INTEGER NOT NULL, name TEXT NOT NULL, started REAL NOT NULL,
      beat REAL NOT NULL, ended REAL, settings TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE event (
      sequence INTEGER PRIMARY KEY, time REAL NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL,
      outcome TEXT NOT NULL, duration REAL NOT NULL, bytes INTEGER NOT NULL, entry TEXT,
      hit INTEGER NOT NULL, forward TEXT, forward_status INTEGER, ttl REAL,
      stored INTEGER NOT NULL, collapsed INTEGER NOT NULL, detail TEXT);
    """
}

/// What the file holds, table by table.
///
/// It is a SQLite database in WAL mode, with `application_id` 0x6C726472 ("lrdr") and `user_version`
/// the schema's version. Times are seconds since 2001-01-01 UTC, as Foundation counts them, so that
/// they come back bit by bit; add 978307200 for the Unix epoch. Numbers that never repeat, called
/// handles, come from `sequence`, which every writer takes in blocks.
///
/// `entry`: one narrow row per stored variant, with all that a list shows, so that a scan of
/// 100,000 entries reads some 25 MB and neither heads nor bodies.
/// - `id` is a handle; `version` grows with each change but not with use.
/// - `variant` are the values that `Vary` nominated, with their lengths; empty without `Vary`.
/// - `host` is in lower case, with the port where it isn't the scheme's own.
/// - `expiry` is the end of freshness; the largest double if there is none, infinite if corrupt.
/// - `flags`: 1 validated before each use, 2 immutable, 4 `ETag`, 8 `Last-Modified`, 16 corrupt.
/// - `head` and `body` are handles; `manual` is an expiry set by hand, kept outside of the head so that
///   setting it does not rewrite the head.
/// - `event`, `changed`, `detail`: how the present version came about; former ones are in `history`.
///
/// Its indexes, each of which every store of a response pays for:
/// - `entry_key` (unique): the lookup, and one entry per variant;
/// - `entry_url`: invalidation by URL, and the order by URL;
/// - `entry_expiry`: the list's first order, of which the first page must come at once.
///
/// Other orders and filters scan `entry`, which takes some 50 ms for 100,000 rows.
///
/// `head`: request and response head, settings and parts of the key, by handle, in the format of
/// `HeadCodec`. A lookup reads it, a list doesn't. A body of up to 64 KiB that came in one piece lies in
/// `body` of the row with its handle, which is the one of the head that it came with: a store of it
/// writes a page less, and a lookup finds both at once. The row stays as long as either is in use.
///
/// `chunk`: other bodies, in pieces of 64 KiB. The id is the body's handle times 2^20 plus the piece's
/// number: one integer finds it, and pieces of one body lie together.
///
/// `staging`: bodies on their way in, with the process that writes them and its last sign of life, so
/// that those of killed processes can be told and removed.
///
/// `garbage`: bodies too large to be removed in one short transaction; `enforceLimits` removes them.
///
/// `shelf`: rows as `entry` had them, put aside: in the trash, or former versions that an undo needs.
/// They share heads and bodies with the live row of the same `id` where these did not change.
/// `shelf_id` (the entry's) finds them when an entry changes or goes.
///
/// `operation` and `item`: what can be undone. An item is an entry in an operation, with the version
/// that the operation left it in, and the shelf row with its other state, if it has one.
///
/// `history`: former versions of an entry in a line each; the present one is in `entry`.
///
/// `counter`, `host`, `session`, `event`: the activity of sessions. `event` is a ring: its number goes
/// up by one for ever and old rows go.
enum Schema {
  /// "lrdr".
  static let applicationID: Int64 = 0x6C72_6472

  /// The version that this program writes.
  static let version = migrations.count

  /// Bytes in a piece of a body.
  static let chunkSize = 65_536

  /// Bits of a chunk's id that number the piece.
  static let chunkBits: Int64 = 20

  /// Bytes that the pieces of one body can have: 64 GiB. A row that says more is no row of ours.
  static let largestBody = Int64(chunkSize) << chunkBits

  /// The steps from each version to the next; the first makes everything. A released step never
  /// changes: files are out there.
  static let migrations = [version1, version2]
}

/// Why a store could not do what it was asked. The description is a sentence for people with the next
/// step; `code` is for programs.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// No such file.
    case notFound
    /// The file is not a cache of this kind.
    case notACache
    /// The file was written by a newer larder.
    case newerSchema
    /// Another process holds a lock for longer than the limit.
    case locked
    /// The operating system does not allow it.
    case permission
    /// The store was opened read-only.
    case readOnly
    /// The disk is full.
    case full
    /// The file or a row in it is damaged.
    case corrupt
    /// The file is damaged where it says what is in it: nothing can be listed.
    case unreadable
    /// The body or entry was replaced or deleted meanwhile.
    case gone
    /// What is to be written has to be signed, with a secret that the store wasn't given.
    case secretMissing
    /// This kind of store can't do that.
    case unsupported
    /// Reading or writing failed for another reason.
    case io
  }

  /// What kind of failure.
  public var code: Code
  /// The store, as a path.
  public var store: String
  /// The library's own words about it, if any.
  public var detail: String?
  /// The key of the one entry that it is about, where the rest of the store isn't touched by it.
  public var key: String?

  /// An error of that kind.
  public init(_ code: Code, store: String, detail: String? = nil, key: String? = nil) {
    self.code = code
    self.store = store
    self.detail = detail
    self.key = key
  }

  /// One or two sentences with the next step.
  public var description: String {
    let sentence =
      switch code {
      case .notFound where detail == Self.movedDetail:
        "\(store) was removed or replaced while it was open. Open it again."
      case .notFound where detail == Self.folderDetail:
        "\(store) can't be made: its folder is missing. Make the folder first."
      case .notFound:
        "There is no file \(store). Check the path, or run larder alone to look for caches."
      case .notACache:
        "\(store) is not an HTTP cache that larder knows: neither its own nor one of requests-cache."
      case .newerSchema: "\(store) was written by a newer larder. Update larder to open it."
      case .locked: "\(store) is locked by another process. Try again when that has finished."
      case .permission:
        "No permission for \(store). Check the owner and mode of the file and its folder."
      case .readOnly:
        "\(store) is open for reading alone. To change it, open it without --read-only, as one who may write it."
      case .full: "The disk that holds \(store) is full. Free some space and try again."
      case .corrupt where key != nil && detail == Self.otherSignature:
        "This entry of \(store) can't be read without the secret that signed it. Name a file that holds it with "
          + "--secret-file, or set LARDER_SECRET, and open the cache again."
      case .corrupt where key != nil:
        "This entry of \(store) can't be decoded; others can. larder doctor tells more; once it is deleted, "
          + "the next request fetches it anew."
      case .corrupt:
        "\(store) is damaged. Copy it before anything else; readable entries can still be listed."
      case .unreadable:
        "\(store) is damaged, and nothing in it can be listed. Copy it; sqlite3 and its command .recover "
          + "may save some of it."
      case .gone: "The entry in \(store) was changed or deleted meanwhile. Look it up again."
      case .secretMissing:
        "Values of \(store) are signed, and can't be written without their secret. Name a file that "
          + "holds it with --secret-file, or set LARDER_SECRET."
      case .unsupported: "\(store) can't do that."
      case .io: "\(store) could not be read or written."
      }
    return detail.flatMap { Self.ownDetails.contains($0) ? nil : "\(sentence) (\($0))" } ?? sentence
  }

  /// The detail of an entry that the secrets at hand didn't sign: it may well be whole.
  package static let otherSignature = "signature of another secret"

  private static let movedDetail = "it was removed or replaced while it was open"
  private static let folderDetail = "its folder is missing"
  /// Those that the sentence says already.
  private static let ownDetails: Set = [movedDetail, folderDetail]

  /// The file that was opened is no longer at its path.
  package static func moved(_ store: String) -> StoreError {
    StoreError(.notFound, store: store, detail: movedDetail)
  }

  /// The file can't be made, as the folder that it would be in isn't there.
  package static func folderMissing(_ store: String) -> StoreError {
    StoreError(.notFound, store: store, detail: folderDetail)
  }
}

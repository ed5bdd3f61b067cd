/// What a manager does with a whole cache, in the words of the comparison scripts.
enum ManagementOperation: String, CaseIterable {
  case list
  case listStream = "list_stream"
  case urls
  case searchURL = "search_url"
  case pageExpires = "page_expires"
  case pageSize = "page_size"
  case count
  case countExpired = "count_expired"
  case totalSize = "total_size"
  case totalBodySize = "total_body_size"
  case deleteURL = "delete_url1"
  case deleteURLWithoutVacuum = "delete_url1_novacuum"
  case deleteURLs = "delete_urls"
  case deleteURLsWithoutVacuum = "delete_urls_novacuum"
  case deleteExpired = "delete_expired"
  case deleteExpiredWithoutVacuum = "delete_expired_novacuum"
  /// So that it can be undone.
  case deleteExpiredToTrash = "delete_expired_undoable"
  case clear
  case browse

  /// Whether free pages go back to the file system afterwards.
  var vacuums: Bool { [.deleteURL, .deleteURLs, .deleteExpired].contains(self) }
}

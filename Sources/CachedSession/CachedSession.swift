// CachedSession

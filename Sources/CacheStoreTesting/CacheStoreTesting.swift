// CacheStoreTesting

#ifndef CCODINGS_H
#define CCODINGS_H

#include <brotli/decode.h>
#include <string.h>
#include <zlib.h>

/// Begins to undo deflate with a gzip or a zlib frame, whichever is there (zlib's macro for it is none of
/// Swift's).
static inline int ccodings_begin_inflate(z_stream *stream) {
  memset(stream, 0, sizeof *stream);
  return inflateInit2(stream, 15 + 32);
}

#endif

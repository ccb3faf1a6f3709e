#pragma once

// The fragments of the OpenAPI contract, embedded in the binary at compile time.

#include <stddef.h>

typedef struct {
  const char *name;             // file name without its extension, NUL-terminated ASCII
  const unsigned char *bytes;   // the JSON text as committed, UTF-8, not NUL-terminated
  size_t size;                  // bytes
} ep_openapi_fragment;

size_t ep_openapi_fragment_count(void);

// `index` must be below the count. A function and not an array: Swift cannot see a C array as a Sendable constant.
ep_openapi_fragment ep_openapi_fragment_at(size_t index);

#pragma once
#include <stddef.h>

/// One migration of the schema, in the order of the table.
struct ep_migration {
  const char *name;
  const unsigned char *bytes;
  size_t size;
};

size_t ep_migration_count(void);

/// The migration at that index, from 0; the index must be below the count.
struct ep_migration ep_migration_at(size_t index);

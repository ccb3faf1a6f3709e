#pragma once
#include <stddef.h>

/// One migration of the schema, in the order of the table.
struct ep_migration {
  const char *name;
  const unsigned char *bytes;
  size_t size;
};

extern const struct ep_migration ep_migrations[];
extern const size_t ep_migration_count;

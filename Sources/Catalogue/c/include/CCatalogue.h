#pragma once
#include <stddef.h>

// One embedded file: its bytes live as long as the process.
typedef struct {
  const void *_Nonnull bytes;
  size_t size;
} catalogue_data;

catalogue_data catalogue_regles(void);
catalogue_data catalogue_decisions(void);
catalogue_data catalogue_modeles(void);
catalogue_data catalogue_cas_demo(void);
catalogue_data catalogue_mots_de_passe_courants(void);
catalogue_data catalogue_lexique_sante(void);
catalogue_data catalogue_volume(void);

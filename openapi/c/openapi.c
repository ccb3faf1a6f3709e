#include "COpenAPI.h"

static const unsigned char commun[] = {
#embed "../commun.json"
};
static const unsigned char sessions[] = {
#embed "../sessions.json"
};
static const unsigned char reference[] = {
#embed "../reference.json"
};
static const unsigned char partenaires[] = {
#embed "../partenaires.json"
};
static const unsigned char conventions[] = {
#embed "../conventions.json"
};
static const unsigned char avenants[] = {
#embed "../avenants.json"
};
static const unsigned char fin_convention[] = {
#embed "../fin-convention.json"
};
static const unsigned char echeances[] = {
#embed "../echeances.json"
};
static const unsigned char instances[] = {
#embed "../instances.json"
};
static const unsigned char dossier_convention[] = {
#embed "../dossier-convention.json"
};
static const unsigned char comptes[] = {
#embed "../comptes.json"
};
static const unsigned char demandes[] = {
#embed "../demandes.json"
};
static const unsigned char ecritures[] = {
#embed "../ecritures.json"
};

// `commun` first: it alone holds the members other than `paths` and `components`.
static const ep_openapi_fragment fragments[] = {
  {"commun", commun, sizeof commun},
  {"sessions", sessions, sizeof sessions},
  {"reference", reference, sizeof reference},
  {"partenaires", partenaires, sizeof partenaires},
  {"conventions", conventions, sizeof conventions},
  {"avenants", avenants, sizeof avenants},
  {"fin-convention", fin_convention, sizeof fin_convention},
  {"echeances", echeances, sizeof echeances},
  {"instances", instances, sizeof instances},
  {"dossier-convention", dossier_convention, sizeof dossier_convention},
  {"comptes", comptes, sizeof comptes},
  {"demandes", demandes, sizeof demandes},
  {"ecritures", ecritures, sizeof ecritures},
};

size_t ep_openapi_fragment_count(void) { return sizeof fragments / sizeof fragments[0]; }

ep_openapi_fragment ep_openapi_fragment_at(size_t index) { return fragments[index]; }

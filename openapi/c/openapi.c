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
static const unsigned char comptes[] = {
#embed "../comptes.json"
};
static const unsigned char demandes[] = {
#embed "../demandes.json"
};

// `commun` first: it alone holds the members other than `paths` and `components`.
static const ep_openapi_fragment fragments[] = {
  {"commun", commun, sizeof commun},
  {"sessions", sessions, sizeof sessions},
  {"reference", reference, sizeof reference},
  {"partenaires", partenaires, sizeof partenaires},
  {"conventions", conventions, sizeof conventions},
  {"comptes", comptes, sizeof comptes},
  {"demandes", demandes, sizeof demandes},
};

size_t ep_openapi_fragment_count(void) { return sizeof fragments / sizeof fragments[0]; }

ep_openapi_fragment ep_openapi_fragment_at(size_t index) { return fragments[index]; }

#include "CMigrations.h"

static const unsigned char m0001[] = {
#embed "0001_roles.sql"
};
static const unsigned char m0002[] = {
#embed "0002_referentiel.sql"
};
static const unsigned char m0003[] = {
#embed "0003_partenaires.sql"
};
static const unsigned char m0004[] = {
#embed "0004_comptes.sql"
};
static const unsigned char m0005[] = {
#embed "0005_demandes.sql"
};
static const unsigned char m0006[] = {
#embed "0006_journal.sql"
};
static const unsigned char m0007[] = {
#embed "0007_cloisonnement.sql"
};
static const unsigned char m0008[] = {
#embed "0008_vie_convention.sql"
};
static const unsigned char m0009[] = {
#embed "0009_plans.sql"
};
static const unsigned char m0010[] = {
#embed "0010_index_des_listes.sql"
};
static const unsigned char m0011[] = {
#embed "0011_acces_sur_sa_ligne.sql"
};
static const unsigned char m0012[] = {
#embed "0012_murs_partout.sql"
};
static const unsigned char m0013[] = {
#embed "0013_murs_fonctions.sql"
};
static const unsigned char m0014[] = {
#embed "0014_places.sql"
};
static const unsigned char m0015[] = {
#embed "0015_fermetures.sql"
};
static const unsigned char m0016[] = {
#embed "0016_envois.sql"
};
static const unsigned char m0017[] = {
#embed "0017_historique_par_caisse.sql"
};
static const unsigned char m0018[] = {
#embed "0018_recherche.sql"
};
static const unsigned char m0019[] = {
#embed "0019_ecritures.sql"
};
static const unsigned char m0020[] = {
#embed "0020_murs_des_places.sql"
};
static const unsigned char m0021[] = {
#embed "0021_reponses_gardees.sql"
};

static const struct ep_migration migrations[] = {
  {"0001_roles", m0001, sizeof m0001},
  {"0002_referentiel", m0002, sizeof m0002},
  {"0003_partenaires", m0003, sizeof m0003},
  {"0004_comptes", m0004, sizeof m0004},
  {"0005_demandes", m0005, sizeof m0005},
  {"0006_journal", m0006, sizeof m0006},
  {"0007_cloisonnement", m0007, sizeof m0007},
  {"0008_vie_convention", m0008, sizeof m0008},
  {"0009_plans", m0009, sizeof m0009},
  {"0010_index_des_listes", m0010, sizeof m0010},
  {"0011_acces_sur_sa_ligne", m0011, sizeof m0011},
  {"0012_murs_partout", m0012, sizeof m0012},
  {"0013_murs_fonctions", m0013, sizeof m0013},
  {"0014_places", m0014, sizeof m0014},
  {"0015_fermetures", m0015, sizeof m0015},
  {"0016_envois", m0016, sizeof m0016},
  {"0017_historique_par_caisse", m0017, sizeof m0017},
  {"0018_recherche", m0018, sizeof m0018},
  {"0019_ecritures", m0019, sizeof m0019},
  {"0020_murs_des_places", m0020, sizeof m0020},
  {"0021_reponses_gardees", m0021, sizeof m0021},
};

size_t ep_migration_count(void) { return sizeof migrations / sizeof migrations[0]; }

struct ep_migration ep_migration_at(size_t index) { return migrations[index]; }

#include "CCatalogue.h"

static const unsigned char regles[] = {
#embed "../donnees/regles.json"
};

catalogue_data catalogue_regles(void) { return (catalogue_data){regles, sizeof regles}; }

static const unsigned char decisions[] = {
#embed "../donnees/decisions.json"
};

catalogue_data catalogue_decisions(void) { return (catalogue_data){decisions, sizeof decisions}; }

static const unsigned char modeles[] = {
#embed "../donnees/modeles.json"
};

catalogue_data catalogue_modeles(void) { return (catalogue_data){modeles, sizeof modeles}; }

static const unsigned char cas_demo[] = {
#embed "../donnees/cas-demo.json"
};

catalogue_data catalogue_cas_demo(void) { return (catalogue_data){cas_demo, sizeof cas_demo}; }

static const unsigned char mots_de_passe_courants[] = {
#embed "../donnees/mots-de-passe-courants.txt"
};

catalogue_data catalogue_mots_de_passe_courants(void) { return (catalogue_data){mots_de_passe_courants, sizeof mots_de_passe_courants}; }

static const unsigned char lexique_sante[] = {
#embed "../donnees/lexique-sante.txt"
};

catalogue_data catalogue_lexique_sante(void) { return (catalogue_data){lexique_sante, sizeof lexique_sante}; }

static const unsigned char volume[] = {
#embed "../donnees/volume.sql"
};

catalogue_data catalogue_volume(void) { return (catalogue_data){volume, sizeof volume}; }

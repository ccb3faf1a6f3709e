import CCatalogue

/// The reference data embedded in the binary: rules, decisions, models of convention, demonstration,
/// word lists, invented data in volume. Raw bytes only: whoever reads them parses them, once, at start.
package enum Catalogue {
  package enum NomDonnees: String, CaseIterable, Sendable {
    /// JSON array of the 271 rules: `id`, `domaine`, `titre`, `texte`, `acteur`, `sources`, `natures`, and where
    /// there is something to say `variantes`, `logiciel`.
    case regles = "regles.json"
    /// JSON array of the 74 decisions on what the acts leave unclear (the Q- ids): `id`, `question`, `decision`,
    /// `pourquoi`.
    case decisions = "decisions.json"
    /// JSON array of the five models: `code`, `titre`, `version`, `type_caisse`, `type_partenaire`, `natures`, and
    /// `parametres`, dotted names giving `valeur` (null when the act is silent), `origine`, `regles`, and where
    /// there is one `defaut` (`valeur`, `raison`, `explication`) or `note`.
    case modeles = "modeles.json"
    /// JSON object `cas`: for each act the caisse, the partenaire, its unites, contacts and signed conventions.
    /// What the act does not write is marked `hypothese`.
    case casDemo = "cas-demo.json"
    /// Text, one lower-case password of 14 characters or more a line; `#` opens a comment line.
    case motsDePasseCourants = "mots-de-passe-courants.txt"
    /// Text, one word or phrase a line (D-13); `#` opens a comment line.
    case lexiqueSante = "lexique-sante.txt"
    /// SQL script with three numbers to fill in, `:demandes`, `:partenaires` and `:comptes`: see `Volume` of Storage.
    case volume = "volume.sql"
  }

  /// The bytes of that file, UTF-8, valid for the life of the process.
  package static func donnees(_ nom: NomDonnees) -> UnsafeRawBufferPointer {
    let data =
      switch nom {
      case .regles: catalogue_regles()
      case .decisions: catalogue_decisions()
      case .modeles: catalogue_modeles()
      case .casDemo: catalogue_cas_demo()
      case .motsDePasseCourants: catalogue_mots_de_passe_courants()
      case .lexiqueSante: catalogue_lexique_sante()
      case .volume: catalogue_volume()
      }
    return UnsafeRawBufferPointer(start: data.bytes, count: data.size)
  }
}

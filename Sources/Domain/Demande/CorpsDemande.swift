/// The body of a demande to file, as received. A field of another type is the contract's business: here it is not read.
package struct CorpsDemande: Sendable, Hashable {
  package var type: TypeDemande
  package var assure: CorpsAssure = CorpsAssure()
  package var personneAccompagnee: Bool?
  package var informationPrealable: Bool?
  package var urgente: Bool?
  package var complexe: Bool?
  package var regimeGeneral: Bool?
  package var description: String?
  package var confirmationDonneesSante: Bool?
  package var qualiteRepresentation: String?
  // CONTACT
  package var objet: String?
  package var avancement: Bool?
  package var accordPersonne: Bool?
  // ETUDE_DOSSIER, RENDEZ_VOUS
  package var sousType: String?
  package var motifRecours: String?
  // SIGNALEMENT
  package var motifs: [String] = []
  package var lieAUnHandicap: Bool?
  package var motifSocial: String?
  package var premierNiveauReponse: Bool?
  // RENDEZ_VOUS
  package var motif: String?
  package var disponibilites: [CorpsDisponibilite] = []
  package var service: String?
  // DOCUMENT
  package var typeDocument: String?
  /// Pointers of the fields named after a NIR, whatever they hold (D-12, T-102).
  package var champsNir: [String] = []

  package init(type: TypeDemande) {
    self.type = type
  }
}

/// Who the demande is for, as received (D-11).
package struct CorpsAssure: Sendable, Hashable {
  package var civilite: String?
  package var nom: String?
  package var prenom: String?
  package var dateNaissance: String?
  package var departementResidence: String?

  package init(
    civilite: String? = nil, nom: String? = nil, prenom: String? = nil, dateNaissance: String? = nil,
    departementResidence: String? = nil
  ) {
    self.civilite = civilite
    self.nom = nom
    self.prenom = prenom
    self.dateNaissance = dateNaissance
    self.departementResidence = departementResidence
  }
}

/// A day and a part of it, as received (D-05).
package struct CorpsDisponibilite: Sendable, Hashable {
  package var jour: String?
  package var moment: String?

  package init(jour: String?, moment: String?) {
    self.jour = jour
    self.moment = moment
  }
}

/// The longest texts of a demande, in characters, and its longest lists.
enum LimiteDemande {
  static let nomMax = 100
  static let objetMax = 200
  static let motifRendezVousMax = 200
  static let descriptionMax = 4000
  static let messageMax = 4000
  static let motifFinMax = 500
  static let disponibilitesMax = 10
  static let ageMaxAnnees = 130
}

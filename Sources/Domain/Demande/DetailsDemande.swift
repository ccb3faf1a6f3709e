/// What is proper to the type of a demande.
package enum DetailsDemande: Sendable, Hashable {
  case contact(Contact)
  case etudeDossier(Etude)
  case signalement(Signalement)
  case rendezVous(RendezVous)
  case document(TypeDocument)

  /// D-02, D-27.
  package struct Contact: Sendable, Hashable {
    package let objet: TexteLibre
    /// A question on how a file goes on.
    package let avancement: Bool
    package let accordPersonne: Bool?
  }

  /// D-03, D-15, D-16.
  package struct Etude: Sendable, Hashable {
    package let sousType: SousTypeEtude
    package let motifRecours: MotifRecours?
  }

  /// D-04, D-24, D-39.
  package struct Signalement: Sendable, Hashable {
    /// At least one, each once.
    package let motifs: [MotifSignalement]
    package let lieAUnHandicap: Bool?
    package let motifSocial: MotifSocial?
    package let premierNiveauReponse: Bool?
  }

  /// D-05, D-17.
  package struct RendezVous: Sendable, Hashable {
    package let motif: TexteLibre
    package let disponibilites: [Disponibilite]
    package let motifRecours: MotifRecours?
    package let service: ServiceDestinataire?
  }

  package struct Disponibilite: Sendable, Hashable {
    package let jour: Jour
    package let moment: MomentJournee
  }

  package var type: TypeDemande {
    switch self {
    case .contact: .contact
    case .etudeDossier: .etudeDossier
    case .signalement: .signalement
    case .rendezVous: .rendezVous
    case .document: .document
    }
  }
}

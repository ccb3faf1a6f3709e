package import FoundationEssentials

/// The body of an inactivation, as received.
package struct CorpsInactivation: Sendable, Hashable {
  package var motif: String?
  package var dateSouhaitee: String?
  package var remplacantId: UUID?
  package var commentaire: String?

  package init(motif: String? = nil, dateSouhaitee: String? = nil, remplacantId: UUID? = nil, commentaire: String? = nil) {
    self.motif = motif
    self.dateSouhaitee = dateSouhaitee
    self.remplacantId = remplacantId
    self.commentaire = commentaire
  }

  static let commentaireMax = 500

  func lireMotif(dans collecte: inout CollecteErreurs) -> MotifInactivation? {
    collecte.exigerChoix(motif, "/motif", regle: "C-57")
  }

  /// A comment is about an account, so no word of health is looked for; a NIR is refused as everywhere.
  func lireCommentaire(dans collecte: inout CollecteErreurs) -> TexteLibre? {
    collecte.lire(commentaire, "/commentaire") { (brut) throws(TexteInvalide) in
      try TexteLibre(brut, caracteresMax: Self.commentaireMax, lexique: LexiqueSante(termes: []))
    }
  }
}

/// What an inactivation must agree with.
package struct FaitsInactivation: Sendable, Hashable {
  package var compte: FaitsCompte
  package var parametres: ParametresConvention
  /// The other ACTIF gestionnaires of the scope where the last one is judged (`parametres.dernierGestionnaireParUnite`: the
  /// unit, else the partner), those whose inactivation is already planned left out. Empty for a technicien.
  package var autresGestionnaires: [GestionnaireActif]
  /// The account that `remplacantId` names, nil when absent or not visible.
  package var remplacant: FaitsCompte?
  /// The account has an access that nobody has closed to a caisse that is not the actor's.
  package var autresAcces: Bool
  /// C-34: one of those caisses would be left without any active gestionnaire.
  package var dernierAilleurs: Bool
  /// Why the one who decides has closed it already, as far as his own closing stands: a caisse its access, a gestionnaire the account. An
  /// exclusion counts as fraud.
  package var dejaFermePour: MotifInactivation?

  package init(
    compte: FaitsCompte, parametres: ParametresConvention, autresGestionnaires: [GestionnaireActif] = [],
    remplacant: FaitsCompte? = nil, autresAcces: Bool = false, dernierAilleurs: Bool = false,
    dejaFermePour: MotifInactivation? = nil
  ) {
    self.compte = compte
    self.parametres = parametres
    self.autresGestionnaires = autresGestionnaires
    self.remplacant = remplacant
    self.autresAcces = autresAcces
    self.dernierAilleurs = dernierAilleurs
    self.dejaFermePour = dejaFermePour
  }
}

extension ParametresConvention {
  /// C-34: when a replacement must be named; `SI_DERNIER` where the act is silent.
  package var exigenceRemplacant: ExigenceRemplacant { gestionnaires.inactivation.remplacant ?? .siDernier }

  /// whether the last gestionnaire is judged by unit.
  package var dernierGestionnaireParUnite: Bool { exigenceRemplacant == .siDernierDeLUnite }
}

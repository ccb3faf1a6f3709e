/// The body of a partial update of an account, as received; nothing in it can be erased.
package struct CorpsModificationCompte: Sendable, Hashable {
  package var civilite: Changement<String> = .aucun
  package var nom: Changement<String> = .aucun
  package var prenom: Changement<String> = .aucun
  package var fonction: Changement<String> = .aucun
  package var telephone: Changement<String> = .aucun
  package var email: Changement<String> = .aucun
  /// TECHNICIEN only (C-21, C-22).
  package var statutPersonne: Changement<String> = .aucun
  package var equipementAntivirus: Changement<Bool> = .aucun
  /// attestations, apart from the data of the habilitation.
  package var engagementConfidentialiteLe: String?
  package var formationLe: String?
  /// C-28: what the partner asked, for a gestionnaire.
  package var demandeReference: String?
  package var demandeRecueLe: String?

  package init() {}

  /// The new address as it will be compared, to load the accounts of the same person.
  package var adresse: AdresseCourriel? {
    email.valeur.flatMap { try? AdresseCourriel($0) }
  }

  /// Whether the body says anew who the person is (A-06, C-47).
  var nommeLaPersonne: Bool { nom.estPresent || prenom.estPresent || telephone.estPresent || email.estPresent }

  /// The data of a habilitation the body changes.
  var champs: [ChampHabilitation] {
    ChampHabilitation.allCases.filter { champ in
      switch champ {
      case .civilite: civilite.estPresent
      case .nom: nom.estPresent
      case .prenom: prenom.estPresent
      case .fonction: fonction.estPresent
      case .telephone: telephone.estPresent
      case .email: email.estPresent
      }
    }
  }
}

/// A partial update of an account, decided (C-26 to C-29); nil is unchanged.
package struct ModificationCompte: Sendable, Hashable {
  package let civilite: Civilite?
  package let nom: TexteCourt?
  package let prenom: TexteCourt?
  package let fonction: TexteCourt?
  package let telephone: Telephone?
  package let email: AdresseCourriel?
  package let statutPersonne: StatutPersonne?
  package let engagementConfidentialiteLe: Jour?
  package let formationLe: Jour?
  /// C-28: kept with the event.
  package let demandeReference: TexteCourt?
  package let demandeRecueLe: Jour?

  package struct Faits: Sendable, Hashable {
    package var compte: FaitsCompte
    package var domaines: DomainesCourriel
    package var parametres: ParametresConvention
    /// The other accounts of the partner that are those of the person as the body says it is.
    package var memePersonne: [FaitsMemePersonne]
    /// C-47, Q-59: a closing of security or an exclusion stands on the account, or on one of its accesses.
    package var ecarte: Bool

    package init(
      compte: FaitsCompte, domaines: DomainesCourriel, parametres: ParametresConvention, memePersonne: [FaitsMemePersonne] = [],
      ecarte: Bool = false
    ) {
      self.compte = compte
      self.domaines = domaines
      self.parametres = parametres
      self.memePersonne = memePersonne
      self.ecarte = ecarte
    }
  }

  /// Decides an update: a gestionnaire by the caisse on demand of the partner, a technicien by a gestionnaire.
  ///
  /// Order: visible (404), right (403), state (409), fields all at once (422), person already known (409).
  package static func decider(
    _ corps: CorpsModificationCompte, par acteur: Acteur, faits: Faits, le aujourdHui: Jour
  ) throws(RefusCompte) -> ModificationCompte {
    try acteur.verifierGere(faits.compte, regle: faits.compte.profil == .gestionnaire ? "C-28" : "C-29")
    guard faits.compte.etat != .exclu else { throw .compteNonModifiable(.exclu) }
    // Renamed, who was shut out would come back under his own name.
    if faits.ecarte, corps.nommeLaPersonne { throw .identiteFigee }
    var collecte = CollecteErreurs()
    verifierModifiables(corps, faits, dans: &collecte)
    let (reference, recueLe) = lireDemande(corps, faits.compte.profil, le: aujourdHui, dans: &collecte)
    let modification = lire(corps, faits, reference: reference, recueLe: recueLe, le: aujourdHui, dans: &collecte)
    guard collecte.erreurs.isEmpty else { throw RefusCompte(collecte) }
    if faits.compte.etat.estDecompte, corps.nommeLaPersonne { try NouveauCompte.verifierEcart(faits.compte.profil, faits.memePersonne) }
    if faits.compte.etat.estDecompte, modification.email != nil {
      try NouveauCompte.verifierPersonne(faits.compte.profil, faits.memePersonne)
    }
    return modification
  }

  /// C-26, C-27: what the act lets change, for a gestionnaire; silence changes nothing.
  private static func verifierModifiables(_ corps: CorpsModificationCompte, _ faits: Faits, dans collecte: inout CollecteErreurs) {
    guard faits.compte.profil == .gestionnaire else { return }
    let admis = faits.parametres.gestionnaires.champsModifiables ?? []
    let faute = FauteCompte.champNonModifiable(regle: Set(admis) == Set(ChampHabilitation.allCases) ? "C-27" : "C-26")
    var refuses = corps.champs.filter { !admis.contains($0) }.map(\.rawValue)
    if corps.statutPersonne.estPresent { refuses.append("statut_personne") }
    if corps.equipementAntivirus.estPresent { refuses.append("equipement_antivirus") }
    for champ in refuses { collecte.ajouter(faute, sur: "/\(champ)") }
    if !refuses.isEmpty { collecte.preciser("champs_modifiables", admis.map(\.rawValue)) }
  }

  /// C-28: the reference and the date of what the partner asked.
  private static func lireDemande(
    _ corps: CorpsModificationCompte, _ profil: Profil, le aujourdHui: Jour, dans collecte: inout CollecteErreurs
  ) -> (TexteCourt?, Jour?) {
    guard profil == .gestionnaire else { return (nil, nil) }
    if corps.demandeReference?.estBlanc != false { collecte.ajouter(FauteCompte.demandeRequise, sur: "/demande_reference") }
    if corps.demandeRecueLe == nil { collecte.ajouter(FauteCompte.demandeRequise, sur: "/demande_recue_le") }
    let reference =
      corps.demandeReference?.estBlanc != false
      ? nil : collecte.lire(corps.demandeReference, "/demande_reference", texteCourt(LongueurCompte.referenceMax))
    return (
      reference, collecte.dateEchue(corps.demandeRecueLe, "/demande_recue_le", aujourdHui: aujourdHui, regle: "C-28")
    )
  }

  /// The same checks as at the creation (C-29).
  private static func lire(
    _ corps: CorpsModificationCompte, _ faits: Faits, reference: TexteCourt?, recueLe: Jour?, le aujourdHui: Jour,
    dans collecte: inout CollecteErreurs
  ) -> ModificationCompte {
    if faits.compte.profil == .technicien, corps.equipementAntivirus.estPresent, corps.equipementAntivirus != .vers(true) {
      collecte.ajouter(FauteCompte.antivirusNonAtteste, sur: "/equipement_antivirus")
    }
    let email = collecte.changerObligatoire(corps.email, "/email", regle: "C-05", AdresseCourriel.init)
    faits.domaines.verifier(email, dans: &collecte)
    return ModificationCompte(
      civilite: lireChoix(corps.civilite, "/civilite", regle: "C-05", dans: &collecte),
      nom: collecte.changerObligatoire(corps.nom, "/nom", regle: "C-05", texteCourt(LongueurCompte.nomMax)),
      prenom: collecte.changerObligatoire(corps.prenom, "/prenom", regle: "C-05", texteCourt(LongueurCompte.prenomMax)),
      fonction: collecte.changerObligatoire(corps.fonction, "/fonction", regle: "C-05", texteCourt(LongueurCompte.fonctionMax)),
      telephone: collecte.changerObligatoire(corps.telephone, "/telephone", regle: "C-05", Telephone.lire),
      email: email,
      statutPersonne: faits.compte.profil == .technicien
        ? lireChoix(corps.statutPersonne, "/statut_personne", regle: "C-21", dans: &collecte) : nil,
      engagementConfidentialiteLe: collecte.dateEchue(
        corps.engagementConfidentialiteLe, "/engagement_confidentialite_le", aujourdHui: aujourdHui, regle: "R-09"),
      formationLe: collecte.dateEchue(corps.formationLe, "/formation_le", aujourdHui: aujourdHui, regle: "R-10"),
      demandeReference: reference, demandeRecueLe: recueLe)
  }

  private static func lireChoix<Valeur: RawRepresentable & CaseIterable>(
    _ changement: Changement<String>, _ pointeur: String, regle: String, dans collecte: inout CollecteErreurs
  ) -> Valeur? where Valeur.RawValue == String {
    switch changement {
    case .aucun: nil
    case .efface: collecte.exigerChoix(nil, pointeur, regle: regle)
    case .vers(let brut): collecte.exigerChoix(brut, pointeur, regle: regle)
    }
  }
}

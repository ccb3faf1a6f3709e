/// Every reason to say no about an account. Where several apply, the order is: right (403), state (409), fields (422); a
/// conflict that only a valid body can reveal (`personneDejaInscrite`) comes after the fields.
package enum RefusCompte: Refus, Hashable {
  // Rights (403).
  case profilNonHabilitant(PouvoirManquant)
  /// C-15, Q-07: the unit is not the actor's.
  case uniteInterdite
  /// C-32, C-48: the actor's own access is not open.
  case accesFerme(ConstatAcces)
  case cguNonAcceptees
  case motDePasseExpire

  // Not visible (404).
  case introuvable
  case lienInconnu

  // States and quotas (409).
  case conventionNonEnVigueur(MotifAcces)
  case effectifInconnu(Profil)
  case quota(Quota)
  /// The same, told to the holder of the account that waits for a place.
  case quotaALActivation(Quota)
  /// at a caisse that is not the actor's, whose figures are not his.
  case quotaDUneAutreCaisse(Profil)
  case personneDejaInscrite(Profil)
  case personneExclue
  /// a closing of security stands, of that caisse or another one.
  case personneEcartee
  case lienUtilise
  case lienExpire
  case uniteNonOuverte(ouvreLe: Jour?)
  case compteDejaActif
  case compteNonActivable(EtatCompte)
  case compteNonActif(EtatCompte)
  /// who asks has closed it already, as gravely.
  case accesDejaFerme
  case compteNonInactif(EtatCompte)
  case compteNonModifiable(EtatCompte)
  /// C-47, Q-59: who was shut out stays known for who he is.
  case identiteFigee
  case dernierGestionnaire(ExigenceRemplacant)
  /// C-34, Q-59: of a caisse that is not the actor's.
  case dernierGestionnaireAilleurs
  case dejaExclu
  case nonExclu
  case structureDejaSuspendue
  case structureNonSuspendue
  case cguVersionPerimee(enCours: String)

  // Data and dates (422).
  case preavisNonRespecte(dateAdmise: Jour)
  case champs(ChampsInvalides)

  package var code: String {
    switch self {
    case .profilNonHabilitant(.retourReserve): "REACTIVATION_INTERDITE"
    case .profilNonHabilitant: "PROFIL_NON_HABILITANT"
    case .uniteInterdite: "UNITE_INTERDITE"
    case .accesFerme: "ACCES_FERME"
    case .cguNonAcceptees: "CGU_NON_ACCEPTEES"
    case .motDePasseExpire: "MOT_DE_PASSE_EXPIRE"
    case .introuvable: CodeProbleme.introuvable
    case .lienInconnu: "LIEN_INCONNU"
    case .conventionNonEnVigueur: "CONVENTION_NON_EN_VIGUEUR"
    case .effectifInconnu: "EFFECTIF_INCONNU"
    case .quota(let quota), .quotaALActivation(let quota): Self.codeQuota(quota.profil)
    case .quotaDUneAutreCaisse(let profil): Self.codeQuota(profil)
    case .personneDejaInscrite: "PERSONNE_DEJA_INSCRITE"
    case .personneExclue, .personneEcartee: "PERSONNE_EXCLUE"
    case .lienUtilise: "LIEN_UTILISE"
    case .lienExpire: "LIEN_EXPIRE"
    case .uniteNonOuverte: "UNITE_NON_OUVERTE"
    case .compteDejaActif, .compteNonActivable: "COMPTE_DEJA_ACTIF"
    case .compteNonModifiable: CodeProbleme.transitionInterdite
    case .identiteFigee: "IDENTITE_FIGEE"
    case .compteNonActif, .accesDejaFerme: "COMPTE_NON_ACTIF"
    case .compteNonInactif: "COMPTE_NON_INACTIF"
    case .dernierGestionnaire, .dernierGestionnaireAilleurs: "DERNIER_GESTIONNAIRE"
    case .dejaExclu: "COMPTE_DEJA_EXCLU"
    case .nonExclu: "COMPTE_NON_EXCLU"
    case .structureDejaSuspendue: "STRUCTURE_DEJA_SUSPENDUE"
    case .structureNonSuspendue: "STRUCTURE_NON_SUSPENDUE"
    case .cguVersionPerimee: "CGU_VERSION_PERIMEE"
    case .preavisNonRespecte: "PREAVIS_NON_RESPECTE"
    case .champs(let champs): champs.code
    }
  }

  package var regle: String {
    switch self {
    case .profilNonHabilitant(let pouvoir): pouvoir.regle
    case .uniteInterdite: "C-15"
    case .accesFerme(let constat): constat.motif?.regle ?? "D-33"
    case .cguNonAcceptees, .cguVersionPerimee: "C-20"
    case .motDePasseExpire: "C-19"
    case .introuvable: "A-02"
    case .lienInconnu, .lienUtilise: "C-18"
    case .lienExpire: "C-17"
    case .conventionNonEnVigueur: "C-02"
    case .effectifInconnu: "P-04"
    case .quota(let quota), .quotaALActivation(let quota): quota.plafond.regle
    case .quotaDUneAutreCaisse: "Q-43"
    case .personneDejaInscrite: "A-06"
    case .personneExclue, .dejaExclu, .nonExclu: "C-47"
    case .personneEcartee, .accesDejaFerme, .identiteFigee: "Q-59"
    case .uniteNonOuverte: "C-55"
    case .compteDejaActif, .compteNonActivable, .compteNonActif, .compteNonModifiable: "C-52"
    case .compteNonInactif: "Q-39"
    case .dernierGestionnaire, .dernierGestionnaireAilleurs: "C-34"
    case .structureDejaSuspendue, .structureNonSuspendue: "C-48"
    case .preavisNonRespecte: "C-33"
    case .champs(let champs): champs.regle(aDefaut: "C-05")
    }
  }

  private static func codeQuota(_ profil: Profil) -> String {
    profil == .gestionnaire ? "QUOTA_GESTIONNAIRES" : "QUOTA_TECHNICIENS"
  }

  package var nature: NatureRefus {
    switch self {
    case .profilNonHabilitant, .uniteInterdite, .accesFerme, .cguNonAcceptees, .motDePasseExpire: .interdit
    case .introuvable, .lienInconnu: .absent
    case .preavisNonRespecte, .champs: .invalide
    default: .etat
    }
  }

  package var erreurs: [ErreurChamp] {
    switch self {
    case .champs(let champs): champs.erreurs
    case .preavisNonRespecte:
      [ErreurChamp(pointeur: "/date_souhaitee", code: code, regle: regle, message: message)]
    default: []
    }
  }
}

extension RefusCompte {
  init(_ collecte: CollecteErreurs) {
    let vide = FauteCommune.obligatoire(regle: "C-05").sur("")
    self = .champs(ChampsInvalides(collecte) ?? ChampsInvalides(vide))
  }

  init(_ faute: some FauteChamp, sur pointeur: String) {
    self = .champs(ChampsInvalides(faute.sur(pointeur)))
  }
}

/// The power the actor lacks, and who has it.
package enum PouvoirManquant: Sendable, Hashable {
  /// A-02, C-26, C-28, C-33: gestionnaires are managed by the caisse.
  case gestionnaireParLaCaisse(regle: String)
  /// C-15, C-29, C-37: techniciens are managed by a gestionnaire of the partner.
  case technicienParUnGestionnaire(regle: String)
  /// The role manages no account at all.
  case sansPouvoir(regle: String)
  /// C-15: the gestionnaire has no access of his own to the caisse.
  case gestionnaireSansAcces
  /// exclusion and cut-off belong to the direction of the caisse.
  case directionSeule(regle: String)
  /// who closed the account opens it again.
  case retourReserve

  package var regle: String {
    switch self {
    case .gestionnaireParLaCaisse(let regle), .technicienParUnGestionnaire(let regle), .sansPouvoir(let regle),
      .directionSeule(let regle):
      regle
    case .gestionnaireSansAcces: "C-15"
    case .retourReserve: "Q-39"
    }
  }

  package var message: String {
    switch self {
    case .gestionnaireParLaCaisse:
      "Les comptes gestionnaires sont tenus par la caisse, sur demande du partenaire : adressez-lui la demande."
    case .technicienParUnGestionnaire:
      "Les comptes techniciens sont tenus par un gestionnaire actif du partenaire : adressez-vous à lui."
    case .gestionnaireSansAcces:
      "Vous n'avez pas vous-même d'accès à cette caisse : demandez-lui d'habiliter votre compte, ou adressez-vous à un gestionnaire habilité."
    case .sansPouvoir:
      "Votre profil ne tient pas de comptes : adressez-vous à un gestionnaire de votre structure ou à la caisse."
    case .directionSeule:
      "Cette décision appartient à la direction de la caisse : transmettez-lui le dossier."
    case .retourReserve:
      "Ce compte ne peut être rouvert que par ceux qui l'ont fermé (la caisse qui l'a décidé après une exclusion ou une inactivation, "
        + "un gestionnaire pour un technicien sinon) : adressez-vous à eux."
    }
  }
}

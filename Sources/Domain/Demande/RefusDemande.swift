/// Every reason to say no about a demande. Where several apply, the order is: visible (404), right and access (403), state
/// (409), fields (422, all at once).
package enum RefusDemande: Refus, Hashable {
  /// D-10: only a technicien files demandes.
  case depotReserveAuTechnicien
  /// only an agent of the caisse handles them.
  case traitementReserveALAgent
  /// D-29: reading is for the techniciens of the partner and the people of the caisse.
  case roleSansPouvoir
  /// D-33, Q-13.
  case accesFerme(ConstatAcces)
  /// D-29: absent, or of another partner, unit or caisse.
  case introuvable
  /// D-02, D-08, D-33; `prevue` tells whether the model offers it.
  case fonctionnaliteInactive(Fonctionnalite, prevue: Bool)
  /// A-07, D-28.
  case dejaPrise
  /// D-28.
  case transitionInterdite(de: EtatDemande, vers: EtatDemande)
  /// J-02, J-05.
  case pieceSortanteInterdite
  case champs(ChampsInvalides)

  init(_ collecte: CollecteErreurs) {
    let vide = FauteCommune.obligatoire(regle: "D-14").sur("")
    self = .champs(ChampsInvalides(collecte.erreurs) ?? ChampsInvalides(vide))
  }

  package var code: String {
    switch self {
    case .depotReserveAuTechnicien, .traitementReserveALAgent, .roleSansPouvoir: CodeProbleme.roleInsuffisant
    case .accesFerme: "ACCES_FERME"
    case .introuvable: CodeProbleme.introuvable
    case .fonctionnaliteInactive: "FONCTIONNALITE_INACTIVE"
    case .dejaPrise: "DEMANDE_DEJA_PRISE"
    case .transitionInterdite: CodeProbleme.transitionInterdite
    case .pieceSortanteInterdite: "PJ_SORTANTE_INTERDITE"
    case .champs(let champs): champs.code
    }
  }

  package var regle: String {
    switch self {
    case .depotReserveAuTechnicien: "A-04"
    case .traitementReserveALAgent: "A-02"
    case .roleSansPouvoir, .introuvable: "D-29"
    case .accesFerme(let constat): constat.motif?.regle ?? "D-33"
    case .fonctionnaliteInactive(let fonctionnalite, let prevue): prevue ? "D-08" : Self.regle(fonctionnalite)
    case .dejaPrise, .transitionInterdite: "D-28"
    case .pieceSortanteInterdite: "J-02"
    case .champs(let champs): champs.regle(aDefaut: "D-14")
    }
  }

  package var nature: NatureRefus {
    switch self {
    case .depotReserveAuTechnicien, .traitementReserveALAgent, .roleSansPouvoir, .accesFerme: .interdit
    case .introuvable: .absent
    case .fonctionnaliteInactive, .dejaPrise, .transitionInterdite, .pieceSortanteInterdite: .etat
    case .champs: .invalide
    }
  }

  package var message: String {
    switch self {
    case .depotReserveAuTechnicien: "Seul un compte technicien dépose ou annule une demande : connectez-vous avec le vôtre."
    case .traitementReserveALAgent: "Seul un agent de la caisse traite une demande : attendez sa réponse ou écrivez-lui un message."
    case .roleSansPouvoir: "Votre profil ne consulte pas les demandes : adressez-vous à un technicien de votre structure."
    case .accesFerme(let constat): constat.motif?.message ?? "L'accès à cette caisse n'est pas ouvert."
    case .introuvable: "Cette demande n'existe pas, ou n'est pas visible pour vous : vérifiez son identifiant."
    case .fonctionnaliteInactive(let fonctionnalite, let prevue):
      prevue
        ? "La caisse a désactivé \(fonctionnalite.rawValue) : vos demandes en cours restent traitées, adressez-vous à elle."
        : "La convention ne prévoit pas \(fonctionnalite.rawValue) : utilisez une autre fonctionnalité, ou adressez-vous à la caisse."
    case .dejaPrise: "Un autre agent a pris cette demande en charge : laissez-la-lui, ou demandez-lui de la rendre."
    case .transitionInterdite(let de, let vers): "Une demande \(de.rawValue) ne peut pas devenir \(vers.rawValue) : \(de.issue)."
    case .pieceSortanteInterdite:
      "Ce partenaire n'est pas habilité à recevoir ce document par le portail : envoyez-le à l'adresse connue de l'assuré."
    case .champs(let champs): champs.message
    }
  }

  package var faits: [(nom: String, valeur: FaitRefus)] {
    switch self {
    case .accesFerme(let constat): constat.faits
    case .fonctionnaliteInactive(let fonctionnalite, _): [("fonctionnalite", .texte(fonctionnalite.rawValue))]
    case .transitionInterdite(let de, let vers): [("etat", .texte(de.rawValue)), ("etat_demande", .texte(vers.rawValue))]
    default: []
    }
  }

  package var erreurs: [ErreurChamp] {
    if case .champs(let champs) = self { champs.erreurs } else { [] }
  }

  private static func regle(_ fonctionnalite: Fonctionnalite) -> String {
    switch fonctionnalite {
    case .contact: "D-02"
    case .etudeDossier: "D-03"
    case .signalement: "D-04"
    case .rendezVous: "D-05"
    case .document: "D-06"
    case .historique: "D-07"
    case .accuseReception: "D-20"
    case .statut: "D-21"
    case .dialogue: "D-22"
    }
  }
}

extension ConstatAcces {
  /// D-33, Q-13: nothing is filed nor read by the partner while its access to the caisse is not open.
  package func exigerOuvert() throws(RefusDemande) {
    guard estOuvert else { throw .accesFerme(self) }
  }
}

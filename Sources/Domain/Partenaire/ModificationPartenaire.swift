/// A partial update of a partner, read and checked (P-01 to P-09, P-17, P-18).
package struct ModificationPartenaire: Sendable, Hashable {
  package let denomination: TexteCourt?
  package let adresse: TexteCourt?
  package let codePostal: Changement<CodePostal>
  package let commune: Changement<TexteCourt>
  package let siret: Changement<Siret>
  package let siren: Changement<Siren>
  package let effectif: Changement<Effectif>
  package let domainesEmail: DomainesCourriel?
  package let servicePorteur: Changement<TexteCourt>
  package let signataireQualite: Changement<TexteCourt>
  package let habiliteDocumentsSortants: Bool?
  package let attestationEuropeLe: Changement<Jour>

  /// What the update must agree with.
  package struct Faits: Sendable, Hashable {
    package var siret: Siret?
    package var siren: Siren?

    package init(siret: Siret? = nil, siren: Siren? = nil) {
      self.siret = siret
      self.siren = siren
    }
  }

  /// Reads a body and decides the update. Checks, in order: role (403), fields all at once (422). An effectif given
  /// without its day is declared today; a lower one cuts no account (C-54).
  package static func decider(
    _ corps: CorpsModificationPartenaire, par acteur: Acteur, faits: Faits, le aujourdHui: Jour,
    domainesGrandPublic: Set<String> = DomainesCourriel.grandPublicParDefaut
  ) throws(RefusPartenaire) -> ModificationPartenaire {
    guard acteur.role == .agentCaisse else { throw .reserveALaCaisse }
    var collecte = CollecteErreurs()
    let modification = ModificationPartenaire(
      denomination: collecte.changerObligatoire(
        corps.denomination, "/denomination", regle: "P-01", texteCourt(LongueurPartenaire.denominationMax)),
      adresse: collecte.changerObligatoire(corps.adresse, "/adresse", regle: "P-01", texteCourt(LongueurPartenaire.adresseMax)),
      codePostal: collecte.changer(corps.codePostal, "/code_postal", CodePostal.init),
      commune: collecte.changer(corps.commune, "/commune", texteCourt(LongueurPartenaire.communeMax)),
      siret: collecte.changer(corps.siret, "/siret", Siret.init),
      siren: collecte.changer(corps.siren, "/siren", Siren.init),
      effectif: lireEffectif(corps, le: aujourdHui, dans: &collecte),
      domainesEmail: lireDomaines(corps.domainesEmail, grandPublic: domainesGrandPublic, dans: &collecte),
      servicePorteur: collecte.changer(corps.servicePorteur, "/service_porteur", texteCourt(LongueurPartenaire.serviceMax)),
      signataireQualite: collecte.changer(
        corps.signataireQualite, "/signataire_qualite", texteCourt(LongueurPartenaire.qualiteMax)),
      habiliteDocumentsSortants: lireBooleen(
        corps.habiliteDocumentsSortants, "/habilite_documents_sortants", regle: "P-18", dans: &collecte),
      attestationEuropeLe: lireAttestation(corps.attestationEuropeLe, le: aujourdHui, dans: &collecte))
    modification.verifierNumeros(faits, dans: &collecte)
    guard collecte.erreurs.isEmpty else { throw RefusPartenaire(collecte) }
    return modification
  }

  /// P-02: the SIREN and the SIRET that will be recorded must name one entity.
  private func verifierNumeros(_ faits: Faits, dans collecte: inout CollecteErreurs) {
    guard siret.estPresent || siren.estPresent, let futurSiret = siret.applique(a: faits.siret),
      let futurSiren = siren.applique(a: faits.siren), futurSiret.siren != futurSiren
    else { return }
    collecte.ajouter(FautePartenaire.sirenDiscordant, sur: siren.estPresent ? "/siren" : "/siret")
  }

  private static func lireEffectif(
    _ corps: CorpsModificationPartenaire, le aujourdHui: Jour, dans collecte: inout CollecteErreurs
  ) -> Changement<Effectif> {
    let declareLe = collecte.dateEchue(
      corps.effectifDeclareLe.valeur, "/effectif_declare_le", aujourdHui: aujourdHui, regle: "P-04")
    switch corps.effectif {
    case .aucun:
      // A day alone declares nothing.
      if corps.effectifDeclareLe.estPresent { collecte.ajouter(FauteCommune.obligatoire(regle: "P-04"), sur: "/effectif") }
      return .aucun
    case .efface:
      collecte.ajouter(FauteCommune.obligatoire(regle: "P-04"), sur: "/effectif")
      return .aucun
    case .vers:
      return collecte.changer(corps.effectif, "/effectif") { (membres) throws(EffectifInvalide) in
        try Effectif(membres: membres, declareLe: declareLe ?? aujourdHui)
      }
    }
  }

  private static func lireDomaines(
    _ changement: Changement<[String]>, grandPublic: Set<String>, dans collecte: inout CollecteErreurs
  ) -> DomainesCourriel? {
    guard changement.estPresent else { return nil }
    return DomainesCourriel.lire(changement.valeur ?? [], "/domaines_email", grandPublic: grandPublic, dans: &collecte)
  }

  private static func lireBooleen(
    _ changement: Changement<Bool>, _ pointeur: String, regle: String, dans collecte: inout CollecteErreurs
  ) -> Bool? {
    if changement == .efface { collecte.ajouter(FauteCommune.obligatoire(regle: regle), sur: pointeur) }
    return changement.valeur
  }

  private static func lireAttestation(
    _ changement: Changement<String>, le aujourdHui: Jour, dans collecte: inout CollecteErreurs
  ) -> Changement<Jour> {
    switch changement {
    case .aucun: .aucun
    case .efface: .efface
    case .vers(let brut):
      collecte.dateEchue(brut, "/attestation_europe_le", aujourdHui: aujourdHui, regle: "P-09").map(Changement.vers) ?? .aucun
    }
  }
}

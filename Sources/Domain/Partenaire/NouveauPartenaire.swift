/// A partner to create (P-01 to P-09, P-17, P-18).
package struct NouveauPartenaire: Sendable, Hashable {
  package let denomination: TexteCourt
  package let type: TypePartenaire
  package let adresse: TexteCourt
  package let codePostal: CodePostal?
  package let commune: TexteCourt?
  package let siret: Siret?
  /// Taken from the SIRET when only that was given.
  package let siren: Siren?
  /// Nil until declared: then no account where the model counts by effectif.
  package let effectif: Effectif?
  package let domainesEmail: DomainesCourriel
  package let servicePorteur: TexteCourt?
  package let signataireQualite: TexteCourt?
  /// P-18: set by the caisse, false at first.
  package let habiliteDocumentsSortants: Bool
  /// P-09: the day the partner attested that it works in Europe only.
  package let attestationEuropeLe: Jour?
  package let unites: [NouvelleUnite]

  /// Reads a body and decides the creation. Checks, in order: role (403), fields all at once (422), codes of units distinct (409). The SIRET already
  /// recorded is known afterwards, from the database: see `RefusPartenaire.siretDejaEnregistre`.
  package static func creer(
    _ corps: CorpsPartenaire, par acteur: Acteur, le aujourdHui: Jour,
    domainesGrandPublic: Set<String> = DomainesCourriel.grandPublicParDefaut
  ) throws(RefusPartenaire) -> NouveauPartenaire {
    guard acteur.role == .agentCaisse else { throw .reserveALaCaisse }
    var collecte = CollecteErreurs()
    let denomination = collecte.exiger(
      corps.denomination, "/denomination", regle: "P-01", texteCourt(LongueurPartenaire.denominationMax))
    let type = collecte.exigerChoix(corps.type, "/type", regle: "P-03", parmi: TypePartenaire.self)
    let adresse = collecte.exiger(corps.adresse, "/adresse", regle: "P-01", texteCourt(LongueurPartenaire.adresseMax))
    let codePostal = collecte.lire(corps.codePostal, "/code_postal", CodePostal.init)
    let commune = collecte.lire(corps.commune, "/commune", texteCourt(LongueurPartenaire.communeMax))
    let (siret, siren) = lireNumeros(corps, dans: &collecte)
    let effectif = lireEffectif(corps, le: aujourdHui, dans: &collecte)
    let domaines = DomainesCourriel.lire(
      corps.domainesEmail, "/domaines_email", grandPublic: domainesGrandPublic, dans: &collecte)
    let servicePorteur = collecte.lire(corps.servicePorteur, "/service_porteur", texteCourt(LongueurPartenaire.serviceMax))
    let qualite = collecte.lire(corps.signataireQualite, "/signataire_qualite", texteCourt(LongueurPartenaire.qualiteMax))
    let attestation = collecte.dateEchue(
      corps.attestationEuropeLe, "/attestation_europe_le", aujourdHui: aujourdHui, regle: "P-09")
    let unites = lireUnites(corps.unites, dans: &collecte)
    guard collecte.erreurs.isEmpty, let denomination, let type, let adresse, let domaines else {
      throw RefusPartenaire(collecte)
    }
    guard Set(unites.map(\.code)).count == unites.count else { throw .uniteDejaPresente }
    return NouveauPartenaire(
      denomination: denomination, type: type, adresse: adresse, codePostal: codePostal, commune: commune,
      siret: siret, siren: siren ?? siret?.siren, effectif: effectif, domainesEmail: domaines,
      servicePorteur: servicePorteur, signataireQualite: qualite,
      habiliteDocumentsSortants: corps.habiliteDocumentsSortants ?? false,
      attestationEuropeLe: attestation, unites: unites)
  }

  private static func lireNumeros(_ corps: CorpsPartenaire, dans collecte: inout CollecteErreurs) -> (Siret?, Siren?) {
    let siret = collecte.lire(corps.siret, "/siret", Siret.init)
    let siren = collecte.lire(corps.siren, "/siren", Siren.init)
    if let siret, let siren, siret.siren != siren { collecte.ajouter(FautePartenaire.sirenDiscordant, sur: "/siren") }
    return (siret, siren)
  }

  /// P-04: a number given without its day is declared today; a day alone declares nothing.
  private static func lireEffectif(_ corps: CorpsPartenaire, le aujourdHui: Jour, dans collecte: inout CollecteErreurs) -> Effectif? {
    let declareLe = collecte.dateEchue(
      corps.effectifDeclareLe, "/effectif_declare_le", aujourdHui: aujourdHui, regle: "P-04")
    guard let membres = corps.effectif else {
      if corps.effectifDeclareLe != nil { collecte.ajouter(FauteCommune.obligatoire(regle: "P-04"), sur: "/effectif") }
      return nil
    }
    return collecte.lire(membres, "/effectif") { (membres) throws(EffectifInvalide) in
      try Effectif(membres: membres, declareLe: declareLe ?? aujourdHui)
    }
  }

  private static func lireUnites(_ corps: [CorpsUnite], dans collecte: inout CollecteErreurs) -> [NouvelleUnite] {
    guard corps.count <= unitesMax else {
      collecte.ajouter(FauteListe.tropLongue(elementsMax: unitesMax, regle: "P-05"), sur: "/unites")
      return []
    }
    return corps.enumerated().compactMap { rang, unite in NouvelleUnite.lire(unite, "/unites/\(rang)", dans: &collecte) }
  }

  package static let unitesMax = 50
}

/// The parser of one line of text of that length, in characters.
func texteCourt(_ caracteresMax: Int) -> (String) throws(TexteInvalide) -> TexteCourt {
  { (brut) throws(TexteInvalide) in try TexteCourt(brut, caracteresMax: caracteresMax) }
}

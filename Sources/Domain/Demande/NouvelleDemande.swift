/// A demande filed, acknowledged at once (D-20): DEPOSEE then ACCUSEE in one transaction.
package struct NouvelleDemande: Sendable, Hashable {
  package let details: DetailsDemande
  package let assure: Assure
  package let informationPrealable: Bool?
  package let regimeGeneral: Bool?
  package let description: TexteLibre?
  package let qualiteRepresentation: QualiteRepresentation
  package let urgente: Bool
  package let complexe: Bool
  /// D-18, D-19.
  package let prioritaire: Bool
  package let routage: Routage
  /// J-02 to J-06; nil but for a document.
  package let canal: CanalRemise?
  /// In the order of the enum.
  package let avertissements: [Avertissement]
  package var type: TypeDemande { details.type }
  /// D-13: words of health, confirmed by the author; to be journaled.
  package var santeConfirmee: Bool { avertissements.contains(.donneesSanteConfirmees) }
  /// The states gone through, the last one current.
  package var etapes: [EtatDemande] { [.deposee, .accusee] }

  /// What the filing must agree with.
  package struct Faits: Sendable {
    /// Of the technicien to the caisse aimed at, that day.
    package var acces: ConstatAcces
    /// Model and switches of the caisse together (D-08).
    package var fonctionnalitesActives: Set<Fonctionnalite>
    package var parametres: ParametresConvention
    package var departementCaisse: Departement
    /// P-18.
    package var partenaireHabilite: Bool
    package var lexique: LexiqueSante

    package init(
      acces: ConstatAcces, fonctionnalitesActives: Set<Fonctionnalite>, parametres: ParametresConvention,
      departementCaisse: Departement, partenaireHabilite: Bool = false, lexique: LexiqueSante = .parDefaut
    ) {
      self.acces = acces
      self.fonctionnalitesActives = fonctionnalitesActives
      self.parametres = parametres
      self.departementCaisse = departementCaisse
      self.partenaireHabilite = partenaireHabilite
      self.lexique = lexique
    }
  }

  /// Decides the filing; `aujourdHui` is the civil day of the caisse.
  ///
  /// Order: role and access (403), feature (409), fields (422, all at once). That the account is active and the CGU accepted
  /// (D-10) is the session's business: see `FaitsSession.verifier`.
  package static func deposer(
    _ corps: CorpsDemande, par acteur: Acteur, faits: Faits, le aujourdHui: Jour
  ) throws(RefusDemande) -> NouvelleDemande {
    guard acteur.role == .technicien else { throw .depotReserveAuTechnicien }
    try faits.acces.exigerOuvert()
    try faits.parametres.verifierActive(corps.type.fonctionnalite, parmi: faits.fonctionnalitesActives)
    var lecture = LectureDemande(corps, faits.parametres, lexique: faits.lexique, le: aujourdHui)
    lecture.attestations()
    let assure = lecture.assure()
    let qualite = lecture.qualite()
    let description = lecture.description()
    let details = lecture.details()
    guard lecture.collecte.erreurs.isEmpty, let assure, let details else { throw RefusDemande(lecture.collecte) }
    let routage = Routage(details)
    let urgente = corps.urgente ?? false
    let complexe = corps.complexe ?? false
    return NouvelleDemande(
      details: details, assure: assure, informationPrealable: corps.informationPrealable, regimeGeneral: corps.regimeGeneral,
      description: description, qualiteRepresentation: qualite ?? .aucune, urgente: urgente, complexe: complexe,
      prioritaire: faits.parametres.estPrioritaire(urgente: urgente, complexe: complexe), routage: routage,
      canal: canal(corps.type, faits, qualite),
      avertissements: avertissements(
        corps, faits, assure: assure, details: details, routage: routage, textes: lecture.avertissements))
  }

  private static func canal(_ type: TypeDemande, _ faits: Faits, _ qualite: QualiteRepresentation?) -> CanalRemise? {
    guard type == .document else { return nil }
    return CanalDocument.calculer(faits.parametres, habilite: faits.partenaireHabilite, qualite: qualite)
  }

  /// A-18, P-11, D-26, D-39, after those of the texts.
  private static func avertissements(
    _ corps: CorpsDemande, _ faits: Faits, assure: Assure, details: DetailsDemande, routage: Routage, textes: Set<Avertissement>
  ) -> [Avertissement] {
    var trouves = textes
    if assure.departementResidence != faits.departementCaisse { trouves.insert(.horsCompetenceProbable) }
    if faits.parametres.publicConcerne == .regimeGeneralAccueillisCD, corps.regimeGeneral == false {
      trouves.insert(.publicHorsConvention)
    }
    if case .signalement(let signalement) = details {
      if routage.passeParLeServiceSocial, signalement.premierNiveauReponse == false { trouves.insert(.premierNiveauAbsent) }
      if signalement.motifs.contains(.situationSocialeComplexe), signalement.motifSocial == nil {
        trouves.insert(.motifSocialAbsent)
      }
    }
    return Avertissement.allCases.filter(trouves.contains)
  }
}

extension ParametresConvention {
  /// D-02, D-08, D-33: the feature is active that day; otherwise the refusal says whether the act offers it at all.
  func verifierActive(_ fonctionnalite: Fonctionnalite, parmi actives: Set<Fonctionnalite>) throws(RefusDemande) {
    guard actives.contains(fonctionnalite) else {
      throw .fonctionnaliteInactive(fonctionnalite, prevue: estPrevue(fonctionnalite))
    }
  }
}

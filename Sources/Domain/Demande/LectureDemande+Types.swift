// What each type of demande adds to the common fields.

extension LectureDemande {
  /// D-02, D-27.
  mutating func contact() -> DetailsDemande? {
    let objet = texte(corps.objet, "/objet", caracteresMax: LimiteDemande.objetMax, obligatoire: true, regle: "D-02")
    let avancement = corps.avancement ?? false
    if avancement, parametres.demandes.accordPersonneAvancement == true, corps.accordPersonne != true {
      collecte.ajouter(FauteDemande.accordPersonne, sur: "/accord_personne")
    }
    guard let objet else { return nil }
    return .contact(.init(objet: objet, avancement: avancement, accordPersonne: corps.accordPersonne))
  }

  /// D-03, D-15, D-16.
  mutating func etude() -> DetailsDemande? {
    let admis = parametres.etude.sousTypes ?? []
    let sousType = collecte.exiger(corps.sousType, "/sous_type", regle: "D-03") { (brut) throws(FauteDemande) in
      guard let sousType = SousTypeEtude(rawValue: brut), admis.contains(sousType) else { throw .sousType(admis: admis) }
      return sousType
    }
    let obligatoire = parametres.etude.motifRecoursObligatoire == true
    let motifRecours = motifRecours(obligatoire: obligatoire, regle: "D-16")
    guard let sousType else { return nil }
    return .etudeDossier(.init(sousType: sousType, motifRecours: motifRecours))
  }

  /// D-04, D-24, D-39.
  mutating func signalement() -> DetailsDemande? {
    let admis = parametres.signalement.motifs ?? []
    if corps.motifs.isEmpty { collecte.ajouter(FauteCommune.obligatoire(regle: "D-04"), sur: "/motifs") }
    var motifs: [MotifSignalement] = []
    for (rang, brut) in corps.motifs.enumerated() {
      guard let motif = MotifSignalement(rawValue: brut), admis.contains(motif) else {
        collecte.ajouter(FauteDemande.motif(admis: admis), sur: "/motifs/\(rang)")
        continue
      }
      if motifs.contains(motif) {
        collecte.ajouter(FauteListe.enDouble(regle: "D-24"), sur: "/motifs/\(rang)")
      } else {
        motifs.append(motif)
      }
    }
    let motifSocial: MotifSocial? = collecte.choisir(corps.motifSocial, "/motif_social", regle: "D-39")
    guard !motifs.isEmpty else { return nil }
    return .signalement(
      .init(
        motifs: motifs, lieAUnHandicap: corps.lieAUnHandicap, motifSocial: motifSocial,
        premierNiveauReponse: corps.premierNiveauReponse))
  }

  /// D-05, D-17.
  mutating func rendezVous() -> DetailsDemande? {
    let motif = texte(corps.motif, "/motif", caracteresMax: LimiteDemande.motifRendezVousMax, obligatoire: true, regle: "D-05")
    let autonomie = parametres.rendezVous.autonomieInsuffisanteObligatoire == true
    let recours = motifRecours(obligatoire: autonomie, regle: "D-17")
    if autonomie, recours == .urgenceSoins { collecte.ajouter(FauteDemande.motifRecoursRefuse, sur: "/motif_recours") }
    let service: ServiceDestinataire? = collecte.choisir(corps.service, "/service", regle: "A-16")
    let disponibilites = disponibilites()
    guard let motif else { return nil }
    return .rendezVous(.init(motif: motif, disponibilites: disponibilites, motifRecours: recours, service: service))
  }

  /// D-06: the list of the act, or that of the documents sent out where it gives none.
  mutating func document() -> DetailsDemande? {
    let admis = parametres.typesDocumentDemandables
    let type = collecte.exiger(corps.typeDocument, "/type_document", regle: "D-06") { (brut) throws(FauteDemande) in
      guard let type = TypeDocument(rawValue: brut), admis.contains(type) else { throw .typeDocument(admis: admis) }
      return type
    }
    return type.map(DetailsDemande.document)
  }

  private mutating func motifRecours(obligatoire: Bool, regle: String) -> MotifRecours? {
    guard let brut = corps.motifRecours else {
      if obligatoire { collecte.ajouter(FauteDemande.motifRecoursAbsent(regle: regle), sur: "/motif_recours") }
      return nil
    }
    return collecte.choisir(brut, "/motif_recours", regle: regle)
  }

  private mutating func disponibilites() -> [DetailsDemande.Disponibilite] {
    guard corps.disponibilites.count <= LimiteDemande.disponibilitesMax else {
      collecte.ajouter(
        FauteListe.tropLongue(elementsMax: LimiteDemande.disponibilitesMax, regle: "D-05"), sur: "/disponibilites")
      return []
    }
    var lues: [DetailsDemande.Disponibilite] = []
    for (rang, brute) in corps.disponibilites.enumerated() {
      let jour = collecte.exiger(brute.jour, "/disponibilites/\(rang)/jour", regle: "D-05", jourAVenir)
      let moment = collecte.exigerChoix(
        brute.moment, "/disponibilites/\(rang)/moment", regle: "D-05", parmi: MomentJournee.self)
      if let jour, let moment { lues.append(.init(jour: jour, moment: moment)) }
    }
    return lues
  }

  private func jourAVenir(_ brut: String) throws(FauteDemande) -> Jour {
    guard let jour = Jour(texte: brut) else { throw .jourInvalide }
    guard jour >= aujourdHui else { throw .jourPasse }
    return jour
  }
}

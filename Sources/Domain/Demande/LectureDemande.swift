/// Reads the body of a demande under the parameters of a convention; every fault is noted, so that one answer tells them all.
struct LectureDemande {
  let corps: CorpsDemande
  let parametres: ParametresConvention
  let lexique: LexiqueSante
  let aujourdHui: Jour
  var collecte = CollecteErreurs()
  /// What the accepted texts still tell (D-12, D-13).
  private(set) var avertissements: Set<Avertissement> = []

  init(_ corps: CorpsDemande, _ parametres: ParametresConvention, lexique: LexiqueSante, le aujourdHui: Jour) {
    self.corps = corps
    self.parametres = parametres
    self.lexique = lexique
    self.aujourdHui = aujourdHui
  }

  /// D-12, D-25, D-31: what every demande attests.
  mutating func attestations() {
    for pointeur in corps.champsNir { collecte.ajouter(FauteDemande.champNir, sur: pointeur) }
    if corps.personneAccompagnee != true {
      collecte.ajouter(FauteDemande.personneNonAccompagnee, sur: "/personne_accompagnee")
    }
    if parametres.rgpd.informationPrealablePersonne == true, corps.informationPrealable != true {
      collecte.ajouter(FauteDemande.informationPrealable, sur: "/information_prealable")
    }
  }

  mutating func assure() -> Assure? {
    Assure.lire(corps.assure, le: aujourdHui, dans: &collecte)
  }

  mutating func qualite() -> QualiteRepresentation? {
    collecte.choisir(corps.qualiteRepresentation, "/qualite_representation", regle: "J-04")
  }

  /// D-02: a contact says something; elsewhere the text is free to be absent.
  mutating func description() -> TexteLibre? {
    texte(
      corps.description, "/description", caracteresMax: LimiteDemande.descriptionMax, obligatoire: corps.type == .contact,
      regle: "D-02")
  }

  mutating func details() -> DetailsDemande? {
    switch corps.type {
    case .contact: contact()
    case .etudeDossier: etude()
    case .signalement: signalement()
    case .rendezVous: rendezVous()
    case .document: document()
    }
  }

  mutating func texte(
    _ brut: String?, _ pointeur: String, caracteresMax: Int, obligatoire: Bool, regle: String
  ) -> TexteLibre? {
    let lu = collecte.texteDemande(
      brut, pointeur, caracteresMax: caracteresMax, obligatoire: obligatoire, regle: regle,
      confirme: corps.confirmationDonneesSante == true, lexique: lexique)
    avertissements.formUnion(lu?.avertissements ?? [])
    return lu
  }
}

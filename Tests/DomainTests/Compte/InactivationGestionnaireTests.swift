import Domain
import Foundation
import Testing

@Suite struct InactivationGestionnaireTests {
  private func faits(
    _ acte: ParametresConvention = ActesReels.acte000, _ compte: FaitsCompte = Comptes.compte(),
    autres: [GestionnaireActif] = [Comptes.actif(50)], remplacant: FaitsCompte? = nil
  ) -> FaitsInactivation {
    FaitsInactivation(compte: compte, parametres: acte, autresGestionnaires: autres, remplacant: remplacant)
  }

  private func decider(
    _ motif: String? = "DEPART", _ date: String? = nil, remplacant: UUID? = nil, _ faits: FaitsInactivation,
    par acteur: Acteur = Acteurs.agent, recueLe: Jour = "2025-01-10"
  ) throws(RefusCompte) -> Inactivation {
    try Inactivation.decider(
      CorpsInactivation(motif: motif, dateSouhaitee: date, remplacantId: remplacant), par: acteur, faits: faits, recueLe: recueLe)
  }

  private func refuser(
    _ motif: String? = "DEPART", _ date: String? = nil, remplacant: UUID? = nil, _ faits: FaitsInactivation,
    par acteur: Acteur = Acteurs.agent, _ lieu: SourceLocation = #_sourceLocation
  ) -> RefusCompte? {
    refus({ () throws(RefusCompte) in try decider(motif, date, remplacant: remplacant, faits, par: acteur) }, lieu)
  }

  @Test(arguments: [("2025-01-24", false), ("2025-01-25", true), ("2025-01-26", true)])
  func `le préavis est de quinze jours, le jour dit compris (C-33, T-076)`(date: String, admise: Bool) {
    guard !admise else {
      #expect(throws: Never.self) { try decider("DEPART", date, faits()) }
      return
    }
    let refus = refuser("DEPART", date, faits())
    #expect(refus?.code == "PREAVIS_NON_RESPECTE")
    #expect(refus?.nature == .invalide)
    #expect(refus?.regle == "C-33")
    #expect(refus?.jour("date_admise") == "2025-01-25")
    #expect(refus?.champs == ["/date_souhaitee PREAVIS_NON_RESPECTE"])
  }

  @Test func `le préavis se compte en jours calendaires, année bissextile comprise (C-33)`() {
    #expect(Inactivation.dateAdmise(recueLe: "2024-02-20", ActesReels.acte000) == "2024-03-06")
  }

  @Test func `en Moselle l'effet est à réception, dans le Bas-Rhin à la date souhaitée (C-35, Q-05, T-078)`() throws {
    #expect(try decider("DEPART", "2025-01-25", faits()).effet == .immediat)
    #expect(try decider("DEPART", "2025-01-25", faits()).dateSouhaitee == "2025-01-25")
    #expect(try decider("DEPART", "2025-01-25", faits(ActesReels.acte002)).effet == .le("2025-01-25"))
    #expect(try decider("DEPART", "2025-01-25", faits(ActesReels.acte002)).regle == "C-35")
  }

  @Test func `sans date souhaitée, la première admise (C-33, C-35)`() throws {
    #expect(try decider("DEPART", nil, faits(ActesReels.acte002)).effet == .le("2025-01-25"))
    #expect(try !decider("DEPART", nil, faits(ActesReels.acte002)).horsPreavis)
  }

  @Test(arguments: ["DEPART_IMMEDIAT", "PERTE", "VOL", "FRAUDE", "USAGE_NON_CONFORME"])
  func `un motif urgent dispense du préavis, effet immédiat (C-45, C-57, Q-05, T-077)`(motif: String) throws {
    let inactivation = try decider(motif, "2025-01-11", faits(ActesReels.acte002))
    #expect(inactivation.effet == .immediat)
    #expect(inactivation.horsPreavis)
    #expect(inactivation.regle == (motif == "DEPART_IMMEDIAT" ? "Q-05" : "C-45"))
  }

  @Test(arguments: [
    (ActesReels.acte000, ExigenceRemplacant.siDernier), (ActesReels.acte002, .siDernierDeLUnite), (ActesReels.acte004, .toujours),
  ])
  func `le dernier gestionnaire ne part pas sans remplaçant (C-34, Q-07, T-079)`(acte: ParametresConvention, exigence: ExigenceRemplacant) {
    for motif in ["DEPART", "DEPART_IMMEDIAT", "AUTRE"] {
      let refus = refuser(motif, nil, faits(acte, autres: []))
      #expect(refus == .dernierGestionnaire(exigence))
      #expect(refus?.code == "DERNIER_GESTIONNAIRE")
      #expect(refus?.nature == .etat)
      #expect(refus?.regle == "C-34")
    }
  }

  @Test func `des deux derniers, le second à partir ne voit plus personne (C-34, T-080)`() {
    #expect(throws: Never.self) { try decider("DEPART", nil, faits(autres: [Comptes.actif(50)])) }
    #expect(refuser("DEPART", nil, faits(ActesReels.acte000, Comptes.compte(50), autres: []))?.code == "DERNIER_GESTIONNAIRE")
  }

  @Test func `le dernier est jugé par unité dans le Bas-Rhin seulement (Q-07)`() {
    #expect(ActesReels.acte002.dernierGestionnaireParUnite)
    #expect(!ActesReels.acte000.dernierGestionnaireParUnite)
    #expect(!ActesReels.acte004.dernierGestionnaireParUnite)
  }

  @Test func `le Tarn-et-Garonne exige toujours un remplaçant (C-34)`() {
    #expect(refuser("DEPART", nil, faits(ActesReels.acte004, autres: [Comptes.actif(50)]))?.code == "DERNIER_GESTIONNAIRE")
  }

  @Test(arguments: ["PERTE", "VOL", "FRAUDE", "USAGE_NON_CONFORME"])
  func `la sécurité prime : le dernier gestionnaire est inactivé, avec alerte (C-45, Q-50)`(motif: String) throws {
    let inactivation = try decider(motif, nil, faits(ActesReels.acte004, autres: []))
    #expect(inactivation.effet == .immediat)
    #expect(inactivation.alerteSansGestionnaire)
    #expect(inactivation.rattachementId == nil)
  }

  @Test func `avec un remplaçant actif, le dernier part (C-34, C-36)`() throws {
    let inactivation = try decider("DEPART", "2025-01-25", remplacant: Acteurs.id(60), faits(autres: [], remplacant: Comptes.compte(60)))
    #expect(inactivation.effet == .immediat)
    #expect(inactivation.rattachementId == Acteurs.id(60))
    #expect(!inactivation.alerteSansGestionnaire)
  }

  @Test func `avec un remplaçant en attente, le dernier part à son activation (C-34, C-56, T-058)`() throws {
    let enAttente = Comptes.compte(60, .gestionnaire, .enAttenteActivation)
    let lors = try decider("DEPART", "2025-01-30", remplacant: Acteurs.id(60), faits(ActesReels.acte004, autres: [], remplacant: enAttente))
    #expect(lors.effet == .aLActivation(de: Acteurs.id(60), auPlusTot: "2025-01-30"))
    #expect(lors.regle == "C-56")
    let immediat = try decider("DEPART_IMMEDIAT", nil, remplacant: Acteurs.id(60), faits(autres: [], remplacant: enAttente))
    #expect(immediat.effet == .immediat)
    let pasDernier = try decider("DEPART", nil, remplacant: Acteurs.id(60), faits(remplacant: enAttente))
    #expect(pasDernier.effet == .immediat)
  }

  @Test(arguments: [
    Comptes.compte(), Comptes.compte(60, .technicien), Comptes.compte(60, .gestionnaire, .inactif), Comptes.compte(61),
    Comptes.compte(60, partenaire: Acteurs.autrePartenaire), Comptes.compte(60, unite: Acteurs.uniteNord), nil,
  ])
  func `le remplaçant est un autre gestionnaire du même partenaire et de la même unité (C-34)`(remplacant: FaitsCompte?) {
    let id = remplacant?.id == Acteurs.id(40) ? Acteurs.id(40) : Acteurs.id(60)
    let refus = refuser("DEPART", nil, remplacant: id, faits(autres: [], remplacant: remplacant))
    #expect(refus?.champs == ["/remplacant_id REFERENCE_INCONNUE"])
    #expect(refus?.regle == "C-34")
  }

  @Test func `les techniciens vont au désigné, sinon au plus ancien actif (C-36, C-53)`() throws {
    let autres = [Comptes.actif(52, depuis: "2025-01-02T08:00:00Z"), Comptes.actif(51, depuis: "2024-11-05T08:00:00Z")]
    #expect(try decider("DEPART", nil, faits(autres: autres)).rattachementId == Acteurs.id(51))
    let designe = try decider("DEPART", nil, remplacant: Acteurs.id(60), faits(autres: autres, remplacant: Comptes.compte(60)))
    #expect(designe.rattachementId == Acteurs.id(60))
    #expect(Rattachement.successeur(designe: nil, autres: []) == nil)
    let meme = [Comptes.actif(54), Comptes.actif(53)]
    #expect(Rattachement.successeur(designe: nil, autres: meme) == Acteurs.id(53))
  }

  @Test func `un compte jamais activé se retire aussitôt et rend sa place (C-25, C-52)`() throws {
    let attente = Comptes.compte(40, .gestionnaire, .enAttenteActivation)
    let inactivation = try decider("AUTRE", nil, faits(ActesReels.acte004, attente, autres: []))
    #expect(inactivation.effet == .immediat)
    #expect(!inactivation.horsPreavis)
    #expect(!inactivation.alerteSansGestionnaire)
    #expect(inactivation.rattachementId == nil)
  }

  @Test(arguments: [EtatCompte.inactif, .exclu])
  func `un compte déjà fermé ne s'inactive pas (C-52)`(etat: EtatCompte) {
    let refus = refuser("DEPART", nil, faits(ActesReels.acte000, Comptes.compte(40, .gestionnaire, etat)))
    #expect(refus?.code == "COMPTE_NON_ACTIF")
    #expect(refus?.nature == .etat)
    #expect(refus?.texte("etat") == etat.rawValue)
  }

  @Test func `le motif est obligatoire et connu, les défauts dits d'un coup (C-57, D-12)`() {
    let refus = refus { () throws(RefusCompte) in
      try Inactivation.decider(
        CorpsInactivation(motif: "VACANCES", dateSouhaitee: "2025-02-30", remplacantId: nil, commentaire: "255081416802538"),
        par: Acteurs.agent, faits: faits(), recueLe: "2025-01-10")
    }
    #expect(refus?.champs == ["/motif VALEUR_INCONNUE", "/commentaire NIR_INTERDIT", "/date_souhaitee DATE_INVALIDE"])
    #expect(refuser(nil, nil, faits())?.champs == ["/motif CHAMP_OBLIGATOIRE"])
    #expect(refuser(nil, nil, faits())?.regle == "C-57")
  }

  @Test(arguments: [Role.gestionnaire, .technicien, .directionCaisse, .adminNational, .dpo])
  func `seul un agent de la caisse inactive un gestionnaire (A-02)`(role: Role) {
    let refus = refuser("VOL", nil, faits(), par: Acteurs.de(role))
    #expect(refus?.code == "PROFIL_NON_HABILITANT")
    #expect(refus?.nature == .interdit)
  }
}

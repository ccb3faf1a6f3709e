import Domain
import Foundation

/// One valid body of each type, and facts to change where the test looks.
enum Demandes {
  static let jour: Jour = "2025-01-10"

  static func corps(_ type: TypeDemande, _ changer: (inout CorpsDemande) -> Void = { _ in }) -> CorpsDemande {
    var corps = CorpsDemande(type: type)
    corps.assure = CorpsAssure(
      civilite: "MME", nom: "Nom7", prenom: "Prénom7", dateNaissance: "1955-08-14", departementResidence: "57")
    corps.personneAccompagnee = true
    corps.informationPrealable = true
    switch type {
    case .contact:
      corps.objet = "Question sur une affiliation"
      corps.description = "La personne n'a pas reçu de réponse."
    case .etudeDossier:
      corps.sousType = "C2S"
      corps.motifRecours = "AUTONOMIE_INSUFFISANTE"
    case .signalement:
      corps.motifs = ["DROITS"]
    case .rendezVous:
      corps.motif = "Constituer un dossier"
      corps.motifRecours = "AUTONOMIE_INSUFFISANTE"
    case .document:
      corps.typeDocument = "ATTESTATION_DROITS"
    }
    changer(&corps)
    return corps
  }

  static func faits(
    _ acte: ParametresConvention = ActesReels.acte000, _ changer: (inout NouvelleDemande.Faits) -> Void = { _ in }
  ) -> NouvelleDemande.Faits {
    var faits = NouvelleDemande.Faits(
      acces: Comptes.acces(), fonctionnalitesActives: EtatFonctionnalites(acte, interrupteurs: [:]).actives, parametres: acte,
      departementCaisse: moselle)
    changer(&faits)
    return faits
  }

  static func deposer(
    _ corps: CorpsDemande, _ faits: NouvelleDemande.Faits = faits(), par acteur: Acteur = Acteurs.technicien, le jour: Jour = jour
  ) throws(RefusDemande) -> NouvelleDemande {
    try NouvelleDemande.deposer(corps, par: acteur, faits: faits, le: jour)
  }

  static func demande(_ etat: EtatDemande = .enCours, agent: UUID? = Acteurs.agent.compteId, unite: UUID? = nil) -> FaitsDemande {
    FaitsDemande(
      etat: etat, caisseId: Acteurs.caisse57, partenaireId: Acteurs.partenaire, uniteId: unite, agentId: agent,
      visibleDansSonUniteSeule: unite != nil)
  }

  static let moselle: Departement = {
    guard let departement = try? Departement("57") else { preconditionFailure("57 is a département") }
    return departement
  }()
}

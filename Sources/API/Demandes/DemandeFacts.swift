import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// From stored rows to the facts that the rules on demandes read.
enum DemandeFacts {
  /// The row when its reader may have it: 404 when it is nobody's or somebody else's, 403 when the access is closed (D-29, Q-13).
  static func readable(_ row: DemandeJugee?, by acteur: Acteur, at now: Instant) throws -> DemandeJugee {
    guard let row else { throw Problem(.ressourceIntrouvable) }
    try faits(row).verifierLecture(par: acteur, acces: constat(row, by: acteur, at: now))
    return row
  }

  static func readable(_ row: DemandeVisible?, by acteur: Acteur, at now: Instant) throws -> DemandeVisible {
    guard let row else { throw Problem(.ressourceIntrouvable) }
    _ = try readable(row.jugee, by: acteur, at: now)
    return row
  }

  /// The technicien's access to the caisse of the demande; the caisse's own people need none.
  static func constat(_ row: DemandeJugee, by acteur: Acteur, at now: Instant) -> ConstatAcces? {
    acteur.role == .technicien ? row.acces.constat(a: now) : nil
  }

  static func faits(_ demande: DemandeJugee) throws(Problem) -> FaitsDemande {
    guard let etat = EtatDemande(rawValue: demande.etat) else { throw Problem(.erreurInterne) }
    // The unit wall is in the query and in the policy: a row that came back is in the reader's unit.
    return FaitsDemande(
      etat: etat, caisseId: demande.caisseId, partenaireId: demande.partenaireId, uniteId: demande.uniteId, agentId: demande.agentId)
  }

  static func actives(_ parametres: ParametresConvention, _ acces: AccesLu) -> Set<Fonctionnalite> {
    EtatFonctionnalites(parametres, interrupteurs: acces.interrupteurs).actives
  }

  /// Where a document asked for would go today (J-02 to J-06, J-15); nil for the other types.
  static func canal(_ demande: DemandeJugee, _ service: Service, at now: Instant) async throws -> CanalRemise? {
    guard demande.type == TypeDemande.document.rawValue else { return nil }
    return CanalDocument.calculer(
      try await service.parametres(demande.acces, a: now), habilite: demande.acces.habiliteDocumentsSortants,
      qualite: QualiteRepresentation(rawValue: demande.qualiteRepresentation))
  }
}

extension Writing {
  /// An event on a demande, without a word of the insured person.
  func record(_ code: String, on demande: DemandeLue, regle: String? = nil, avant: JSONValue? = nil, apres: JSONValue? = nil) {
    record(
      code, on: .demande, demande.id, caisse: demande.caisseId, partenaire: demande.partenaireId, regle: regle, avant: avant, apres: apres)
  }

  /// A change of state (D-28).
  func record(_ etat: EtatDemande, from former: EtatDemande?, on demande: DemandeLue, regle: String = "D-28") {
    record(
      "DEMANDE_\(etat.rawValue)", on: demande, regle: regle, avant: former.map { ["etat": .string($0.rawValue)] },
      apres: ["etat": .string(etat.rawValue)])
  }
}

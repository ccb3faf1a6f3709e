import Bytes
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Filing and reading demandes.
enum DemandeHandlers {
  /// D-10, D-33: decided by the rules on the convention of the caisse aimed at; acknowledged at once (D-20).
  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await service.write(request) { writing in
      let caisse = request.body["caisse_id"]?.string
      let facts = writing.enqueue(DemandeStatements.faitsDepot, (caisse.flatMap { UUID(text: $0) }, request.now))
      let session = try await writing.load()
      let depot = try chosen(try facts.rows(), caisse: caisse, at: request.now)
      let parametres = try await service.parametres(depot.acces, a: request.now)
      let decided = try NouvelleDemande.deposer(
        CorpsDemande(request.body), par: session.acteur,
        faits: NouvelleDemande.Faits(
          acces: depot.acces.constat(a: request.now),
          fonctionnalitesActives: DemandeFacts.actives(parametres, depot.acces),
          parametres: parametres, departementCaisse: try Departement(depot.caisseDepartement),
          partenaireHabilite: depot.acces.habiliteDocumentsSortants, lexique: service.shared.references.lexique),
        le: depot.acces.fuseau.jour(a: request.now))
      let new = try insertion(decided, depot, by: session.acteur, request)
      _ = writing.enqueue(DemandeStatements.inserer, new)
      record(decided, new, writing)
      request.exchange.body.append(demande: new.lue, canal: decided.canal)
      return Reply(201, version: new.lue.version, location: "/v1/demandes/\(new.id.text)")
    }
  }

  /// the caisse named, or the only one whose access is open.
  private static func chosen(
    _ depots: [DemandeStatements.FaitsDepot], caisse: String?, at now: Instant
  ) throws(Problem) -> DemandeStatements.FaitsDepot {
    if let caisse {
      guard let depot = depots.first(where: { $0.caisseId.text == caisse.lowercased() }) else {
        throw Problem(refus: RefusDemande.accesFerme(.nonDonne))
      }
      return depot
    }
    let open = depots.filter { $0.acces.constat(a: now).estOuvert }
    if open.count > 1 {
      throw Problem(
        code: "CAISSE_A_PRECISER", regle: "A-18", "Plusieurs caisses vous sont ouvertes : nommez celle de l'assuré dans caisse_id.")
    }
    guard let depot = open.first ?? depots.first else {
      throw Problem(refus: RefusDemande.accesFerme(.nonDonne))
    }
    return depot
  }

  private static func insertion(
    _ decided: NouvelleDemande, _ depot: DemandeStatements.FaitsDepot, by auteur: Acteur, _ request: RequestContext
  ) throws -> DemandeAInserer {
    guard let conventionId = depot.acces.conventionId, let partenaireId = auteur.partenaireId, let rang = depot.rang else {
      throw Problem(.erreurInterne)
    }
    return DemandeAInserer(
      id: try request.nouvelId(), caisseId: depot.caisseId,
      numero: NumeroDemande(
        departement: try Departement(depot.caisseDepartement), annee: depot.acces.fuseau.jour(a: request.now).annee, rang: rang
      ).description,
      auteur: auteur, partenaireId: partenaireId, conventionId: conventionId, technicienNom: depot.technicienNom,
      technicienPrenom: depot.technicienPrenom, partenaireDenomination: depot.partenaireDenomination, type: decided.type.rawValue,
      details: decided.details.json, description: decided.description?.texte,
      assure: AssureLu(
        civilite: decided.assure.civilite.rawValue, nom: decided.assure.nom.texte, prenom: decided.assure.prenom.texte,
        dateNaissance: decided.assure.dateNaissance, departementResidence: decided.assure.departementResidence.code),
      personneAccompagnee: true, informationPrealable: decided.informationPrealable, regimeGeneral: decided.regimeGeneral,
      qualiteRepresentation: decided.qualiteRepresentation.rawValue, urgente: decided.urgente, complexe: decided.complexe,
      prioritaire: decided.prioritaire, servicePropose: decided.routage.service.rawValue,
      avertissements: decided.avertissements.map(\.rawValue), etat: (decided.etapes.last ?? .deposee).rawValue, deposeLe: request.now)
  }

  /// One event per state gone through (D-20, D-28), and the confirmation of health words (D-13).
  private static func record(_ decided: NouvelleDemande, _ new: DemandeAInserer, _ writing: Writing) {
    func record(_ code: String, _ regle: String, _ former: EtatDemande?, _ etat: EtatDemande?) {
      writing.record(
        code, on: .demande, new.id, caisse: new.caisseId, partenaire: new.partenaireId, regle: regle,
        avant: former.map { ["etat": .string($0.rawValue)] }, apres: etat.map { ["etat": .string($0.rawValue)] })
    }
    var former: EtatDemande?
    for etat in decided.etapes {
      record("DEMANDE_\(etat.rawValue)", etat == .accusee ? "D-20" : "D-10", former, etat)
      former = etat
    }
    if decided.santeConfirmee { record("DONNEES_SANTE_CONFIRMEES", "D-13", nil, nil) }
  }

  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (session, found) = try await service.read(request) { $0.enqueue(DemandeStatements.lire, id) }
    let jugee = try DemandeFacts.readable(try found.first(), by: session.acteur, at: request.now)
    let canal = try await DemandeFacts.canal(jugee, service, at: request.now)
    try DemandeJugee.suite(found) { try request.exchange.body.append(demande: &$0, canal: canal) }
    return Reply(version: jugee.version)
  }

  /// Number and instant of filing, no data of the insured person (D-20).
  static func lireAccuseReception(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (session, found) = try await service.read(request) { batch in
      (batch.enqueue(DemandeStatements.lire, id), batch.enqueue(CaisseStatements.deLaDemande, id))
    }
    _ = try DemandeFacts.readable(try found.0.first(), by: session.acteur, at: request.now)
    let demande = try DemandeJugee.suite(found.0) { try DemandeColumns.read(&$0) }
    guard let caisse = try found.1.first() else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.beginObject()
    request.exchange.body.field("demande_id", demande.id)
    request.exchange.body.field("numero", demande.numero)
    request.exchange.body.field("type", demande.type)
    request.exchange.body.field("depose_le", demande.deposeLe)
    request.exchange.body.field("accuse_le", demande.deposeLe)
    request.exchange.body.field("etat", demande.etat)
    request.exchange.body.object("caisse") { out in
      out.field("id", caisse.id)
      out.field("code", caisse.code)
      out.field("denomination", caisse.denomination)
    }
    request.exchange.body.object("partenaire") { out in
      out.field("id", demande.partenaireId)
      out.field("denomination", demande.partenaireDenomination)
    }
    request.exchange.body.endObject()
    return Reply()
  }
}

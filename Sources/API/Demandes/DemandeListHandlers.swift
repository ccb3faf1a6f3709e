import Bytes
import Contract
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// The lists of demandes: the history of a partner or unit, the queue and the whole of a caisse (D-07, D-18, D-19, D-29, Q-15).
enum DemandeListHandlers {
  /// Without `tri`, an agent gets the queue and a technicien the history: both statements leave in one flush, and the context leaves one
  /// of them empty.
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let page = try Pagination(request)
    let filtre = filtre(request, at: request.now)
    let tri = request.queryText("tri")
    if let sought = request.queryText("recherche") {
      guard tri == nil else { throw Problem(.parametreInvalide, "Une recherche répond dans l'ordre des noms : retirez « tri ».") }
      return try await DemandeSearchHandlers.rechercher(sought, filtre, page, service, request)
    }
    let query = PageDemandes(
      filtre: filtre, apresPrioritaire: page.apres?.count == 3 ? try page.flag(2) : nil, apresDeposeLe: try page.instant(0),
      apresId: try page.id(1), limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (session, found) = try await service.read(request) { batch in
      (
        file: tri == nil || tri == "file" ? batch.enqueue(DemandeStatements.file, query) : nil,
        dates: dated(tri).map { batch.enqueue($0, query) },
        enFile: wantsTotal ? batch.enqueue(DemandeStatements.nombreEnFile, filtre) : nil,
        toutes: wantsTotal ? batch.enqueue(DemandeStatements.nombreDeToutes, filtre) : nil,
        acces: batch.enqueue(DemandeStatements.accesDuCompte)
      )
    }
    let isAgent = session.acteur.role != .technicien
    if !isAgent {
      guard tri != "file" else { throw Problem(.parametreInvalide, "Le tri « file » est celui de la caisse : triez par depose_le.") }
      try requireOpenAccess(try found.acces.rows(), at: request.now)
    }
    let isQueue = isAgent && (tri == nil || tri == "file")
    return try request.respondList(
      isQueue ? found.file : found.dates, page, total: try (isQueue ? found.enFile : found.toutes)?.first(),
      keys: { row in [.key(row.deposeLe), .key(row.id)] + (isQueue ? [.bool(row.prioritaire)] : []) },
      render: { try $1.append(resume: &$0) })
  }

  private static func dated(_ tri: String?) -> Statement<PageDemandes, DemandeResumee>? {
    switch tri {
    case nil: DemandeStatements.historique
    case "depose_le": DemandeStatements.anciennes
    case "-depose_le": DemandeStatements.recentes
    default: nil
    }
  }

  /// the history closes with the access; one open access is enough to read the partner's demandes.
  static func requireOpenAccess(_ acces: [AccesLu], at now: Instant) throws {
    let constats = acces.map { $0.constat(a: now) }
    guard !constats.contains(where: \.estOuvert), let closed = constats.first else { return }
    throw RefusDemande.accesFerme(closed)
  }

  /// Days are civil days in Paris time here: a list may span caisses of several zones.
  private static func filtre(_ request: RequestContext, at now: Instant) -> FiltreDemandes {
    var filtre = FiltreDemandes()
    filtre.etats = request.query["etat"]?.array?.compactMap(\.string)
    filtre.type = request.queryText("type")
    filtre.urgente = request.queryFlag("urgente")
    filtre.prioritaire = request.queryFlag("prioritaire")
    filtre.partenaireId = request.queryID("partenaire_id")
    filtre.uniteId = request.queryID("unite_id")
    filtre.agentId = request.queryID("agent_id")
    filtre.deposeDu = request.queryDay("depose_du").map { FuseauHoraire.paris.debut(de: $0) }
    filtre.deposeAvant = request.queryDay("depose_au").map { FuseauHoraire.paris.debut(de: $0.ajoutant(jours: 1)) }
    return filtre
  }
}

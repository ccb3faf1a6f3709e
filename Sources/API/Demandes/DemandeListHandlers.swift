import Bytes
import Contract
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// The lists of demandes: the history of a partner or unit, the queue and the whole of a caisse (D-07, D-18, D-19, D-29, Q-15).
enum DemandeListHandlers {
  /// Without `tri`, an agent gets the queue and a technicien the history.
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let page = try Pagination(request)
    let filtre = filtre(request, at: request.now)
    let tri = request.queryText("tri")
    if let sought = request.queryText("recherche") {
      try request.refuseOrder("file", "-depose_le", "depose_le")
      return try await DemandeSearchHandlers.rechercher(sought, filtre, page, service, request)
    }
    let query = PageDemandes(
      filtre: filtre, apresPrioritaire: page.apres?.count == 3 ? try page.flag(2) : nil, apresDeposeLe: try page.instant(0),
      apresId: try page.id(1), limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (portee, found) = try await service.readByScope(request) { batch, vue in
      let (portee, bornee) = (vue.portee, query.bornee(a: vue))
      return (
        rows: batch.enqueue(statement(tri, portee), bornee),
        total: wantsTotal
          ? batch.enqueue(isQueue(tri, portee) ? DemandeStatements.nombreEnFile : DemandeStatements.nombreDeToutes[portee], bornee.filtre) : nil
      )
    }
    if portee != .caisse, tri == "file" {
      throw Problem(.parametreInvalide, "Le tri « file » est celui de la caisse : triez par depose_le.")
    }
    return try request.respondList(
      found.rows, page, total: try found.total?.first(),
      keys: { row in [.key(row.deposeLe), .key(row.id)] + (isQueue(tri, portee) ? [.bool(row.prioritaire)] : []) },
      render: { try $1.append(resume: &$0) })
  }

  private static func isQueue(_ tri: String?, _ portee: PorteeDemandes) -> Bool { portee == .caisse && (tri == nil || tri == "file") }

  private static func statement(_ tri: String?, _ portee: PorteeDemandes) -> Statement<PageDemandes, DemandeResumee> {
    if isQueue(tri, portee) { return DemandeStatements.file }
    return (tri == "depose_le" ? DemandeStatements.anciennes : DemandeStatements.recentes)[portee]
  }

  /// A list may span caisses of several zones: the bounds hold in all of them, and the statement keeps the rows whose day, in their own
  /// caisse's zone, is asked.
  private static func filtre(_ request: RequestContext, at now: Instant) -> FiltreDemandes {
    var filtre = FiltreDemandes()
    filtre.etats = request.asked("etat")?.array?.compactMap(\.string)
    filtre.type = request.queryText("type")
    filtre.urgente = request.queryFlag("urgente")
    filtre.prioritaire = request.queryFlag("prioritaire")
    filtre.partenaireId = request.queryID("partenaire_id")
    filtre.uniteId = request.queryID("unite_id")
    filtre.agentId = request.queryID("agent_id")
    filtre.deposeDu = request.queryDay("depose_du").map { FuseauHoraire.premierDebut(de: $0) }
    filtre.deposeAvant = request.queryDay("depose_au").map { FuseauHoraire.dernierDebut(de: $0.ajoutant(jours: 1)) }
    return filtre
  }
}

extension PageDemandes {
  fileprivate func bornee(a vue: VueDemandes) -> PageDemandes {
    var page = self
    page.filtre.caissesOuvertes = vue.caissesOuvertes
    return page
  }
}

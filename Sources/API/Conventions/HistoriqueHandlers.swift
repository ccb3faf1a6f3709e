import Bytes
import Domain
import HTTPServer
import JSON
import Postgres
import Storage

/// What has happened to a convention, as the journal keeps it (V-28, R-35).
enum HistoriqueHandlers {
  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let query = JournalStatements.Page(objetId: id, apres: try page.text(0).flatMap { Int64($0) }, limite: page.limite + 1)
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(ConventionStatements.lire, key), batch.enqueue(JournalStatements.historique, query))
    }
    guard try found.0.first() != nil else { throw Problem(.ressourceIntrouvable) }
    return request.respondList(
      try found.1.rows(), page, keys: { [.string(String($0.rang))] }, render: { $1.append(evenementConvention: $0) })
  }
}

extension Bytes {
  /// `EvenementConvention` of the contract: what the event says, both parties may read.
  fileprivate mutating func append(evenementConvention event: JournalStatements.EvenementLu) {
    beginObject()
    field("instant", event.instant)
    field("evenement", event.code)
    object("acteur") { out in
      out.field("role", event.acteurRole)
      out.field("nom", event.acteurLibelle)
    }
    field("regle", event.regle)
    field("avant", event.avant ?? .null)
    field("apres", event.apres ?? .null)
    endObject()
  }
}

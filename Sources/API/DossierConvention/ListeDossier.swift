import FoundationEssentials
import JSON
import Postgres
import Storage

extension Service {
  /// One page of what hangs on a convention in sight, in the order of its records; the count when asked.
  func lister<Filtre, Entite>(
    _ table: Table<Entite>, _ page: Statement<PageFiltree<Filtre>, Entite>, _ compte: Statement<Filtre, Int64>, _ filtre: Filtre,
    de convention: UUID, _ request: RequestContext, id: (Entite) -> UUID
  ) async throws -> Reply {
    let pagination = try Pagination(request)
    let query = PageFiltree(filtre: filtre, apresId: try pagination.id(0), limite: pagination.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let key = ConventionStatements.Cle(convention, shared.parametres)
    let (_, found) = try await read(request) { batch in
      (
        convention: batch.enqueue(ConventionStatements.lire, key), rows: batch.enqueue(page, query),
        total: wantsTotal ? batch.enqueue(compte, filtre) : nil
      )
    }
    guard try found.convention.first() != nil else { throw Problem(.ressourceIntrouvable) }
    return request.respondList(
      try found.rows.rows(), pagination, total: try found.total?.first(), keys: { [.key(id($0))] }, render: { table.rendre($0, dans: &$1) })
  }
}

import Bytes
import Contract
import Domain
import JSON
import Postgres
import Storage

/// Searching demandes by number or by the person's name, within the actor's scope (D-29, Q-15).
enum DemandeSearchHandlers {
  /// By the beginnings of any words of the name, in the order of the words found; by number when the text has its form.
  static func rechercher(
    _ sought: String, _ filtre: FiltreDemandes, _ page: Pagination, _ service: Service, _ request: RequestContext
  ) async throws -> Reply {
    let words = sought.split(whereSeparator: \.isWhitespace).map(String.init)
    if words.count == 1, let numero = numero(words[0]) {
      return try await parNumero(RechercheNumero(filtre: filtre, numero: numero), page, service, request)
    }
    guard let cherches = try request.queryWords() else { throw Problem(.erreurInterne) }
    let query = RechercheNom(filtre: filtre, cherches: cherches, apres: try page.found(), limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (_, found) = try await service.readByScope(request) { batch, vue in
      var query = query
      query.filtre.caissesOuvertes = vue.caissesOuvertes
      return (
        rows: batch.enqueue(DemandeStatements.parNom[vue.portee], query),
        total: wantsTotal ? batch.enqueue(DemandeStatements.nombreParNom[vue.portee], query) : nil
      )
    }
    return try request.respondList(
      found.rows, page, total: try found.total?.first(), keys: { JSONValue.keys(found: $0.cle, $0.id, by: $0.mot) },
      render: { try $1.append(resume: &$0) })
  }

  private static func parNumero(
    _ query: RechercheNumero, _ page: Pagination, _ service: Service, _ request: RequestContext
  ) async throws -> Reply {
    let (_, found) = try await service.readByScope(request) { batch, vue in
      var query = query
      query.filtre.caissesOuvertes = vue.caissesOuvertes
      return batch.enqueue(DemandeStatements.parNumero, query)
    }
    let total = request.queryFlag("total") == true ? Int64(try found.count) : nil
    return try request.respondList(
      found, page, total: total, keys: { [.key($0.deposeLe), .key($0.id)] }, render: { try $1.append(resume: &$0) })
  }

  /// `57-2026-000123` or `2026-000123` (D-32), letters of Corsica in capitals; nil for anything else.
  private static func numero(_ word: String) -> String? {
    let parts = word.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let rank = parts.last, (6...9).contains(rank.utf8.count), isDigits(rank),
      parts[parts.count - 2].utf8.count == 4, isDigits(parts[parts.count - 2])
    else { return nil }
    return parts.joined(separator: "-")
  }

  private static func isDigits(_ text: Substring) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }
}

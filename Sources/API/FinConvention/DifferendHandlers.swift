import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Disputes (V-29 to V-31): first settled between the parties, in a window that the act may write.
enum DifferendHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let query = PageActes(conventionId: id, apresId: try page.id(0), limite: page.limite + 1)
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(ConventionStatements.lire, key), batch.enqueue(DifferendStatements.lister, query))
    }
    guard let convention = try found.0.first() else { throw Problem(.ressourceIntrouvable) }
    let faits = try convention.faits(service.shared.parametres)
    return request.respondList(
      try found.1.rows(), page, keys: { [.key($0.id)] }, render: { $1.append(differend: $0, faits.tentativeAmiable($0.differend)) })
  }

  static func ouvrir(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    guard let objet = request.body["objet"]?.string, let partie = request.body.partie("ouvert_par"),
      let ouvertLe = request.body.jour("ouvert_le")
    else { throw Problem(.corpsInvalide) }
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, service.shared.parametres)
      try await writing.load()
      let convention = try tenue.convention()
      let tentative = try convention.faits.ouvrirDifferend(le: ouvertLe, aujourdhui: convention.lue.jour(a: request.now))
      let lu = DifferendLu(
        id: try writing.request.nouvelId(), conventionId: id, objet: objet, ouvertPar: partie, ouvertLe: ouvertLe, instant: request.now)
      _ = writing.enqueue(DifferendStatements.inserer, lu)
      writing.record("DIFFEREND_OUVERT", convention.lue, regle: "V-29", apres: lu.trace)
      request.exchange.body.append(differend: lu, tentative)
      return Reply(201, location: "/v1/conventions/\(id.text)/differends")
    }
  }

  static func clore(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    guard let issue = request.body["issue"]?.string.flatMap(IssueDifferend.init(rawValue:)), let date = request.body.jour("date") else {
      throw Problem(.corpsInvalide)
    }
    return try await service.write(request) { writing in
      let found = writing.enqueue(DifferendStatements.lire, id)
      try await writing.load()
      guard let conventionId = try found.first()?.conventionId else { throw Problem(.ressourceIntrouvable) }
      let tenue = ConventionTenue(conventionId, writing, service.shared.parametres)
      let relu = writing.enqueue(DifferendStatements.lire, id)
      try await writing.load()
      let convention = try tenue.convention()
      guard var lu = try relu.first() else { throw Problem(.ressourceIntrouvable) }
      let avant = lu.trace
      try convention.faits.clore(lu.differend, issue: issue, le: date, aujourdhui: convention.lue.jour(a: request.now))
      lu.differend.issue = issue
      lu.differend.closLe = date
      lu.note = request.body["note"]?.string
      lu.version += 1
      lu.modifieLe = request.now
      _ = writing.enqueue(DifferendStatements.clore, lu)
      writing.record("DIFFEREND_CLOS", convention.lue, regle: issue == .juridiction ? "V-31" : "V-29", avant: avant, apres: lu.trace)
      request.exchange.body.append(differend: lu, convention.faits.tentativeAmiable(lu.differend))
      return Reply()
    }
  }
}

extension DifferendLu {
  fileprivate var trace: JSONValue { .object(DifferendStatements.table.trace(self, id: "differend_id")) }
}

extension Bytes {
  /// `Differend` of the contract.
  fileprivate mutating func append(differend lu: DifferendLu, _ tentative: TentativeAmiable) {
    var montre = lu
    montre.tentative = tentative
    DifferendStatements.table.rendre(montre, dans: &self)
  }
}

import Bytes
import Domain
import HTTPServer
import JSON
import Postgres
import Storage

/// Who the parties owe to an act, and who is missing (A-11, A-12, P-13).
enum DesignationHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let key = ConventionStatements.Cle(try request.pathID(), service.shared.parametres)
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(ConventionStatements.lire, key), batch.enqueue(DesignationStatements.faites, key.id))
    }
    guard let lue = try found.0.first() else { throw Problem(.ressourceIntrouvable) }
    let faites = Set(try found.1.rows())
    let dues = try lue.faits(service.shared.parametres).designationsDues(le: lue.jour(a: request.now))
    request.exchange.body.beginObject()
    request.exchange.body.list("elements", dues) { due, out in
      out.beginObject()
      out.field("partie", due.partie.rawValue)
      out.field("role", due.role.rawValue)
      out.field("est_faite", faites.contains("\(due.partie.rawValue) \(due.role.rawValue)"))
      out.field("regle", due.regle)
      out.field("sources", service.shared.catalogue.sources(ofRule: due.regle))
      out.endObject()
    }
    request.exchange.body.field("suivant", nil as String?)
    request.exchange.body.endObject()
    return Reply()
  }
}

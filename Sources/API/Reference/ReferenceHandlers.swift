import Bytes
import Contract
import Domain
import HTTPServer
import JSON
import Postgres
import Storage

/// Reference data, rules, problems and the service's own state.
enum ReferenceHandlers {
  static func listerCaisses(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let page = try Pagination(request)
    let query = CaisseStatements.Page(
      departement: request.queryText("departement"), cherches: try request.queryWords(), apresCode: try page.text(0), limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(CaisseStatements.lister, query), wantsTotal ? batch.enqueue(CaisseStatements.compter, query) : nil)
    }
    return request.respondList(
      try found.0.rows(), page, total: try found.1?.first(), keys: { [.string($0.code)] }, render: { $1.append(caisse: $0) })
  }

  static func lireCaisse(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { $0.enqueue(CaisseStatements.lire, id) }
    guard let caisse = try found.first() else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.append(caisse: caisse)
    return Reply()
  }

  static func listerModeles(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let (_, found) = try await service.read(request) { $0.enqueue(ModeleStatements.lister) }
    let modeles = try found.rows()
    request.exchange.body.beginObject()
    request.exchange.body.list("elements", modeles) { modele, out in
      out.beginObject()
      out.append(modeleFields: modele)
      out.endObject()
    }
    request.exchange.body.field("suivant", nil as String?)
    request.exchange.body.endObject()
    return Reply()
  }

  static func lireModele(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let asked = (code: try request.pathText("code"), version: request.queryInt("version"))
    let (_, found) = try await service.read(request) { $0.enqueue(ModeleStatements.lireVersion, asked) }
    guard let modele = try found.first() else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.append(modele: modele)
    return Reply()
  }

  static func listerRegles(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let page = try Pagination(request)
    let (domaine, nature) = (request.queryText("domaine"), request.queryText("nature"))
    let mots = try request.queryWords()?.mots ?? []
    let kept = service.shared.references.regles.filter { regle in
      (domaine == nil || regle.domaine == domaine) && (nature.map(regle.natures.contains) ?? true)
        && mots.allSatisfy { regle.recherche.contains(" " + $0) }
    }
    let rest = try page.text(0).map { last in Array(kept.drop { $0.id != last }.dropFirst()) } ?? kept
    return request.respondList(
      Array(rest.prefix(page.limite + 1)), page, total: request.queryFlag("total") == true ? Int64(kept.count) : nil,
      keys: { [.string($0.id)] }, render: { $1.value($0.rendue) })
  }

  static func lireRegle(_ service: Service, _ request: RequestContext) async throws -> Reply {
    guard let regle = service.shared.references[regle: try request.pathText("id")] else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.value(regle)
    return Reply()
  }

  static func listerProblemes(_ service: Service, _ request: RequestContext) async throws -> Reply {
    request.exchange.body.beginObject()
    request.exchange.body.list("elements", service.shared.catalogue.entries) { entry, out in
      out.append(probleme: entry, operations: service.shared.contract.operations(raising: entry.code))
    }
    request.exchange.body.field("suivant", nil as String?)
    request.exchange.body.endObject()
    return Reply()
  }

  static func lireProbleme(_ service: Service, _ request: RequestContext) async throws -> Reply {
    guard let entry = service.shared.catalogue[try request.pathText("code")] else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.append(probleme: entry, operations: service.shared.contract.operations(raising: entry.code))
    return Reply()
  }

  static func vivacite(_ service: Service, _ request: RequestContext) async throws -> Reply {
    request.exchange.body.beginObject()
    request.exchange.body.field("etat", "VIVANT")
    request.exchange.body.endObject()
    return Reply()
  }

  /// Ready when every loop can read and write, as each has lately found out, and nobody has asked the process to stop.
  static func disponibilite(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let raisons = service.shared.notice.isGiven ? [.arret] : service.shared.readiness.raisons
    guard raisons.isEmpty else {
      var problem = Problem.unavailable("Le service ne prend pas de requête : \(raisons.map(\.rawValue).joined(separator: ", ")).")
      problem.faits = [("causes", .textes(raisons.map(\.rawValue)))]
      throw problem
    }
    request.exchange.body.beginObject()
    request.exchange.body.field("etat", "PRET")
    request.exchange.body.field("avertissements", service.shared.avertissements.tous.map(\.rawValue))
    request.exchange.body.endObject()
    return Reply()
  }

  static func lireOpenAPI(_ service: Service, _ request: RequestContext) async throws -> Reply {
    request.exchange.body.append(service.shared.references.openAPI)
    return Reply()
  }

  static func lireMetriques(_ service: Service, _ request: RequestContext) async throws -> Reply {
    service.shared.metrics.render(
      service.shared.contract.operations.map(\.id), lostLogLines: service.shared.log.writer?.lostLineCount ?? 0, into: &request.exchange.body)
    var reply = Reply()
    reply.contentType = "text/plain; version=0.0.4; charset=utf-8"
    return reply
  }
}

import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Meetings, reports and tasks of a convention: what is recorded, and what is due (B-01 to B-09, B-12).
enum InstanceHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let key = ConventionStatements.Cle(try request.pathID(), cache)
    let page = try Pagination(request)
    let (type, etat) = (request.queryText("type"), request.queryText("etat"))
    let query = InstanceStatements.Page(conventionId: key.id, type: type, etat: etat, apresId: try page.id(0), limite: page.limite + 1)
    let (_, found) = try await service.read(request) { batch in
      (
        convention: batch.enqueue(ConventionStatements.lire, key), rows: batch.enqueue(InstanceStatements.lister, query),
        connues: batch.enqueue(InstanceStatements.connues, key.id)
      )
    }
    guard let lue = try found.convention.first() else { throw Problem(.ressourceIntrouvable) }
    let aujourdhui = lue.jour(a: request.now)
    let prevues = etat != nil ? [] : try lue.faits(cache).instancesPrevues(le: aujourdhui, connues: Set(try found.connues.rows()))
    return request.respondList(
      try found.rows.rows(), page, keys: { [.key($0.id)] }, render: { $1.append(instance: $0, le: aujourdhui) },
      also: { out in
        out.list("prevues", prevues.filter { type ?? $0.genre.rawValue == $0.genre.rawValue }) { $1.append(prevue: $0) }
      })
  }

  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { $0.enqueue(InstanceStatements.lire, id) }
    guard let lue = try found.first() else { throw Problem(.ressourceIntrouvable) }
    let key = ConventionStatements.Cle(lue.conventionId, service.shared.parametres)
    let (_, convention) = try await service.read(request) { $0.enqueue(ConventionStatements.lire, key) }
    guard let acte = try convention.first() else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.append(instance: lue, le: acte.jour(a: request.now))
    return Reply(version: lue.version)
  }

  /// Opens what the act promises, once for each rank, or a meeting that the parties add; with a date, proposes it at once.
  static func ouvrir(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let key = ConventionStatements.Cle(try request.pathID(), service.shared.parametres)
    return try await service.write(request) { writing in
      _ = writing.enqueue(InstanceStatements.verrouillerConvention, key.id)
      let convention = writing.enqueue(ConventionStatements.lire, key)
      let connues = writing.enqueue(InstanceStatements.connues, key.id)
      let session = try await writing.load()
      guard let acte = try convention.first() else { throw Problem(.ressourceIntrouvable) }
      let faits = try acte.faits(service.shared.parametres)
      var instance = try decider(request, session.acteur, faits, Set(try connues.rows()), aujourdhui: acte.jour(a: request.now))
      if let jour = request.body["date"]?.string.flatMap({ Jour(texte: $0) }) {
        try instance.proposer(jour, par: try session.acteur.represente(nil), dans: faits)
      }
      let nouvelle = InstanceLue(
        id: try request.nouvelId(), conventionId: key.id, instance, lieu: request.body["lieu"]?.string,
        theme: request.body["theme"]?.string, instant: request.now)
      _ = writing.enqueue(InstanceStatements.inserer, nouvelle)
      writing.record("INSTANCE_OUVERTE", nouvelle, acte)
      request.exchange.body.append(instance: nouvelle, le: acte.jour(a: request.now))
      return Reply(201, version: nouvelle.version, location: "/v1/instances/\(nouvelle.id.text)")
    }
  }

  private static func decider(
    _ request: RequestContext, _ acteur: Acteur, _ faits: FaitsConvention, _ connues: Set<CleInstance>, aujourdhui: Jour
  ) throws -> Instance {
    let demandee = request.body["partie"]?.string.flatMap(Partie.init(rawValue:))
    let parlant = try acteur.represente(demandee)
    switch request.body["type"]?.string.flatMap(GenreInstance.init(rawValue:)) {
    case .promise(let type):
      // Each party has its own report (B-01); everything else is common.
      return try faits.ouvrir(
        type, partie: type == .bilan ? parlant : demandee, rang: request.body["rang"]?.int, connues: connues, aujourdhui: aujourdhui)
    case .libre(let type):
      try refuserRang(request.body)
      return try faits.ouvrir(type, aujourdhui: aujourdhui)
    case nil: throw Problem(.corpsInvalide)
    }
  }
}

extension InstanceHandlers {
  /// What the parties add has neither rank nor party.
  private static func refuserRang(_ body: JSONValue) throws {
    let erreurs = ["partie", "rang"].filter { body[$0] != nil }.map { nom in
      FauteCommune.nonAdmis(raison: "Ce champ est celui d'une instance que la convention promet : retirez-le.", regle: "B-08").sur("/\(nom)")
    }
    guard erreurs.isEmpty else { throw Problem(.corpsInvalide, erreurs) }
  }
}

extension Writing {
  /// Appends an event about an instance to the history of its convention. Its minutes are not repeated.
  func record(_ code: String, _ lue: InstanceLue, _ acte: ConventionLue, motif: String? = nil) {
    let instance = lue.instance
    var apres: JSONObject = ["instance_id": .string(lue.id.text), "type": .string(instance.genre.rawValue), "etat": .string(instance.etat.rawValue)]
    if let partie = instance.partie { apres["partie"] = .string(partie.rawValue) }
    if let rang = instance.rang { apres["rang"] = .number(JSONNumber(rang)) }
    if let date = instance.tenueLe ?? instance.date { apres["date"] = .string(date.description) }
    if !instance.accords.isEmpty { apres["accords"] = .array(instance.accords.map(\.rawValue).sorted().map(JSONValue.string)) }
    if let motif { apres["motif"] = .string(motif) }
    record(code, acte, regle: instance.genre.regle, apres: .object(apres))
  }
}

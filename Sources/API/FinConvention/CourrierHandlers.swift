import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// The register of letters (V-27): what was sent, presented, received, each on its day.
enum CourrierHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let query = CourrierStatements.Page(
      conventionId: id, objet: request.queryText("objet"), apresEnvoyeLe: try page.key(0) { $0.string.flatMap { Jour(texte: $0) } },
      apresId: try page.id(1), limite: page.limite + 1)
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(ConventionStatements.lire, key), batch.enqueue(CourrierStatements.lister, query))
    }
    guard try found.0.first() != nil else { throw Problem(.ressourceIntrouvable) }
    return request.respondList(
      try found.1.rows(), page, keys: { [.string($0.courrier.envoyeLe.description), .key($0.id)] }, render: { $1.append(courrier: $0) })
  }

  /// A letter that starts nothing: those that do are written with the act they carry.
  static func enregistrer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(ConventionStatements.lire, ConventionStatements.Cle(id, cache))
      try await writing.load()
      guard let convention = try found.first() else { throw Problem(.ressourceIntrouvable) }
      let courrier = try Courrier(.autre, request.body)
      try courrier.verifier(aujourdhui: convention.jour(a: request.now))
      let lu = try writing.inscrire(courrier, de: convention, note: request.body["note"]?.string)
      writing.record("COURRIER_ENREGISTRE", convention, regle: "V-27", apres: .object(lu.trace))
      request.exchange.body.append(courrier: lu)
      return Reply(201, version: lu.version, location: "/v1/courriers/\(lu.id.text)")
    }
  }

  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { $0.enqueue(CourrierStatements.lire, id) }
    guard let lu = try found.first() else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.append(courrier: lu)
    return Reply(version: lu.version)
  }

  /// V-16, V-27, Q-38: what the post has told since. The reception of a notice or of a denunciation may start a delay or set an end.
  static func modifier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(CourrierStatements.lire, id)
      try await writing.load()
      guard let conventionId = try found.first()?.conventionId else { throw Problem(.ressourceIntrouvable) }
      let tenue = ConventionTenue(conventionId, writing, cache)
      let relu = writing.enqueue(CourrierStatements.lire, id)
      try await writing.load()
      let convention = try tenue.convention()
      guard var lu = try relu.first() else { throw Problem(.ressourceIntrouvable) }
      try request.checkVersion(lu.version, modifieLe: lu.modifieLe)
      let avant = lu
      try modifier(&lu, request.body, aujourdhui: convention.lue.jour(a: request.now))
      lu.version += 1
      lu.modifieLe = request.now
      _ = writing.enqueue(CourrierStatements.modifier, lu)
      writing.record(
        code(avant.courrier, lu.courrier), convention.lue, regle: lu.courrier.nonReclame ? "Q-38" : "V-27", avant: .object(avant.trace),
        apres: .object(lu.trace))
      if lu.courrier != avant.courrier, lu.courrier.objet.porteUnActe {
        try await refaireVie(tenue, conventionId, writing, cache)
      }
      request.exchange.body.append(courrier: lu)
      return Reply(version: lu.version)
    }
  }

  private static func modifier(_ lu: inout CourrierLu, _ body: JSONValue, aujourdhui: Jour) throws {
    lu.note = body.changementTexte("note").applique(a: lu.note)
    let (presenteLe, recuLe, nonReclame) = (body.jour("presente_le"), body.jour("recu_le"), body["non_reclame"]?.bool == true)
    guard presenteLe != nil || recuLe != nil || nonReclame else { return }
    lu.courrier = try lu.courrier.complete(presenteLe: presenteLe, recuLe: recuLe, nonReclame: nonReclame, aujourdhui: aujourdhui)
  }

  /// The facts are read again with the letter as it now stands.
  private static func refaireVie(_ tenue: ConventionTenue, _ id: UUID, _ writing: Writing, _ cache: ParametresCache) async throws {
    let relue = writing.enqueue(ConventionStatements.lire, ConventionStatements.Cle(id, cache))
    try await writing.load()
    guard let lue = try relue.first() else { throw Problem(.erreurInterne) }
    try writing.ecrireFin(tenue, try lue.faits(cache))
  }

  private static func code(_ avant: Courrier, _ apres: Courrier) -> String {
    if apres.receptionRetenue != avant.receptionRetenue { return "COURRIER_RECU" }
    return apres.presenteLe != avant.presenteLe ? "COURRIER_PRESENTE" : "COURRIER_ANNOTE"
  }
}

extension ObjetCourrier {
  /// Whether the state of the convention may depend on its dates.
  fileprivate var porteUnActe: Bool {
    switch self {
    case .miseEnDemeure, .denonciation: true
    case .notificationResiliation, .autre: false
    }
  }
}

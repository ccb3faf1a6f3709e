import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Amendments: what changes in an act, field by field, once all parties have signed (V-14, V-15, P-14).
enum AvenantHandlers {
  /// The service fills what stands before; each line is judged on its own, all told at once.
  static func proposer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, cache)
      let numero = writing.enqueue(AvenantStatements.numeroSuivant, id)
      try await writing.load()
      let convention = try tenue.convention()
      guard let numero = try numero.first() else { throw Problem(.erreurInterne) }
      let corps = try CorpsAvenant(request.body)
      let avenant = AvenantLu(
        id: try request.nouvelId(), conventionId: id, numero: numero, intitule: corps.intitule,
        modifications: try modifications(corps, convention, cache, at: request.now), effetSouhaiteLe: corps.effetSouhaiteLe,
        fuseau: convention.lue.caisse.fuseau, instant: request.now)
      try verifierEffet(avenant, convention, cache, at: request.now)
      _ = writing.enqueue(AvenantStatements.inserer, avenant)
      writing.record(
        "AVENANT_PROPOSE", convention.lue, regle: "V-14",
        apres: avenant.trace(["champs": .array(corps.lignes.map { .string($0.champ) })]))
      try await relire(avenant.id, writing)
      return Reply(201, version: avenant.version, location: "/v1/avenants/\(avenant.id.text)")
    }
  }

  /// Reads back what a write leaves and renders it, in the same transaction.
  @discardableResult
  static func relire(_ id: UUID, _ writing: Writing) async throws -> AvenantLu {
    let written = writing.enqueue(AvenantStatements.lire, id)
    try await writing.load()
    guard let avenant = try written.first() else { throw Problem(.erreurInterne) }
    writing.request.exchange.body.append(avenant: avenant, a: writing.request.now)
    return avenant
  }

  /// The lines with what stands before, once the rules admit them.
  private static func modifications(
    _ corps: CorpsAvenant, _ convention: ConventionMontree, _ cache: ParametresCache, at now: Instant
  ) throws -> JSONValue {
    let aujourdhui = convention.lue.jour(a: now)
    let valeurs = try convention.lue.valeurs(le: aujourdhui, cache)
    let carte = JSONObject(valeurs.map { (name: $0.key, value: ["valeur": $0.value]) })
    try convention.faits.proposerAvenant(
      corps.lignes.map { ligne in
        // Two writings of one value (members in another order) are the same value.
        let avant = valeurs[ligne.champ].map { $0 == ligne.apres ? ligne.apres.text : $0.text }
        return ModificationAvenant(champ: ligne.champ, avant: avant, apres: ligne.apres.text)
      },
      attendus: try corps.attendus(.object(carte), nature: convention.lue.nature), aujourdhui: aujourdhui)
    return .array(
      corps.lignes.map { ["champ": .string($0.champ), "avant": valeurs[$0.champ] ?? .null, "apres": $0.apres] })
  }

  /// As if the parties signed it today: the soonest that it can take effect.
  private static func verifierEffet(
    _ avenant: AvenantLu, _ convention: ConventionMontree, _ cache: ParametresCache, at now: Instant
  ) throws {
    let aujourdhui = convention.lue.jour(a: now)
    var signe = avenant
    signe.signatures = Partie.allCases.map { partie in
      SignatureLue(
        id: avenant.id, signature: Signature(partie: partie, date: aujourdhui), lieu: nil, exemplaires: nil, deliberation: nil)
    }
    guard let effet = signe.avenant.dateEffet else { return }
    try convention.lue.amendee(signe).faits(cache).verifierEffet(effet)
  }

  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let query = AvenantStatements.Page(conventionId: id, apresNumero: try page.key(0) { $0.int }, limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let (_, found) = try await service.read(request) { batch in
      (
        convention: batch.enqueue(ConventionStatements.lire, key), rows: batch.enqueue(AvenantStatements.lister, query),
        total: wantsTotal ? batch.enqueue(AvenantStatements.compter, id) : nil
      )
    }
    guard try found.convention.first() != nil else { throw Problem(.ressourceIntrouvable) }
    return request.respondList(
      try found.rows.rows(), page, total: try found.total?.first(), keys: { [.number(JSONNumber($0.numero))] },
      render: { avenant, out in out.append(avenant: avenant, a: request.now) })
  }

  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { $0.enqueue(AvenantStatements.lire, id) }
    guard let avenant = try found.first() else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.append(avenant: avenant, a: request.now)
    return Reply(version: avenant.version)
  }

  /// Given up while a signature is missing; its number stays taken and it can still be read.
  static func abandonner(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let (avenant, tenue) = try await tenir(id, writing, service.shared.parametres)
      try request.checkVersion(avenant.version, modifieLe: avenant.modifieLe)
      if avenant.abandonneLe != nil { throw RefusAvenant.abandonne(numero: avenant.numero) }
      if let effet = avenant.effetLe { throw RefusAvenant.dejaSigne(numero: avenant.numero, dateEffet: effet) }
      _ = writing.enqueue(AvenantStatements.abandonner, (id: id, instant: request.now))
      writing.record("AVENANT_ABANDONNE", try tenue.convention().lue, regle: "V-14", apres: avenant.trace())
      return .noContent
    }
  }

  /// An amendment of the caisse, with the couple of its convention held: read a first time to know which, then under the lock.
  static func tenir(_ id: UUID, _ writing: Writing, _ cache: ParametresCache) async throws -> (AvenantLu, ConventionTenue) {
    let seen = writing.enqueue(AvenantStatements.lire, id)
    try await writing.load()
    guard let seen = try seen.first() else { throw Problem(.ressourceIntrouvable) }
    let tenue = ConventionTenue(seen.conventionId, writing, cache)
    let held = writing.enqueue(AvenantStatements.lire, id)
    try await writing.load()
    guard let avenant = try held.first() else { throw Problem(.ressourceIntrouvable) }
    return (avenant, tenue)
  }
}

extension AvenantLu {
  /// What the journal says of it.
  func trace(_ autres: JSONObject = [:]) -> JSONValue {
    .object(JSONObject([("avenant_id", .string(id.text)), ("numero", .number(JSONNumber(numero)))] + autres.members))
  }
}

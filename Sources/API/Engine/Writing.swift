import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// One write: load the facts, decide, apply, in one transaction and two round trips.
///
/// A handler enqueues the facts it needs, calls `load`, decides with the domain, enqueues the changes with their event, and
/// returns its reply; whatever is enqueued last leaves together with COMMIT.
final class Writing {
  let transaction: Transaction
  let request: RequestContext
  private let key: IdempotencyKey?
  private var idempotency: (lock: Deferred<Bool>, stored: Deferred<ReponseEnregistree>)?
  private let opened: Deferred<SessionLue>
  private let cguVersion: String
  private(set) var session: SessionOuverte?
  /// That of the last event.
  private var caisseId: UUID?

  init(_ transaction: Transaction, _ request: RequestContext, tokenDigest: [UInt8], key: IdempotencyKey?, cguVersion: String) {
    self.transaction = transaction
    self.request = request
    self.key = key
    self.cguVersion = cguVersion
    opened = transaction.enqueue(SessionStatements.ouvrir, CleDeSession(empreinte: tokenDigest, instant: request.now))
    _ = transaction.enqueue(EcritureStatements.tenir, request.id)
    if let key {
      // Two statements: the second must see what was committed before the first got the lock.
      let lock = transaction.enqueue(IdempotenceStatements.verrouiller, key.value)
      let stored = transaction.enqueue(IdempotenceStatements.lire, IdempotenceStatements.Cle(cle: key.value, instant: request.now))
      idempotency = (lock, stored)
    }
  }

  func enqueue<Input, Row>(_ statement: Statement<Input, Row>, _ input: Input) -> Deferred<Row> {
    transaction.enqueue(statement, input)
  }

  /// Sends what is enqueued, and on the first call lets the session and the idempotency key through their gates.
  @discardableResult
  func load() async throws -> SessionOuverte {
    try await transaction.flush()
    if let session { return session }
    let session = try Authentication.authorize(opened.first()?.session, for: request.operation, at: request.now, cguVersion: cguVersion)
    if let key, let idempotency {
      guard try idempotency.lock.first() == true else { throw Problem(.idempotenceEnCours) }
      if let stored = try idempotency.stored.first() {
        let reply = try key.replay(stored)
        try await checkAccess(to: stored.caisseId, session.acteur)
        throw reply
      }
    }
    self.session = session
    return session
  }

  /// What was answered through an access is not answered again once it is closed (D-29, R-34).
  private func checkAccess(to caisse: UUID?, _ acteur: Acteur) async throws {
    guard let caisse, acteur.partenaireId != nil else { return }
    let acces = transaction.enqueue(DemandeStatements.accesDuCompte)
    try await transaction.flush()
    let constat = try acces.rows().first { $0.caisseId == caisse }?.acces.constat(a: request.now) ?? .nonDonne
    guard constat.estOuvert else { throw RefusDemande.accesFerme(constat) }
  }

  /// Appends one event to the journal, in this transaction (C-58, design principle 3).
  func record(
    _ code: String, on objet: ObjetJournal, _ id: UUID, caisse: UUID? = nil, partenaire: UUID? = nil, regle: String? = nil,
    avant: JSONValue? = nil, apres: JSONValue? = nil
  ) {
    let acteur = session?.acteur
    caisseId = caisse
    _ = enqueue(
      JournalStatements.ajouter,
      Evenement(
        instant: request.now, acteurId: acteur?.compteId, acteurRole: acteur?.role.rawValue ?? "PUBLIC", acteurLibelle: session?.libelle,
        caisseId: caisse, partenaireId: partenaire, objet: objet, objetId: id, code: code, regle: regle, avant: avant, apres: apres,
        requete: request.id))
  }

  /// Keeps the answer under its key, so that a replay gives the same one.
  func remember(_ reply: Reply) {
    guard let key else { return }
    _ = enqueue(
      IdempotenceStatements.enregistrer,
      IdempotenceStatements.Enregistrement(
        cle: key.value, operation: request.operation.id, empreinte: key.fingerprint, statut: reply.status,
        entetes: reply.storedHeaders, corps: request.exchange.body.array, caisseId: caisseId, instant: request.now))
  }
}

extension Service {
  /// Runs one write of a signed-in actor. The reply's body must be written before the closure returns: it commits with the rest.
  func write(_ request: RequestContext, _ body: (Writing) async throws -> Reply) async throws -> Reply {
    let digest = try request.tokenDigest()
    let key = IdempotencyKey(request, hasher)
    do {
      return try await database.transaction { transaction in
        let writing = Writing(transaction, request, tokenDigest: digest, key: key, cguVersion: shared.cguVersion)
        let reply = try await body(writing)
        writing.remember(reply)
        return reply
      }
    } catch let replay as StoredReply {
      return replay.write(to: request.exchange)
    }
  }
}

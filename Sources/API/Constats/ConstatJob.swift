import Crypto
package import Domain
import FoundationEssentials
import JSON
package import Postgres
package import Storage

/// The scheduled work: records, opens and tells what has become true by itself. It decides nothing: rights and states are computed from
/// dates at each request, whether or not it has run. Safe to replay; one replica writes at a time.
package struct ConstatJob {
  /// What one run has done.
  package struct Bilan: Sendable, Equatable {
    package var conventions = 0
    /// Constats recorded.
    package var constats = 0
    /// Partners whose accounts were brought up to date.
    package var partenaires = 0
    /// Accounts whose person was erased (C-40, Q-10).
    package var effaces = 0
    /// Another replica was writing: this one left the rest to it.
    package var cede = false
  }

  /// Another replica is writing.
  private struct Cede: Error {}

  private let database: Database
  private let cache: ParametresCache
  /// Acts read at a time.
  private static let pageConventions = 50
  /// Answers that one call of `purger` forgets at most.
  static let purgesMax = 500_000
  /// Constats a transaction records: what a lost connection would do again.
  private static let lotConstats = 100

  package init(_ database: Database, _ cache: ParametresCache) {
    self.database = database
    self.cache = cache
  }

  /// Brings the records up to that instant, day by day. A run that yields asks for nothing more: of several, the last to hold the lock
  /// goes to its end.
  package func run(a instant: Instant) async throws -> Bilan {
    var bilan = Bilan()
    do {
      try await constaterConventions(a: instant, &bilan)
      try await constaterComptes(a: instant, &bilan)
      try await purger(a: instant)
    } catch is Cede {
      bilan.cede = true
    }
    return bilan
  }

  private func constaterConventions(a instant: Instant, _ bilan: inout Bilan) async throws {
    var reste = try await constats(a: instant, &bilan)[...]
    while !reste.isEmpty {
      let lot = reste.prefix(Self.lotConstats)
      // Another replica may have recorded some of them since they were read: only what this one wrote is counted.
      var ecrits = 0
      try await sousVerrou { transaction in
        let lignes = lot.map { transaction.enqueue(ConstatStatements.enregistrer, $0) }
        try await transaction.flush()
        ecrits = try lignes.reduce(0) { $0 + (try $1.rows().count) }
      }
      bilan.constats += ecrits
      reste = reste.dropFirst(lot.count)
    }
  }

  /// Everything to record, in the order in which it became true, whatever the act.
  private func constats(a instant: Instant, _ bilan: inout Bilan) async throws -> [ConstatStatements.Nouveau] {
    var nouveaux: [ConstatStatements.Nouveau] = []
    var apres: UUID?
    while true {
      let page = ConstatStatements.Page(connus: cache.connus, apres: apres, instant: instant, limite: Self.pageConventions)
      let ((_, found), _) = try await database.readSlowly { batch in
        (batch.enqueue(ConstatStatements.ouvrir, ()), batch.enqueue(ConstatStatements.aConstater, page))
      }
      let actes = try found.rows()
      for acte in actes {
        nouveaux += try aEnregistrer(acte, a: instant)
        await Task.yield()
      }
      bilan.conventions += actes.count
      guard actes.count == Self.pageConventions, let last = actes.last else { break }
      apres = last.lue.id
    }
    // Stable: what shares an instant keeps the order of its act.
    return nouveaux.enumerated().sorted { ($0.element.devenuVrai, $0.offset) < ($1.element.devenuVrai, $1.offset) }.map(\.element)
  }

  /// What was true before the act was recorded here is history: it is noted, but nothing is asked of anybody and nobody is told.
  private func aEnregistrer(_ acte: ConventionAConstater, a instant: Instant) throws -> [ConstatStatements.Nouveau] {
    let (lue, fuseau) = (acte.lue, acte.lue.caisse.fuseau)
    let connueDepuis = fuseau.jour(a: lue.creeLe)
    return try lue.faits(cache).constats(jusquau: fuseau.jour(a: instant)).compactMap { constat in
      guard !acte.constates.contains(ConventionAConstater.cle(constat)) else { return nil }
      let tacheUtile = constat.tache.map { $0.limite >= connueDepuis } ?? false
      return ConstatStatements.Nouveau(
        conventionId: lue.id, constat: constat, devenuVrai: fuseau.debut(de: constat.jour),
        tacheId: tacheUtile ? try uuidV7(atMilliseconds: instant.microsecondes / 1000) : nil,
        notifie: constat.estNotifie && (constat.tache == nil ? constat.jour >= connueDepuis : tacheUtile),
        donnees: .donnees(lue, constat), instant: instant)
    }
  }

  private func constaterComptes(a instant: Instant, _ bilan: inout Bilan) async throws {
    let ((_, found), _) = try await database.readSlowly { batch in
      (batch.enqueue(ConstatStatements.ouvrir, ()), batch.enqueue(ConstatStatements.partenairesEchus, instant))
    }
    for partenaire in try found.rows() {
      let due = CompteStatements.Echeance(.partenaire(partenaire), a: instant)
      var ecrits = 0
      try await sousVerrou { transaction in
        _ = transaction.enqueue(CompteStatements.rattacherEchus, due)
        let fermes = transaction.enqueue(CompteStatements.constater, due)
        try await transaction.flush()
        ecrits = try fermes.rows().count
      }
      if ecrits > 0 { bilan.partenaires += 1 }
    }
    bilan.effaces += try await parPaquets(de: CompteStatements.effacesMax) { transaction in
      let rows = transaction.enqueue(CompteStatements.effacer, instant)
      try await transaction.flush()
      return try rows.rows().count
    }
  }

  /// Forgets what was kept for replays once it replays nothing, any number of replicas at a time: each takes what no other holds. Gives how
  /// many answers. At most `purgesMax` of them a call: the next one goes on.
  @discardableResult
  package func purger(a instant: Instant) async throws -> Int {
    var (total, oubliees) = (0, IdempotenceStatements.oubliesMax)
    while oubliees == IdempotenceStatements.oubliesMax, total < Self.purgesMax {
      oubliees = try await database.transaction { transaction in
        _ = transaction.enqueue(ConstatStatements.ouvrir, ())
        let count = transaction.enqueue(IdempotenceStatements.oublier, instant)
        try await transaction.flush()
        return try count.first() ?? 0
      }
      total += oubliees
    }
    return total
  }

  /// Does it again, a transaction each, while a whole batch was there to be done. Gives how many in all.
  private func parPaquets(de taille: Int, _ body: (Transaction) async throws -> Int) async throws -> Int {
    var (total, faits) = (0, taille)
    while faits == taille {
      try await sousVerrou { faits = try await body($0) }
      total += faits
    }
    return total
  }

  /// A transaction that no other replica's comes between.
  private func sousVerrou(_ body: (Transaction) async throws -> Void) async throws {
    try await database.transaction { transaction in
      _ = transaction.enqueue(ConstatStatements.ouvrir, ())
      let lock = transaction.enqueue(ConstatStatements.verrouiller, ())
      try await transaction.flush()
      guard try lock.first() == true else { throw Cede() }
      try await body(transaction)
    }
  }
}

extension JSONValue {
  /// What the journal keeps of a constat, and what its message says.
  fileprivate static func donnees(_ convention: ConventionLue, _ constat: Constat) -> JSONValue {
    var donnees = JSONObject.vieConvention(convention, code: constat.code.rawValue, le: constat.jour)
    if let date = constat.dateUtile { donnees["date_utile"] = .string(date.description) }
    if let tache = constat.tache {
      donnees["tache"] = .string(tache.type.rawValue)
      if let partie = tache.partie { donnees["partie"] = .string(partie.rawValue) }
      donnees["rang"] = .number(JSONNumber(tache.rang))
    } else if !constat.objet.isEmpty {
      donnees["objet"] = .string(constat.objet)
    }
    return .object(donnees)
  }
}

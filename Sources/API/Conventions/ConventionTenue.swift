import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// A convention of the caisse, whose couple (partner, caisse) is held until the end of the transaction: the start of every change of
/// the life of an act. Two agents who act at the same instant come one after the other, and the second reads what the first wrote.
struct ConventionTenue {
  private let lue: Deferred<ConventionLue>
  private let suites: Deferred<ConventionLue>
  private let cache: ParametresCache
  private let request: RequestContext

  init(_ id: UUID, _ writing: Writing, _ cache: ParametresCache) {
    _ = writing.enqueue(ConventionStatements.verrouillerCouple, id)
    let key = ConventionStatements.Cle(id, cache)
    lue = writing.enqueue(ConventionStatements.lire, key)
    suites = writing.enqueue(ConventionStatements.dependantes, key)
    self.cache = cache
    request = writing.request
  }

  /// 404 when the actor's caisse has no such convention.
  func convention() throws -> ConventionMontree {
    guard let lue = try lue.first() else { throw Problem(.ressourceIntrouvable) }
    request.notBefore(lue.modifieLe)
    return try ConventionMontree(lue, cache)
  }

  /// The usage acts behind a core act.
  func dependantes() throws -> [ConventionMontree] { try suites.rows().map { try ConventionMontree($0, cache) } }
}

extension Writing {
  /// Writes the life that the facts now give an act, carries it to the access of its partner, and in the same transaction does the
  /// same for the usage acts that follow it (V-11, V-22). An end that appears or moves is an event of its own, told to the parties.
  func ecrireVie(_ tenue: ConventionTenue, _ faits: FaitsConvention) throws {
    let convention = try tenue.convention()
    ecrireVie(convention, faits)
    for dependante in try tenue.dependantes() {
      var suivie = dependante.faits
      suivie.metier = faits
      guard suivie.fin != dependante.faits.fin || suivie.dateEffet != dependante.faits.dateEffet else { continue }
      ecrireVie(dependante, suivie)
    }
  }

  private func ecrireVie(_ convention: ConventionMontree, _ faits: FaitsConvention) {
    let lue = convention.lue
    _ = enqueue(
      ConventionStatements.ecrireVie, VieConvention(id: lue.id, modeleVersion: lue.modele.version, faits, instant: request.now))
    _ = enqueue(ConventionStatements.ecrireTitre, lue.id)
    guard faits.fin != convention.faits.fin else { return }
    record(
      "CONVENTION_FIN_FIXEE", on: .convention, lue.id, caisse: lue.caisse.id, partenaire: lue.partenaire.id, regle: faits.regleDeFin,
      avant: convention.faits.fin.map(JSONValue.init(fin:)), apres: faits.fin.map(JSONValue.init(fin:)))
    guard let fin = faits.fin else { return }
    var donnees = JSONObject.vieConvention(lue, code: "CONVENTION_FIN_FIXEE", le: lue.jour(a: request.now))
    donnees["date_utile"] = .string(fin.dernierJour.description)
    donnees["cause"] = .string(fin.cause.rawValue)
    _ = enqueue(
      NotificationStatements.ajouterAuxParties,
      NotificationStatements.AuxParties(conventionId: lue.id, donnees: .object(donnees), a: request.now))
  }

  /// Appends an event about a convention to the journal: its history.
  func record(_ code: String, _ convention: ConventionLue, regle: String, avant: JSONValue? = nil, apres: JSONValue? = nil) {
    record(
      code, on: .convention, convention.id, caisse: convention.caisse.id, partenaire: convention.partenaire.id, regle: regle,
      avant: avant, apres: apres)
  }

  /// Records the accounts of the partner whose conventions have all ended (C-30, C-31, C-36, C-39).
  func constaterComptes(_ convention: ConventionLue) {
    let due = CompteStatements.Echeance(.partenaire(convention.partenaire.id), a: request.now)
    _ = enqueue(CompteStatements.rattacherEchus, due)
    _ = enqueue(CompteStatements.constater, due)
  }
}

extension JSONObject {
  /// What every message about an act says (`ModeleNotification.vieConvention`). Nobody's identity.
  static func vieConvention(_ convention: ConventionLue, code: String, le jour: Jour) -> JSONObject {
    [
      "code": .string(code), "convention_id": .string(convention.id.text), "nature": .string(convention.nature.rawValue),
      "partenaire": .string(convention.partenaire.denomination), "caisse": .string(convention.caisse.denomination),
      "jour": .string(jour.description),
    ]
  }
}

extension JSONValue {
  fileprivate init(fin: FinConvention) {
    self = ["cause": .string(fin.cause.rawValue), "dernier_jour": .string(fin.dernierJour.description)]
  }
}

import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// One date of one act of a portfolio.
struct LigneEcheance {
  let acte: ActeResume
  let echeance: Echeance
  let date: Jour
  /// Among the dates of the same act, day and code, from 0.
  let rang: Int

  /// By date, convention, code: the order of lists and cursors.
  static func precede(_ gauche: LigneEcheance, _ droite: LigneEcheance) -> Bool { gauche.cle < droite.cle }

  var cle: Cle { Cle(date: date, convention: acte.id, code: echeance.code.rawValue, rang: rang) }

  struct Cle: Comparable {
    let date: Jour
    let convention: UUID
    let code: String
    let rang: Int

    static func < (gauche: Cle, droite: Cle) -> Bool {
      (gauche.date, gauche.convention, gauche.code, gauche.rang) < (droite.date, droite.convention, droite.code, droite.rang)
    }
  }
}

/// As much of an act as each of its dates shows; one object for all of them.
final class ActeResume: Sendable {
  let id: UUID
  let nature: NatureConvention
  let partenaire: (id: UUID, denomination: String)
  let caisse: (id: UUID, code: String, denomination: String)
  let aujourdhui: Jour

  init(_ lue: ConventionLue, a instant: Instant) {
    id = lue.id
    nature = lue.nature
    partenaire = lue.partenaire
    caisse = (lue.caisse.id, lue.caisse.code, lue.caisse.denomination)
    aujourdhui = lue.jour(a: instant)
  }
}

/// The dates of every act that the open context sees, computed from their facts at that instant, part by part.
struct Portefeuille {
  let fenetre: Fenetre
  /// Empty keeps every code.
  var codes: Set<CodeEcheance> = []
  var regle: String?
  var partenaireId: UUID?
  var conventionId: UUID?
  let instant: Instant

  /// Acts read for one answer; past it, 422.
  static let conventionsMax = 2_000
  /// Acts read at a time.
  private static let lotConventions = 200

  /// What a part reads: both scopes leave together, and the context leaves one of them empty.
  struct Lecture {
    fileprivate let actes: [Deferred<ConventionLue>]
    fileprivate let nombres: [Deferred<Int64>]
  }

  /// `lire` opens the context and sends what the closure queues, once for each part. Keeps the first `plafond` lines after the cursor,
  /// or every one of them.
  func lignes(
    _ cache: ParametresCache, apres curseur: LigneEcheance.Cle? = nil, plafond: Int? = nil,
    lire: (_ enqueue: (Batch) -> Lecture) async throws -> Lecture
  ) async throws -> [LigneEcheance] {
    var lignes: [LigneEcheance] = []
    var apres: UUID?
    while true {
      let lot = lot(cache, apres: apres, Self.lotConventions)
      let compte = apres == nil ? self.lot(cache, apres: nil, Self.conventionsMax + 1) : nil
      let found = try await lire { enqueue($0, lot, compte) }
      if try found.nombres.contains(where: { try $0.first() ?? 0 > Self.conventionsMax }) { throw Self.tropGrand }
      let actes = try found.actes.flatMap { try $0.rows() }
      for acte in actes {
        lignes += try dates(acte, cache).filter { ligne in curseur.map { $0 < ligne.cle } ?? true }
        // One act under a hundred amendments is some milliseconds: the loop looks at other requests between two of them.
        await Task.yield()
      }
      if let plafond, lignes.count > plafond { lignes = Array(lignes.sorted(by: LigneEcheance.precede).prefix(plafond)) }
      guard actes.count == Self.lotConventions, let last = actes.last else { break }
      apres = last.id
    }
    return lignes.sorted(by: LigneEcheance.precede)
  }

  private func lot(_ cache: ParametresCache, apres: UUID?, _ limite: Int) -> LotPortefeuille {
    let bornes = fenetre.bornes(a: instant)
    return LotPortefeuille(
      connus: cache.connus,
      filtre: FiltrePortefeuille(du: bornes.premier, au: bornes.dernier, partenaireId: partenaireId, conventionId: conventionId),
      apres: apres, limite: limite)
  }

  private func enqueue(_ batch: Batch, _ lot: LotPortefeuille, _ compte: LotPortefeuille?) -> Lecture {
    Lecture(
      actes: [batch.enqueue(PortefeuilleStatements.deLaCaisse, lot), batch.enqueue(PortefeuilleStatements.duPartenaire, lot)],
      nombres: compte.map { compte in
        [
          batch.enqueue(PortefeuilleStatements.nombreDeLaCaisse, compte), batch.enqueue(PortefeuilleStatements.nombreDuPartenaire, compte),
        ]
      } ?? [])
  }

  private func dates(_ lue: ConventionLue, _ cache: ParametresCache) throws -> [LigneEcheance] {
    let acte = ActeResume(lue, a: instant)
    let (premier, dernier) = fenetre.jours(aujourdhui: acte.aujourdhui)
    var precedente: Echeance?
    var rang = 0
    return try lue.faits(cache).echeances(du: premier, au: dernier, aujourdhui: acte.aujourdhui).compactMap { echeance in
      rang = precedente?.date == echeance.date && precedente?.code == echeance.code ? rang + 1 : 0
      precedente = echeance
      guard let date = echeance.date, codes.isEmpty || codes.contains(echeance.code), regle ?? echeance.regle == echeance.regle else {
        return nil
      }
      return LigneEcheance(acte: acte, echeance: echeance, date: date, rang: rang)
    }
  }

  private static var tropGrand: Problem {
    var problem = Problem(code: "PORTEFEUILLE_TROP_GRAND", regle: "V-35")
    problem.faits = [("plafond", .entier(conventionsMax))]
    return problem
  }
}

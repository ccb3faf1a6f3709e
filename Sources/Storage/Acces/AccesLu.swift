package import Domain
package import FoundationEssentials
import JSON
package import Postgres

/// The stored facts behind an access, for one partner, one caisse and the account of the open context: dates, never a computed state.
package struct AccesLu: Sendable {
  /// False when the account has no title to that caisse (always so for the caisse's own people).
  package let estTitulaire: Bool
  package let conventionId: UUID?
  package let premierJour: Jour?
  package let dernierJour: Jour?
  package let suspenduLe: Instant?
  /// The caisse has closed that access of that person: an exclusion (C-47), or for `excluMotif` (C-45, C-56, Q-59). Its closings of security
  /// are all here, those of the whole account as well: each stands until that caisse lifts it.
  package let excluLe: Instant?
  package let excluMotif: MotifInactivation?
  package let ouverture: String?
  package let decalageMois: Int?
  package let fuseau: FuseauHoraire
  package let habiliteDocumentsSortants: Bool
  package let modele: ModeleAmende?
  /// The switches of the caisse over the features of the act (D-08).
  package let interrupteurs: [Fonctionnalite: Bool]

  /// What the rules compute the access from (C-30 to C-32, C-47, C-48, D-33).
  package var faits: Acces.Faits {
    Acces.Faits(
      titre: estTitulaire ? conventionId.map { TitreAcces(conventionId: $0, dateEffet: premierJour, dernierJour: dernierJour) } : nil,
      ouvertureUnite: ouverture.flatMap { try? OuvertureUnite(code: $0, decalageMois: decalageMois) },
      structureSuspendue: suspenduLe != nil,
      fermeture: fermeture)
  }

  private var fermeture: FermetureAcces? {
    guard estTitulaire else { return conventionId == nil ? nil : .nonDonne }
    guard excluLe != nil else { return nil }
    guard let excluMotif else { return .exclusion }
    return excluMotif.estDeSecurite ? .usageNonConforme : .retrait
  }

  /// The access at that moment, in the caisse's own civil time.
  package func constat(a instant: Instant) -> ConstatAcces { Acces.etat(faits, a: instant, fuseau: fuseau) }
}

/// One version of a model of convention (V-03).
package struct ModeleReference: Sendable, Hashable {
  package let code: String
  package let version: Int

  package init(code: String, version: Int) {
    self.code = code
    self.version = version
  }
}

/// The columns and joins that `AccesLu` reads: two lines, which repeat what their caisse, act and unit say (0011).
package enum AccesColumns {
  package static let sql = """
    a.compte_id is not null, r.convention_id, r.premier_jour, r.dernier_jour, r.suspendu_le, a.exclu_le, a.exclu_motif, a.ouverture, a.decalage_mois,
      r.fuseau, r.habilite_documents_sortants, \(ModeleAmende.columns), r.interrupteurs
    """

  static let nombre = 15

  /// Joins the relation `r` and the account's title `a`.
  package static func joins(caisse: String, partenaire: String) -> String {
    """
    join partenaire_caisse r on r.caisse_id = \(caisse) and r.partenaire_id = \(partenaire)
      left join acces a on a.compte_id = contexte('compte') and a.caisse_id = \(caisse)
    """
  }

  package static func read(_ row: inout RowReader) throws(DecodingFailure) -> AccesLu {
    AccesLu(
      estTitulaire: try row.bool(), conventionId: try row.uuidOrNull(), premierJour: try row.jourOrNull(), dernierJour: try row.jourOrNull(),
      suspenduLe: try row.instantOrNull(), excluLe: try row.instantOrNull(),
      excluMotif: try row.textOrNull(MotifInactivation.init(rawValue:)), ouverture: try row.textOrNull(),
      decalageMois: try row.intOrNull(), fuseau: try row.text(FuseauHoraire.init(rawValue:)), habiliteDocumentsSortants: try row.bool(),
      modele: try ModeleAmende.read(&row), interrupteurs: try row.interrupteurs())
  }
}

extension RowReader {
  /// The switches of a caisse as a JSON object, null when there is none (D-08). A code that this binary does not know is no feature of its
  /// own: unknown is inactive (D-09).
  mutating func interrupteurs() throws(DecodingFailure) -> [Fonctionnalite: Bool] {
    var interrupteurs: [Fonctionnalite: Bool] = [:]
    for member in try jsonOrNull()?.object?.members ?? [] {
      guard let fonctionnalite = Fonctionnalite(rawValue: member.name), let active = member.value.bool else { continue }
      interrupteurs[fonctionnalite] = active
    }
    return interrupteurs
  }
}

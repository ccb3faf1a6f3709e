package import Domain
package import FoundationEssentials
package import Postgres

/// The stored facts behind an access, for one partner, one caisse and the account of the open context: dates, never a computed state.
package struct AccesLu: Sendable {
  /// False when the account has no title to that caisse (always so for the caisse's own people).
  package let estTitulaire: Bool
  package let conventionId: UUID?
  package let premierJour: Jour?
  package let dernierJour: Jour?
  package let suspenduLe: Instant?
  package let excluLe: Instant?
  package let ouverture: String?
  package let decalageMois: Int?
  package let fuseau: FuseauHoraire
  package let habiliteDocumentsSortants: Bool
  package let modele: ModeleAmende?

  /// What the rules compute the access from (C-30 to C-32, C-47, C-48, D-33).
  package var faits: Acces.Faits {
    Acces.Faits(
      titre: estTitulaire ? conventionId.map { TitreAcces(conventionId: $0, dateEffet: premierJour, dernierJour: dernierJour) } : nil,
      ouvertureUnite: ouverture.flatMap { try? OuvertureUnite(code: $0, decalageMois: decalageMois) },
      structureSuspendue: suspenduLe != nil, personneExclue: excluLe != nil)
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

/// The columns and joins that `AccesLu` reads.
package enum AccesColumns {
  package static let sql = """
    a.compte_id is not null, r.convention_id, r.premier_jour, r.dernier_jour, r.suspendu_le, a.exclu_le, u.ouverture, u.decalage_mois, c.fuseau,
      r.habilite_documents_sortants, \(ModeleAmende.columns)
    """

  /// Joins the relation `r`, the caisse `c`, the account's title `a`, its unit `u` and the portal agreement `v`.
  package static func joins(caisse: String, partenaire: String) -> String {
    """
    join partenaire_caisse r on r.caisse_id = \(caisse) and r.partenaire_id = \(partenaire)
      join caisse c on c.id = \(caisse)
      left join acces a on a.compte_id = (select contexte('compte')) and a.caisse_id = \(caisse)
      left join unite u on u.id = (select contexte('unite'))
      left join convention v on v.id = r.convention_id
    """
  }

  package static func read(_ row: inout RowReader) throws(DecodingFailure) -> AccesLu {
    AccesLu(
      estTitulaire: try row.bool(), conventionId: try row.uuidOrNull(), premierJour: try row.jourOrNull(), dernierJour: try row.jourOrNull(),
      suspenduLe: try row.instantOrNull(), excluLe: try row.instantOrNull(), ouverture: try row.textOrNull(),
      decalageMois: try row.intOrNull(), fuseau: try row.text(FuseauHoraire.init(rawValue:)), habiliteDocumentsSortants: try row.bool(),
      modele: try ModeleAmende.read(&row))
  }
}

package import Domain
package import FoundationEssentials
package import Postgres

/// What the account of the open context belongs to, by name.
package struct Appartenance: Sendable {
  package let partenaire: (id: UUID, denomination: String)?
  package let unite: (id: UUID, code: String, libelle: String)?
  package let caisse: CaisseNommee?
}

/// A caisse in brief.
package struct CaisseNommee: Sendable {
  package let id: UUID
  package let code: String
  package let denomination: String
}

/// What an account shows of itself wherever it signs in.
package struct CompteConnecte: Sendable {
  package let id: UUID
  package let identifiant: String
  package let role: Role
  package let civilite: String
  package let nom: String
  package let prenom: String
  package let email: String
}

extension CompteLu {
  package var connecte: CompteConnecte {
    CompteConnecte(id: id, identifiant: identifiant, role: role, civilite: civilite, nom: nom, prenom: prenom, email: email)
  }
}

/// The account of the open context and one of its titles; nil for the people of a caisse, who have none.
package struct MoiLu: Sendable {
  package let compte: CompteConnecte
  package let cguVersion: String?
  package let cguAccepteesLe: Instant?
  package let appartenance: Appartenance
  package let titre: (caisse: CaisseNommee, acces: AccesLu)?
  /// Where its days are counted: at its caisse, else at that of the title.
  package let fuseau: FuseauHoraire
}

package enum MoiStatements {
  /// One row per title, in the order of caisses.
  package static let lire = Statement<Void, MoiLu>(
    "moi_lire",
    """
    select k.id, k.identifiant, k.role, k.civilite, k.nom, k.prenom, k.email, k.cgu_version, k.cgu_acceptees_le,
      p.id, p.denomination, u.id, u.code, u.libelle, o.id, o.code, o.denomination, coalesce(r.fuseau, o.fuseau, 'PARIS'),
      c.id, c.code, c.denomination, \(AccesColumns.sql)
    from compte k
      left join partenaire p on p.id = k.partenaire_id
      left join unite u on u.id = k.unite_id
      left join caisse o on o.id = k.caisse_id
      left join acces a on a.compte_id = k.id
      left join partenaire_caisse r on r.caisse_id = a.caisse_id and r.partenaire_id = a.partenaire_id
      left join caisse c on c.id = a.caisse_id
    where k.id = contexte('compte') order by c.code
    """,
    decode: { row in try read(&row) })

  private static func read(_ row: inout RowReader) throws(DecodingFailure) -> MoiLu {
    let compte = CompteConnecte(
      id: try row.uuid(), identifiant: try row.text(), role: try row.text(Role.init(rawValue:)), civilite: try row.text(), nom: try row.text(),
      prenom: try row.text(), email: try row.text())
    let (cguVersion, cguAccepteesLe) = (try row.textOrNull(), try row.instantOrNull())
    let appartenance = try appartenance(&row)
    let fuseau = try row.text(FuseauHoraire.init(rawValue:))
    let titre = try caisse(&row).map { caisse throws(DecodingFailure) in (caisse: caisse, acces: try AccesColumns.read(&row)) }
    return MoiLu(
      compte: compte, cguVersion: cguVersion, cguAccepteesLe: cguAccepteesLe, appartenance: appartenance, titre: titre, fuseau: fuseau)
  }

  private static func appartenance(_ row: inout RowReader) throws(DecodingFailure) -> Appartenance {
    let (partenaireId, denomination) = (try row.uuidOrNull(), try row.textOrNull())
    let (uniteId, code, libelle) = (try row.uuidOrNull(), try row.textOrNull(), try row.textOrNull())
    var partenaire: (id: UUID, denomination: String)?
    if let partenaireId, let denomination { partenaire = (partenaireId, denomination) }
    var unite: (id: UUID, code: String, libelle: String)?
    if let uniteId, let code, let libelle { unite = (uniteId, code, libelle) }
    return Appartenance(partenaire: partenaire, unite: unite, caisse: try caisse(&row))
  }

  private static func caisse(_ row: inout RowReader) throws(DecodingFailure) -> CaisseNommee? {
    let (id, code, denomination) = (try row.uuidOrNull(), try row.textOrNull(), try row.textOrNull())
    guard let id, let code, let denomination else { return nil }
    return CaisseNommee(id: id, code: code, denomination: denomination)
  }

  package static var all: [AnyStatement] { [lire.erased] }
}

package import Domain
package import FoundationEssentials
package import Postgres

/// What a list of accounts keeps; nil keeps all.
package struct FiltreComptes: Sendable {
  package var partenaireId: UUID?
  package var uniteId: UUID?
  package var role: String?
  package var etat: String?
  /// Part of the name, the address or the identifiant, whatever the case and the accents.
  package var recherche: String?
  /// The moment that states are judged at.
  package var instant: Instant

  package init(a instant: Instant) { self.instant = instant }
}

/// One page of a list: after which row, and how many.
package struct PageComptes: Sendable {
  package var filtre: FiltreComptes
  package var apresNom: String?
  package var apresCreeLe: Instant?
  package var apresId: UUID?
  package var limite: Int

  package init(filtre: FiltreComptes, apresNom: String? = nil, apresCreeLe: Instant? = nil, apresId: UUID?, limite: Int) {
    self.filtre = filtre
    self.apresNom = apresNom
    self.apresCreeLe = apresCreeLe
    self.apresId = apresId
    self.limite = limite
  }
}

/// The table of habilitations (C-51). The partners in scope come first, so that the index of their accounts serves.
extension CompteStatements {
  private static let filtre = """
    k.partenaire_id in (select contexte('partenaire') union all
        select r.partenaire_id from partenaire_caisse r where r.caisse_id = (select contexte('caisse')))
      and \(CompteColumns.scope(instant: "$6"))
      and ($1::uuid is null or k.partenaire_id = $1::uuid) and ($2::uuid is null or k.unite_id = $2::uuid)
      and ($3::text is null or k.role = $3::text) and ($4::text is null or etat_compte(k, $6::timestamptz) = $4::text)
      and ($5::text is null or position(texte_replie($5::text) in texte_replie(
        k.prenom || ' ' || k.nom || ' ' || k.prenom || ' ' || k.email || ' ' || k.identifiant)) > 0)
    """

  private static func bindFiltre(_ filtre: FiltreComptes, _ p: inout ParameterEncoder) {
    p.uuid(filtre.partenaireId)
    p.uuid(filtre.uniteId)
    p.text(filtre.role)
    p.text(filtre.etat)
    p.text(filtre.recherche)
    p.instant(filtre.instant)
  }

  /// The page is cut on accounts, before each gives one row per access.
  private static func liste(_ name: String, after: String, order: String) -> Statement<PageComptes, CompteLu> {
    Statement(
      name,
      """
      select \(CompteColumns.sql(instant: "$6"))
      from (select k.id from compte k where \(filtre) and ($7::uuid is null or \(after)) order by \(order) limit $9::int8) page
        join compte k on k.id = page.id \(CompteColumns.joins)
      order by \(order), a.caisse_id
      """,
      bind: { page, p in
        bindFiltre(page.filtre, &p)
        p.uuid(page.apresId)
        if let instant = page.apresCreeLe { p.instant(instant) } else { p.text(page.apresNom) }
        p.int8(page.limite)
      },
      decode: { row in try CompteColumns.read(&row) })
  }

  /// By name, accents and case aside.
  package static let parNom = liste(
    "compte_par_nom", after: "(texte_replie(k.nom), k.id) > (texte_replie($8::text), $7::uuid)", order: "texte_replie(k.nom), k.id")

  /// Newest first.
  package static let recents = liste(
    "compte_recents", after: "(k.cree_le, k.id) < ($8::timestamptz, $7::uuid)", order: "k.cree_le desc, k.id desc")

  package static let nombre = Statement<FiltreComptes, Int64>(
    "compte_nombre", "select count(*) from compte k where \(filtre)", bind: { filtre, p in bindFiltre(filtre, &p) },
    decode: { row in try row.int8() })

  package static var all: [AnyStatement] {
    [
      lire.erased, lirePourModifier.erased, soi.erased, soiPourModifier.erased, verrouiller.erased, elargir.erased, resserrer.erased,
      rattacherEchus.erased, constater.erased, effacer.erased, habilitation.erased, unites.erased, memePersonne.erased, nomme.erased, inserer.erased,
      ouvrirAcces.erased, modifier.erased, renommerSessions.erased, autresGestionnaires.erased, inactiver.erased, rattacher.erased,
      reactiver.erased, parNom.erased, recents.erased, nombre.erased,
    ]
  }
}

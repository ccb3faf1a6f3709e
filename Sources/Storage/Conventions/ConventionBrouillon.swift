package import Domain
package import FoundationEssentials
package import Postgres

/// What may still change of an act that nobody has signed.
package struct TexteConvention: Sendable {
  package let id: UUID
  package var modele: ModeleReference
  package var objet: String?
  package var objectifs: String?
  package var publicConcerne: String?
  package var cadreNational: String?
  package let instant: Instant

  package init(_ lue: ConventionLue, instant: Instant) {
    id = lue.id
    modele = ModeleReference(code: lue.modele.code, version: lue.modele.version)
    objet = lue.objetSigne
    objectifs = lue.objectifsSignes
    publicConcerne = lue.publicConcerne
    cadreNational = lue.cadreNational
    self.instant = instant
  }
}

extension ConventionStatements {
  package static let modifier = Statement<TexteConvention, Void>(
    "convention_modifier",
    """
    update convention set modele_code = $2::text, modele_version = $3::int4, objet = $4::text, objectifs = $5::text, public = $6::text,
      cadre_national = $7::text, modifie_le = $8::timestamptz, version = version + 1
    where id = $1::uuid
    """,
    bind: { texte, p in
      p.uuid(texte.id)
      p.text(texte.modele.code)
      p.int(texte.modele.version)
      p.text(texte.objet)
      p.text(texte.objectifs)
      p.text(texte.publicConcerne)
      p.text(texte.cadreNational)
      p.instant(texte.instant)
    })

  /// Offers an act for signature, or takes it back to the draft (V-28).
  package static let changerProposition = Statement<(id: UUID, estProposee: Bool, instant: Instant), Void>(
    "convention_changer_proposition",
    """
    update convention set proposee_le = case when $2::bool then $3::timestamptz end, modifie_le = $3::timestamptz, version = version + 1
    where id = $1::uuid
    """,
    bind: { change, p in
      p.uuid(change.id)
      p.bool(change.estProposee)
      p.instant(change.instant)
    })

  /// An act taken back opens nothing any more: the oldest other one that is offered becomes the title, if there is one (V-38). An act
  /// in effect is never taken back.
  package static let retirerTitre = Statement<UUID, Void>(
    "convention_retirer_titre",
    """
    update partenaire_caisse r set convention_id = (
      select w.id from convention w
      where w.caisse_id = r.caisse_id and w.partenaire_id = r.partenaire_id and w.nature <> 'METIER' and w.id <> $1::uuid
        and w.proposee_le is not null
      order by w.cree_le, w.id limit 1)
    where r.convention_id = $1::uuid and r.premier_jour is null
    """,
    bind: { id, p in p.uuid(id) })
}

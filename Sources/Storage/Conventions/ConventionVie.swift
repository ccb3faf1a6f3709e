package import Domain
package import FoundationEssentials
package import Postgres

/// What a change leaves written of an act: the model it holds to, and its life as the domain computes it from its facts.
package struct VieConvention: Sendable {
  package let id: UUID
  package let modeleVersion: Int
  package let premierJour: Jour?
  package let fin: FinConvention?
  package let instant: Instant

  package init(id: UUID, modeleVersion: Int, _ faits: FaitsConvention, instant: Instant) {
    self.id = id
    self.modeleVersion = modeleVersion
    premierJour = faits.dateEffet
    fin = faits.fin
    self.instant = instant
  }
}

extension ConventionStatements {
  /// Writes the life of an act and moves its version on, whatever has changed it. The overlap of two lives is refused here under
  /// concurrency (V-37, constraint `convention_deja_en_vigueur`).
  package static let ecrireVie = Statement<VieConvention, Void>(
    "convention_ecrire_vie",
    """
    update convention set modele_version = $2::int4, premier_jour = $3::date, dernier_jour = $4::date, fin = $5::text,
      modifie_le = $6::timestamptz, version = version + 1
    where id = $1::uuid
    """,
    bind: { vie, p in
      p.uuid(vie.id)
      p.int(vie.modeleVersion)
      p.jour(vie.premierJour)
      p.jour(vie.fin?.dernierJour)
      p.text(vie.fin?.cause.rawValue)
      p.instant(vie.instant)
    })

  /// Carries the life of an act that opens the portal to the access of its partner (C-32), in the same transaction: the latest act
  /// in effect is the title; an older one recorded afterwards is not.
  package static let ecrireTitre = Statement<UUID, Void>(
    "convention_ecrire_titre",
    """
    update partenaire_caisse r set convention_id = v.id, premier_jour = v.premier_jour, dernier_jour = v.dernier_jour
    from convention v
    where v.id = $1::uuid and v.nature <> 'METIER' and v.premier_jour is not null
      and r.caisse_id = v.caisse_id and r.partenaire_id = v.partenaire_id
      and (r.convention_id = v.id or r.premier_jour is null or r.premier_jour < v.premier_jour)
    """,
    bind: { id, p in p.uuid(id) })

  /// Makes an act still to be signed the title where there is none, so that trial units may open before the signature (V-38, Q-48).
  package static let proposerTitre = Statement<UUID, Void>(
    "convention_proposer_titre",
    """
    update partenaire_caisse r set convention_id = v.id
    from convention v
    where v.id = $1::uuid and v.nature <> 'METIER'
      and r.caisse_id = v.caisse_id and r.partenaire_id = v.partenaire_id and r.convention_id is null
    """,
    bind: { id, p in p.uuid(id) })
}

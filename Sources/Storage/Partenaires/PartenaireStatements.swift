package import Domain
package import FoundationEssentials
package import Postgres

package enum PartenaireStatements {
  package static let lire = Statement<UUID, PartenaireLu>(
    "partenaire_lire", "select \(PartenaireLu.columns) from partenaire p where p.id = $1::uuid and \(PartenaireLu.scope)",
    bind: { id, p in p.uuid(id) }, decode: { row in try PartenaireLu(&row) })

  /// The same, locked until the end of the transaction.
  package static let lirePourModifier = Statement<UUID, PartenaireLu>(
    "partenaire_lire_pour_modifier", "\(lire.sql) for no key update of p", bind: lire.bind, decode: lire.decode)

  package static let inserer = Statement<PartenaireAEcrire, Void>(
    "partenaire_inserer",
    """
    insert into partenaire (id, denomination, adresse, code_postal, commune, siret, siren, effectif, effectif_declare_le, domaines_email,
      service_porteur, signataire_qualite, attestation_europe_le, cree_le, modifie_le, type)
    values ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::int4, $9::date, $10::text[], $11::text, $12::text,
      $13::date, $14::timestamptz, $14::timestamptz, $15::text)
    """,
    bind: { partenaire, p in
      partenaire.bind(&p)
      p.text(partenaire.type)
    })

  /// Replaces every column but the type, and moves the version on.
  package static let modifier = Statement<PartenaireAEcrire, Void>(
    "partenaire_modifier",
    """
    update partenaire set denomination = $2::text, adresse = $3::text, code_postal = $4::text, commune = $5::text, siret = $6::text,
      siren = $7::text, effectif = $8::int4, effectif_declare_le = $9::date, domaines_email = $10::text[], service_porteur = $11::text,
      signataire_qualite = $12::text, attestation_europe_le = $13::date, modifie_le = $14::timestamptz, version = version + 1
    where id = $1::uuid
    """,
    bind: { partenaire, p in partenaire.bind(&p) })

  package struct Relation: Sendable {
    package let partenaireId: UUID
    package let habiliteDocumentsSortants: Bool
    package let instant: Instant

    package init(partenaireId: UUID, habiliteDocumentsSortants: Bool, instant: Instant) {
      self.partenaireId = partenaireId
      self.habiliteDocumentsSortants = habiliteDocumentsSortants
      self.instant = instant
    }
  }

  /// Ties a partner to the caisse of the open context (P-07).
  package static let rattacher = Statement<Relation, Void>(
    "partenaire_rattacher",
    """
    insert into partenaire_caisse (partenaire_id, caisse_id, habilite_documents_sortants, cree_le)
    values ($1::uuid, contexte('caisse'), $2::bool, $3::timestamptz)
    """,
    bind: { relation, p in
      p.uuid(relation.partenaireId)
      p.bool(relation.habiliteDocumentsSortants)
      p.instant(relation.instant)
    })

  /// Sets what the caisse of the open context allows the partner (P-18).
  package static let habiliter = Statement<(partenaireId: UUID, habilite: Bool), Void>(
    "partenaire_habiliter",
    """
    update partenaire_caisse set habilite_documents_sortants = $2::bool where caisse_id = contexte('caisse') and partenaire_id = $1::uuid
    """,
    bind: { change, p in
      p.uuid(change.partenaireId)
      p.bool(change.habilite)
    })

  /// The civil time that the caisse of the open context lives in.
  package static let fuseau = Statement<Void, FuseauHoraire>(
    "partenaire_fuseau", "select c.fuseau from caisse c where c.id = contexte('caisse')",
    decode: { row in try row.text(FuseauHoraire.init(rawValue:)) })

  package static var all: [AnyStatement] {
    [
      lire.erased, lirePourModifier.erased, inserer.erased, modifier.erased, rattacher.erased, habiliter.erased, fuseau.erased,
      parDenomination.erased, plusRecents.erased, compter.erased, recherches.erased, compterRecherches.erased,
    ]
  }
}

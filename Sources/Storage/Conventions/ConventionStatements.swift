package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

package enum ConventionStatements {
  /// Which convention, and the versions of models that need not travel again.
  package struct Cle: Sendable {
    package let id: UUID
    package let connus: [String]

    package init(_ id: UUID, _ cache: ParametresCache) {
      self.id = id
      connus = cache.connus
    }
  }

  static func lecture(_ name: String, _ condition: String) -> Statement<Cle, ConventionLue> {
    Statement(
      name, "select \(ConventionColumns.sql) from \(ConventionColumns.joins) where \(condition) and \(ConventionColumns.scope)",
      bind: { key, p in
        p.texts(key.connus)
        p.uuid(key.id)
      }, decode: { row in try ConventionColumns.read(&row) })
  }

  package static let lire = lecture("convention_lire", "v.id = $2::uuid")

  /// The acts that open the portal to a partner, one at most for each caisse in sight: where its accounts and quotas come from.
  package static let titres = lecture(
    "convention_titres",
    "v.partenaire_id = $2::uuid and exists (select from partenaire_caisse r where r.convention_id = v.id)")

  /// Every act of a partner in sight: what a new one must live beside (V-37).
  package static let duPartenaire = lecture("convention_du_partenaire", "v.partenaire_id = $2::uuid")

  /// The other acts of the same couple.
  package static let voisines = lecture(
    "convention_voisines",
    """
    v.id <> $2::uuid and exists (
      select from convention w where w.id = $2::uuid and w.caisse_id = v.caisse_id and w.partenaire_id = v.partenaire_id)
    """)

  /// The usage acts behind a core act: their life follows its own (V-08, V-11, V-22).
  package static let dependantes = lecture("convention_dependantes", "v.convention_metier_id = $2::uuid")

  /// Holds the couple (partner, caisse of the open context) of a convention until the end of the transaction. Every change of the
  /// life of an act starts here, and reads what it decides on in a later statement: that one sees what the former holder committed.
  package static let verrouillerCouple = Statement<UUID, Void>(
    "convention_verrouiller_couple",
    """
    select from partenaire_caisse r where r.caisse_id = contexte('caisse')
      and r.partenaire_id = (select v.partenaire_id from convention v where v.id = $1::uuid and v.caisse_id = contexte('caisse'))
    for no key update of r
    """,
    bind: { id, p in p.uuid(id) })

  package struct Nouvelle: Sendable {
    package let id: UUID
    package let partenaireId: UUID
    package let nature: NatureConvention
    package let modeleCode: String
    package let modeleVersion: Int
    package let metierId: UUID?
    package let objet: String?
    package let objectifs: String?
    package let publicConcerne: String?
    package let cadreNational: String?
    package let estBrouillon: Bool
    package let instant: Instant

    package init(
      id: UUID, partenaireId: UUID, nature: NatureConvention, modeleCode: String, modeleVersion: Int, metierId: UUID?, objet: String?,
      objectifs: String?, publicConcerne: String?, cadreNational: String?, estBrouillon: Bool, instant: Instant
    ) {
      self.id = id
      self.partenaireId = partenaireId
      self.nature = nature
      self.modeleCode = modeleCode
      self.modeleVersion = modeleVersion
      self.metierId = metierId
      self.objet = objet
      self.objectifs = objectifs
      self.publicConcerne = publicConcerne
      self.cadreNational = cadreNational
      self.estBrouillon = estBrouillon
      self.instant = instant
    }
  }

  package static let inserer = Statement<Nouvelle, Void>(
    "convention_inserer",
    """
    insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, convention_metier_id, objet, objectifs,
      public, cadre_national, proposee_le, cree_le, modifie_le)
    values ($1::uuid, contexte('caisse'), $2::uuid, $3::text, $4::text, $5::int4, $6::uuid, $7::text, $8::text, $9::text, $10::text,
      case when not $11::bool then $12::timestamptz end, $12::timestamptz, $12::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.id)
      p.uuid(new.partenaireId)
      p.text(new.nature.rawValue)
      p.text(new.modeleCode)
      p.int(new.modeleVersion)
      p.uuid(new.metierId)
      p.text(new.objet)
      p.text(new.objectifs)
      p.text(new.publicConcerne)
      p.text(new.cadreNational)
      p.bool(new.estBrouillon)
      p.instant(new.instant)
    })

  package struct SignatureNouvelle: Sendable {
    package let id: UUID
    package let conventionId: UUID
    package let signature: Signature
    package let lieu: String?
    package let exemplaires: Int?
    package let deliberation: JSONValue?
    package let instant: Instant

    package init(
      id: UUID, conventionId: UUID, signature: Signature, lieu: String?, exemplaires: Int?, deliberation: JSONValue?, instant: Instant
    ) {
      self.id = id
      self.conventionId = conventionId
      self.signature = signature
      self.lieu = lieu
      self.exemplaires = exemplaires
      self.deliberation = deliberation
      self.instant = instant
    }
  }

  package static let signer = Statement<SignatureNouvelle, Void>(
    "convention_signer",
    """
    insert into signature (id, convention_id, partie, qualite, date, lieu, exemplaires, pour_ordre_de, deliberation, cree_le)
    values ($1::uuid, $2::uuid, $3::text, $4::text, $5::date, $6::text, $7::int4, $8::text, $9::jsonb, $10::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.id)
      p.uuid(new.conventionId)
      p.text(new.signature.partie.rawValue)
      p.text(new.signature.qualite)
      p.jour(new.signature.date)
      p.text(new.lieu)
      p.int(new.exemplaires)
      p.text(new.signature.pourOrdreDe)
      p.json(new.deliberation)
      p.instant(new.instant)
    })

  /// The caisse's own switch over a feature (D-08).
  package static let commuter = Statement<(conventionId: UUID, code: Fonctionnalite, active: Bool, instant: Instant), Void>(
    "convention_commuter",
    """
    insert into fonctionnalite (convention_id, code, active, modifie_le) values ($1::uuid, $2::text, $3::bool, $4::timestamptz)
    on conflict (convention_id, code) do update set active = excluded.active, modifie_le = excluded.modifie_le
    """,
    bind: { change, p in
      p.uuid(change.conventionId)
      p.text(change.code.rawValue)
      p.bool(change.active)
      p.instant(change.instant)
    })

  package static var all: [AnyStatement] {
    [
      lire.erased, titres.erased, duPartenaire.erased, voisines.erased, dependantes.erased, verrouillerCouple.erased, inserer.erased,
      signer.erased, commuter.erased, ecrireVie.erased, ecrireTitre.erased, proposerTitre.erased, retirerTitre.erased, modifier.erased,
      changerProposition.erased, deLaCaisse.erased, deLaCaisseAnciennes.erased,
      duContexte.erased, duContexteAnciennes.erased, nombreDeLaCaisse.erased, nombreDuContexte.erased,
    ]
  }
}

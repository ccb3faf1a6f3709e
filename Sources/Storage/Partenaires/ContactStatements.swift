package import Domain
package import FoundationEssentials
package import Postgres

/// One contact of the parties of an agreement: what is shown of it, and what is written.
package struct ContactLu: Sendable {
  package let id: UUID
  package let partenaireId: UUID
  package let caisseId: UUID
  package let role: String
  package let partie: String
  package var fonction: String?
  package var civilite: String?
  package var nom: String?
  package var prenom: String?
  package var email: String?
  package var telephone: String?
  package var uniteId: UUID?
  package var organisme: String?
  package var adresse: String?
  package var conventionId: UUID?
  package var usage: String?
  package var version: Int
  package let creeLe: Instant
  package var modifieLe: Instant

  package init(id: UUID, partenaireId: UUID, caisseId: UUID, role: String, partie: String, instant: Instant) {
    self.id = id
    self.partenaireId = partenaireId
    self.caisseId = caisseId
    self.role = role
    self.partie = partie
    version = 1
    creeLe = instant
    modifieLe = instant
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    partenaireId = try row.uuid()
    caisseId = try row.uuid()
    role = try row.text()
    partie = try row.text()
    fonction = try row.textOrNull()
    civilite = try row.textOrNull()
    nom = try row.textOrNull()
    prenom = try row.textOrNull()
    email = try row.textOrNull()
    telephone = try row.textOrNull()
    uniteId = try row.uuidOrNull()
    organisme = try row.textOrNull()
    adresse = try row.textOrNull()
    conventionId = try row.uuidOrNull()
    usage = try row.textOrNull()
    version = try row.int()
    creeLe = try row.instant()
    modifieLe = try row.instant()
  }
}

package enum ContactStatements {
  private static let columns = """
    k.id, k.partenaire_id, k.caisse_id, k.role, k.partie, k.fonction, k.civilite, k.nom, k.prenom, k.email, k.telephone, k.unite_id,
      k.organisme, k.adresse, k.convention_id, k.usage, k.version, k.cree_le, k.modifie_le
    """

  /// The contacts that the caisse of the open context keeps, or all those of its partner.
  private static let scope = "(k.caisse_id = (select contexte('caisse')) or k.partenaire_id = (select contexte('partenaire')))"

  package struct Page: Sendable {
    package let partenaireId: UUID
    package let apresPartie: String?
    package let apresRole: String?
    package let apresNom: String?
    package let apresId: UUID?
    package let limite: Int

    package init(partenaireId: UUID, apresPartie: String?, apresRole: String?, apresNom: String?, apresId: UUID?, limite: Int) {
      self.partenaireId = partenaireId
      self.apresPartie = apresPartie
      self.apresRole = apresRole
      self.apresNom = apresNom
      self.apresId = apresId
      self.limite = limite
    }
  }

  /// By party, role, then name; the nameless first.
  package static let lister = Statement<Page, ContactLu>(
    "contact_lister",
    """
    select \(columns) from contact k
    where k.partenaire_id = $1::uuid and \(scope)
      and ($2::text is null or (k.partie collate "C", k.role collate "C", coalesce(k.nom, '') collate "C", k.id)
        > ($2::text, $3::text, $4::text, $5::uuid))
    order by k.partie collate "C", k.role collate "C", coalesce(k.nom, '') collate "C", k.id limit $6::int8
    """,
    bind: { page, p in
      p.uuid(page.partenaireId)
      p.text(page.apresPartie)
      p.text(page.apresRole)
      p.text(page.apresNom)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try ContactLu(&row) })

  package static let compter = Statement<UUID, Int64>(
    "contact_compter", "select count(*) from contact k where k.partenaire_id = $1::uuid and \(scope)", bind: { id, p in p.uuid(id) },
    decode: { row in try row.int8() })

  /// Locked until the end of the transaction.
  package static let lirePourModifier = Statement<UUID, ContactLu>(
    "contact_lire_pour_modifier", "select \(columns) from contact k where k.id = $1::uuid and \(scope) for update",
    bind: { id, p in p.uuid(id) }, decode: { row in try ContactLu(&row) })

  private static func bind(_ contact: ContactLu, _ p: inout ParameterEncoder) {
    p.uuid(contact.id)
    p.text(contact.fonction)
    p.text(contact.civilite)
    p.text(contact.nom)
    p.text(contact.prenom)
    p.text(contact.email)
    p.text(contact.telephone)
    p.uuid(contact.uniteId)
    p.text(contact.organisme)
    p.text(contact.adresse)
    p.uuid(contact.conventionId)
    p.text(contact.usage)
    p.int(contact.version)
    p.instant(contact.modifieLe)
  }

  package static let inserer = Statement<ContactLu, Void>(
    "contact_inserer",
    """
    insert into contact (id, fonction, civilite, nom, prenom, email, telephone, unite_id, organisme, adresse, convention_id, usage, version,
      modifie_le, cree_le, partenaire_id, caisse_id, role, partie)
    values ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::uuid, $9::text, $10::text, $11::uuid, $12::text,
      $13::int4, $14::timestamptz, $14::timestamptz, $15::uuid, $16::uuid, $17::text, $18::text)
    """,
    bind: { contact, p in
      bind(contact, &p)
      p.uuid(contact.partenaireId)
      p.uuid(contact.caisseId)
      p.text(contact.role)
      p.text(contact.partie)
    })

  /// Replaces all but the role and the party (P-14).
  package static let modifier = Statement<ContactLu, Void>(
    "contact_modifier",
    """
    update contact set fonction = $2::text, civilite = $3::text, nom = $4::text, prenom = $5::text, email = $6::text, telephone = $7::text,
      unite_id = $8::uuid, organisme = $9::text, adresse = $10::text, convention_id = $11::uuid, usage = $12::text, version = $13::int4,
      modifie_le = $14::timestamptz
    where id = $1::uuid
    """,
    bind: { contact, p in bind(contact, &p) })

  package static let supprimer = Statement<UUID, Void>(
    "contact_supprimer", "delete from contact where id = $1::uuid", bind: { id, p in p.uuid(id) })

  /// The agreements of a partner with the caisse of the open context: what a contact may name.
  package static let conventions = Statement<UUID, UUID>(
    "contact_conventions", "select v.id from convention v where v.caisse_id = (select contexte('caisse')) and v.partenaire_id = $1::uuid",
    bind: { id, p in p.uuid(id) }, decode: { row in try row.uuid() })

  package static var all: [AnyStatement] {
    [lister.erased, compter.erased, lirePourModifier.erased, inserer.erased, modifier.erased, supprimer.erased, conventions.erased]
  }
}

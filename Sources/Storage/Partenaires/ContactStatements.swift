package import Domain
package import FoundationEssentials
package import Postgres

/// One contact of the parties of an agreement: what is shown of it, and what is written.
package struct ContactLu: Sendable {
  package var id = UUID.nul
  package var partenaireId = UUID.nul
  package var caisseId = UUID.nul
  package var role = ""
  package var partie = ""
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
  package var version = 1
  package var creeLe = Instant(microsecondes: 0)
  package var modifieLe = Instant(microsecondes: 0)

  fileprivate init() {}

  package init(id: UUID, partenaireId: UUID, caisseId: UUID, role: String, partie: String, instant: Instant) {
    self.id = id
    self.partenaireId = partenaireId
    self.caisseId = caisseId
    self.role = role
    self.partie = partie
    creeLe = instant
    modifieLe = instant
  }
}

package enum ContactStatements {
  /// The role and the party never change (P-14); the journal keeps no person's particulars.
  package static let table = Table<ContactLu>(
    "contact", "k", vierge: ContactLu(),
    champs: [
      Champ("id", \.id, .creation),
      Champ("version", \.version),
      Champ("partenaire_id", \.partenaireId, .creation),
      Champ("caisse_id", \.caisseId, .creation, montre: false),
      Champ("role", \.role, .creation, trace: true),
      Champ("partie", \.partie, .creation, trace: true),
      Champ("fonction", \.fonction),
      Champ("civilite", \.civilite),
      Champ("nom", \.nom),
      Champ("prenom", \.prenom),
      Champ("email", \.email),
      Champ("telephone", \.telephone),
      Champ("unite_id", \.uniteId),
      Champ("organisme", \.organisme),
      Champ("adresse", \.adresse),
      Champ("convention_id", \.conventionId),
      Champ("usage", \.usage),
      Champ("cree_le", \.creeLe, .creation),
      Champ("modifie_le", \.modifieLe),
    ])

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
  package static let lister = table.lecture(
    "contact_lister",
    """
    from contact k
    where k.partenaire_id = $1::uuid and \(scope)
      and ($2::text is null or (k.partie collate "C", k.role collate "C", coalesce(k.nom, '') collate "C", k.id)
        > ($2::text, $3::text, $4::text, $5::uuid))
    order by k.partie collate "C", k.role collate "C", coalesce(k.nom, '') collate "C", k.id limit $6::int8
    """
  ) { (page: Page, p) in
    p.uuid(page.partenaireId)
    p.text(page.apresPartie)
    p.text(page.apresRole)
    p.text(page.apresNom)
    p.uuid(page.apresId)
    p.int8(page.limite)
  }

  package static let compter = Statement<UUID, Int64>(
    "contact_compter", Decompte.sql("from contact k where k.partenaire_id = $1::uuid and \(scope)"), bind: { id, p in p.uuid(id) },
    decode: { row in try row.int8() })

  /// Locked until the end of the transaction.
  package static let lirePourModifier = table.lecture(
    "contact_lire_pour_modifier", "from contact k where k.id = $1::uuid and \(scope) for update"
  ) { (id: UUID, p) in p.uuid(id) }

  package static let inserer = table.inserer("contact_inserer")
  package static let modifier = table.modifier("contact_modifier")

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

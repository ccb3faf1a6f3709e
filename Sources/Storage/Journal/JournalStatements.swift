package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

/// What kind of object an event tells of.
package enum ObjetJournal: String, Sendable {
  case caisse = "CAISSE"
  case modele = "MODELE"
  case partenaire = "PARTENAIRE"
  case unite = "UNITE"
  case contact = "CONTACT"
  case convention = "CONVENTION"
  case compte = "COMPTE"
  case session = "SESSION"
  case demande = "DEMANDE"
}

/// One line of the journal (C-46, C-58, R-35): who, when, what, on which object. Never a secret, never an insured person's identity.
package struct Evenement: Sendable {
  package var instant: Instant
  package var acteurId: UUID?
  package var acteurRole: String
  package var acteurLibelle: String?
  package var caisseId: UUID?
  package var partenaireId: UUID?
  package var objet: ObjetJournal
  package var objetId: UUID
  package var code: String
  package var regle: String?
  package var avant: JSONValue?
  package var apres: JSONValue?
  package var requete: String?

  package init(
    instant: Instant, acteurId: UUID? = nil, acteurRole: String, acteurLibelle: String? = nil, caisseId: UUID? = nil,
    partenaireId: UUID? = nil, objet: ObjetJournal, objetId: UUID, code: String, regle: String? = nil, avant: JSONValue? = nil,
    apres: JSONValue? = nil, requete: String? = nil
  ) {
    self.instant = instant
    self.acteurId = acteurId
    self.acteurRole = acteurRole
    self.acteurLibelle = acteurLibelle
    self.caisseId = caisseId
    self.partenaireId = partenaireId
    self.objet = objet
    self.objetId = objetId
    self.code = code
    self.regle = regle
    self.avant = avant
    self.apres = apres
    self.requete = requete
  }
}

package enum JournalStatements {
  package static let ajouter = Statement<Evenement, Void>(
    "journal_ajouter",
    """
    insert into evenement (instant, acteur_id, acteur_role, acteur_libelle, caisse_id, partenaire_id, objet, objet_id, code, regle,
      avant, apres, requete)
    values ($1::timestamptz, $2::uuid, $3::text, $4::text, $5::uuid, $6::uuid, $7::text, $8::uuid, $9::text, $10::text,
      $11::jsonb, $12::jsonb, $13::text)
    """,
    bind: { event, p in
      p.timestamptz(event.instant.microsecondes)
      p.uuid(event.acteurId)
      p.text(event.acteurRole)
      p.text(event.acteurLibelle)
      p.uuid(event.caisseId)
      p.uuid(event.partenaireId)
      p.text(event.objet.rawValue)
      p.uuid(event.objetId)
      p.text(event.code)
      p.text(event.regle)
      p.json(event.avant)
      p.json(event.apres)
      p.text(event.requete)
    })

  package struct Page: Sendable {
    package let objetId: UUID
    package let apres: Int64?
    package let limite: Int

    package init(objetId: UUID, apres: Int64?, limite: Int) {
      self.objetId = objetId
      self.apres = apres
      self.limite = limite
    }
  }

  /// One event as its object's readers see it.
  package struct EvenementLu: Sendable {
    package let rang: Int64
    package let instant: Instant
    package let code: String
    package let acteurRole: String
    package let acteurLibelle: String?
    package let avant: JSONValue?
    package let apres: JSONValue?
    package let regle: String?
  }

  /// The events of one object, in order, as far as they concern the reader's caisse or partner. The reader's right to the object itself
  /// is checked by reading the object in the same batch.
  package static let historique = Statement<Page, EvenementLu>(
    "journal_historique",
    """
    select e.id, e.instant, e.code, e.acteur_role, e.acteur_libelle, e.avant, e.apres, e.regle from evenement e
    where e.objet_id = $1::uuid and e.id > (select coalesce($2::int8, 0))
      and (e.caisse_id = (select contexte('caisse')) or (select contexte('caisse')) = any (e.caisses)
        or e.partenaire_id = (select contexte('partenaire')))
    order by e.id limit $3::int8
    """,
    bind: { page, p in
      p.uuid(page.objetId)
      p.int8(page.apres)
      p.int8(page.limite)
    },
    decode: { row in
      EvenementLu(
        rang: try row.int8(), instant: try row.instant(), code: try row.text(), acteurRole: try row.text(),
        acteurLibelle: try row.textOrNull(), avant: try row.jsonOrNull(), apres: try row.jsonOrNull(), regle: try row.textOrNull())
    })

  package static var all: [AnyStatement] { [ajouter.erased, historique.erased] }
}

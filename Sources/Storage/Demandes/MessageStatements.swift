package import Domain
package import FoundationEssentials
package import Postgres

/// One message of the dialogue of a demande (D-22, D-30).
package struct MessageLu: Sendable {
  package let id: UUID
  /// Order of writing, over all demandes; nil until it is read.
  package let rang: Int64?
  package let demandeId: UUID
  package let auteurRole: String
  package let auteurLibelle: String
  package let texte: String
  package let attendReponse: Bool
  package let avertissements: [String]
  package let creeLe: Instant
}

package struct MessageAInserer: Sendable {
  package let demande: DemandeLue
  /// What reading it will give, once it is committed.
  package let lu: MessageLu

  package init(
    id: UUID, demande: DemandeLue, auteurRole: String, auteurLibelle: String, texte: String, attendReponse: Bool, avertissements: [String],
    creeLe: Instant
  ) {
    self.demande = demande
    lu = MessageLu(
      id: id, rang: nil, demandeId: demande.id, auteurRole: auteurRole, auteurLibelle: auteurLibelle, texte: texte, attendReponse: attendReponse,
      avertissements: avertissements, creeLe: creeLe)
  }
}

package enum MessageStatements {
  private static let columns = "m.id, m.rang, m.demande_id, m.auteur_role, m.auteur_libelle, m.texte, m.attend_reponse, m.avertissements, m.cree_le"

  private static func read(_ row: inout RowReader) throws(DecodingFailure) -> MessageLu {
    MessageLu(
      id: try row.uuid(), rang: try row.int8(), demandeId: try row.uuid(), auteurRole: try row.text(), auteurLibelle: try row.text(),
      texte: try row.text(),
      attendReponse: try row.bool(), avertissements: try row.texts(), creeLe: try row.instant())
  }

  package static let inserer = Statement<MessageAInserer, Void>(
    "message_inserer",
    """
    insert into message (caisse_id, id, demande_id, partenaire_id, unite_id, auteur_id, auteur_role, auteur_libelle, texte,
      attend_reponse, avertissements, cree_le)
    values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, contexte('compte'), current_setting('ep.role'), $6::text, $7::text, $8::bool,
      $9::text[], $10::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.demande.caisseId)
      p.uuid(new.lu.id)
      p.uuid(new.demande.id)
      p.uuid(new.demande.partenaireId)
      p.uuid(new.demande.uniteId)
      p.text(new.lu.auteurLibelle)
      p.text(new.lu.texte)
      p.bool(new.lu.attendReponse)
      p.texts(new.lu.avertissements)
      p.instant(new.lu.creeLe)
    })

  package struct Page: Sendable {
    package let demandeId: UUID
    package let apresRang: Int64?
    package let limite: Int

    package init(demandeId: UUID, apresRang: Int64?, limite: Int) {
      self.demandeId = demandeId
      self.apresRang = apresRang
      self.limite = limite
    }
  }

  /// In order of writing; those of a demande within the actor's scope.
  package static let lister = Statement<Page, MessageLu>(
    "message_lister",
    """
    select \(columns) from message m
    where m.caisse_id = (select d.caisse_id from demande d where d.id = $1::uuid and \(DemandeColumns.scope))
      and m.demande_id = $1::uuid and m.rang > (select coalesce($2::int8, 0))
    order by m.rang limit $3::int8
    """,
    bind: { page, p in
      p.uuid(page.demandeId)
      p.int8(page.apresRang)
      p.int8(page.limite)
    },
    decode: { row in try read(&row) })

  package static var all: [AnyStatement] { [inserer.erased, lister.erased] }
}

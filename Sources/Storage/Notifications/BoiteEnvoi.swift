import Bytes
package import FoundationEssentials
package import JSON
package import Postgres

/// One message of the outbox, taken by this messager and by no other.
package struct NotificationAEnvoyer: Sendable {
  package let id: UUID
  /// Nil: written by a version that knows more models.
  package let modele: ModeleNotification?
  package let destinataire: String
  package let donnees: JSONValue
  /// False when the link that it would carry opens nothing any more: used, replaced or expired.
  package let lienVivant: Bool
  /// Attempts that have failed.
  package let tentatives: Int
}

/// The outbox as the messager empties it, any number of them at a time: each message is taken by a row lock that others skip, and is done
/// with in the same transaction. A messager that dies in between sends again: at least once, never lost.
package struct BoiteEnvoi {
  private let base: AdminConnection

  package init(_ base: AdminConnection) { self.base = base }

  /// What became of a message.
  package enum Issue: Sendable, Equatable {
    case envoyee
    /// Worth another attempt. The reason never quotes the message.
    case echouee(String)
    /// Worth none.
    case abandonnee(String)
  }

  /// Attempts before a message is given up: the last one comes some 30 hours after the first.
  package static let tentativesMax = 12
  private static let attenteMaxMinutes = 360

  /// Takes the message that has waited longest, gives it to `envoyer` and records the issue. False when nothing is due.
  package func traiterUne(_ envoyer: (NotificationAEnvoyer) -> Issue) throws -> Bool {
    try base.run("begin")
    do {
      guard let message = try prendre() else {
        try base.run("commit")
        return false
      }
      try noter(envoyer(message), message)
      try base.run("commit")
      return true
    } catch {
      try? base.run("rollback")
      throw error
    }
  }

  /// The message that has waited longest. One just written is due at once, whatever clock wrote it: a demonstration may live in another year.
  package static let aPrendre = """
    select n.id::text, n.modele, n.destinataire, n.donnees::text, n.tentatives::text,
      n.donnees->>'activation_id' is null or exists (
        select from activation a
        where a.id = (n.donnees->>'activation_id')::uuid and a.utilise_le is null and a.remplace_le is null)
    from notification n
    where n.envoye_le is null and n.abandonne_le is null and (n.tentatives = 0 or n.envoi_prevu_le <= now())
    order by n.envoi_prevu_le, n.id limit 1 for update of n skip locked
    """

  private func prendre() throws -> NotificationAEnvoyer? {
    let rows = try base.query(Self.aPrendre)
    guard let row = rows.first, let id = row[0].flatMap({ UUID(text: $0) }), let modele = row[1], let destinataire = row[2],
      let donnees = row[3].flatMap({ try? JSONReader.parse($0) }), let tentatives = row[4].flatMap({ Int($0) })
    else { return nil }
    return NotificationAEnvoyer(
      id: id, modele: ModeleNotification(rawValue: modele), destinataire: destinataire, donnees: donnees, lienVivant: row[5] == "t",
      tentatives: tentatives)
  }

  private func noter(_ issue: Issue, _ message: NotificationAEnvoyer) throws {
    switch issue {
    case .envoyee:
      _ = try base.query("update notification set envoye_le = now(), derniere_erreur = null where id = $1::uuid", [message.id.text])
    case .echouee(let raison) where message.tentatives + 1 < Self.tentativesMax:
      _ = try base.query(
        """
        update notification set tentatives = tentatives + 1, derniere_erreur = $2::text,
          envoi_prevu_le = now() + make_interval(mins => least(power(2, tentatives)::int, $3::int))
        where id = $1::uuid
        """, [message.id.text, raison, String(Self.attenteMaxMinutes)])
    case .echouee(let raison), .abandonnee(let raison):
      _ = try base.query(
        "update notification set tentatives = tentatives + 1, derniere_erreur = $2::text, abandonne_le = now() where id = $1::uuid",
        [message.id.text, raison])
    }
  }
}

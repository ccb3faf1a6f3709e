package import Domain
package import FoundationEssentials
package import Postgres

/// What a decided transition writes on a demande (D-28); nil leaves a column as it is.
package struct DemandeChangee: Sendable {
  package let id: UUID
  package var etat: String
  package var modifieLe: Instant
  /// The agent in charge: kept, set, or removed (`rendre`).
  package var agent: ChangementAgent = .garder
  package var serviceDestinataire: String?
  package var reponse: String?
  package var motifFin: String?
  package var clotureLe: Instant?

  package enum ChangementAgent: Sendable {
    case garder, retirer
    case poser(UUID, nom: String)
  }

  package init(id: UUID, etat: String, modifieLe: Instant) {
    self.id = id
    self.etat = etat
    self.modifieLe = modifieLe
  }
}

extension DemandeStatements {
  package static let changer = Statement<DemandeChangee, DemandeLue>(
    "demande_changer",
    """
    update demande d set etat = $2::text, modifie_le = $3::timestamptz, version = d.version + 1,
      agent_id = case $4::text when 'POSER' then $5::uuid when 'RETIRER' then null else d.agent_id end,
      agent_nom = case $4::text when 'POSER' then $6::text when 'RETIRER' then null else d.agent_nom end,
      prise_le = case $4::text when 'POSER' then coalesce(d.prise_le, $3::timestamptz) else d.prise_le end,
      service_destinataire = coalesce($7::text, d.service_destinataire),
      reponse = coalesce($8::text, d.reponse), motif_fin = coalesce($9::text, d.motif_fin),
      cloture_le = coalesce($10::timestamptz, d.cloture_le)
    where d.id = $1::uuid
    returning \(DemandeColumns.sql)
    """,
    bind: { change, p in
      p.uuid(change.id)
      p.text(change.etat)
      p.instant(change.modifieLe)
      switch change.agent {
      case .garder:
        p.text("GARDER")
        p.null()
        p.null()
      case .retirer:
        p.text("RETIRER")
        p.null()
        p.null()
      case .poser(let id, let nom):
        p.text("POSER")
        p.uuid(id)
        p.text(nom)
      }
      p.text(change.serviceDestinataire)
      p.text(change.reponse)
      p.text(change.motifFin)
      p.instant(change.clotureLe)
    },
    decode: { row in try DemandeColumns.read(&row) })
}

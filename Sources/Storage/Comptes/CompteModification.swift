package import Domain
package import FoundationEssentials
package import Postgres

extension CompteStatements {
  /// What a decided modification writes; nil leaves a column as it is (C-26 to C-29).
  package struct Modification: Sendable {
    package let id: UUID
    package let decidee: ModificationCompte
    package let instant: Instant

    package init(_ id: UUID, _ decidee: ModificationCompte, a instant: Instant) {
      self.id = id
      self.decidee = decidee
      self.instant = instant
    }
  }

  package static let modifier = Statement<Modification, Void>(
    "compte_modifier",
    """
    update compte k set civilite = coalesce($2::text, k.civilite), nom = coalesce($3::text, k.nom), prenom = coalesce($4::text, k.prenom),
      fonction = coalesce($5::text, k.fonction), telephone = coalesce($6::text, k.telephone), email = coalesce($7::text, k.email),
      statut_personne = coalesce($8::text, k.statut_personne),
      engagement_confidentialite_le = coalesce($9::date, k.engagement_confidentialite_le),
      formation_le = coalesce($10::date, k.formation_le), modifie_le = $11::timestamptz, version = k.version + 1
    where k.id = $1::uuid
    """,
    bind: { change, p in
      p.uuid(change.id)
      p.text(change.decidee.civilite?.rawValue)
      p.text(change.decidee.nom?.texte)
      p.text(change.decidee.prenom?.texte)
      p.text(change.decidee.fonction?.texte)
      p.text(change.decidee.telephone?.texte)
      p.text(change.decidee.email?.texte)
      p.text(change.decidee.statutPersonne?.rawValue)
      p.jour(change.decidee.engagementConfidentialiteLe)
      p.jour(change.decidee.formationLe)
      p.instant(change.instant)
    })

  /// The sessions of an account show the name it has now.
  package static let renommerSessions = Statement<UUID, Void>(
    "compte_renommer_sessions",
    "update session s set libelle = k.prenom || ' ' || k.nom from compte k where k.id = $1::uuid and s.compte_id = k.id",
    bind: { id, p in p.uuid(id) })
}

package import Postgres

/// Every statement of the service, prepared on each connection as it comes up.
package enum AllStatements {
  package static var list: [AnyStatement] {
    SessionStatements.all + JournalStatements.all + IdempotenceStatements.all + EcritureStatements.all + CaisseStatements.all + ModeleStatements.all
      + PartenaireStatements.all + UniteStatements.all + ContactStatements.all + QuotaStatements.all + ConventionStatements.all
      + AvenantStatements.all + DesignationStatements.all + DocumentConventionStatements.all + ActionStatements.all
      + FinConventionStatements.all + PortefeuilleStatements.all + AbonnementStatements.all + InstanceStatements.all
      + DemandeStatements.all + MessageStatements.all + CompteStatements.all + MoiStatements.all
      + ActivationStatements.all + SecretStatements.all + TentativeStatements.all + NotificationStatements.all
  }

  /// Those of the scheduled work, under a role and on connections of its own.
  package static var echeances: [AnyStatement] {
    ConstatStatements.all + [
      CompteStatements.rattacherEchus.erased, CompteStatements.constater.erased, CompteStatements.effacer.erased,
      IdempotenceStatements.oublier.erased,
    ]
  }
}

package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

/// What an e-mail is about. Its text is written when it is sent, so that nothing stored opens anything or ages.
package enum ModeleNotification: String, Sendable, CaseIterable {
  /// C-17: the account is created, here is the link that activates it. `donnees`: `activation_id`, `identifiant`.
  case compteCree = "COMPTE_CREE"
  /// The password has just been changed. `donnees`: `identifiant`.
  case motDePasseChange = "MOT_DE_PASSE_CHANGE"
  /// C-26, C-29: to the former and the new address, it has just been changed. `donnees`: `identifiant`, `nouvelle`.
  case adresseChangee = "ADRESSE_CHANGEE"
  /// C-44, C-45: to the partner, an account was closed for security. `donnees`: `identifiant`, `motif`, `sans_gestionnaire`.
  case inactivationSecurite = "INACTIVATION_SECURITE"
  /// to the other caisses of an account, one of them has closed it for security or opened it again. `donnees`: `identifiant`,
  /// `motif`, `portee` (`COMPTE` or `ACCES`), `leve`.
  case fermetureAutreCaisse = "FERMETURE_AUTRE_CAISSE"
  /// V-07, V-12, V-16, V-22, B-02…: to the parties, something has come in the life of a convention. `donnees`: `code`, `convention_id`,
  /// `nature`, `partenaire`, `caisse`, `jour`; `date_utile`, `tache`, `partie`, `cause` where they mean something.
  case vieConvention = "VIE_CONVENTION"
}

/// The outbox: written with the fact that causes a message, emptied by the messager. Never an insured person's identity, never a secret
/// (J-17, C-18).
package enum NotificationStatements {
  package struct Nouvelle: Sendable {
    package let id: UUID
    package let modele: ModeleNotification
    package let compteId: UUID?
    package let destinataire: String
    package let donnees: JSONValue
    package let instant: Instant

    package init(id: UUID, modele: ModeleNotification, compteId: UUID?, destinataire: String, donnees: JSONValue, a instant: Instant) {
      self.id = id
      self.modele = modele
      self.compteId = compteId
      self.destinataire = destinataire
      self.donnees = donnees
      self.instant = instant
    }
  }

  package static let ajouter = Statement<Nouvelle, Void>(
    "notification_ajouter",
    """
    insert into notification (id, modele, compte_id, destinataire, donnees, cree_le, envoi_prevu_le)
    values ($1::uuid, $2::text, $3::uuid, $4::text, $5::jsonb, $6::timestamptz, $6::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.id)
      p.text(new.modele.rawValue)
      p.uuid(new.compteId)
      p.text(new.destinataire)
      p.json(new.donnees)
      p.instant(new.instant)
    })

  package struct AuPartenaire: Sendable {
    package let compteId: UUID
    package let modele: ModeleNotification
    package let donnees: JSONValue
    package let instant: Instant

    package init(compteId: UUID, modele: ModeleNotification, donnees: JSONValue, a instant: Instant) {
      self.compteId = compteId
      self.modele = modele
      self.donnees = donnees
      self.instant = instant
    }

    fileprivate func bind(_ p: inout ParameterEncoder) {
      p.uuid(compteId)
      p.text(modele.rawValue)
      p.json(donnees)
      p.instant(instant)
    }
  }

  /// A message to each address of `d`. Without `returning`: the API writes messages and reads none.
  private static let ecrire = """
    insert into notification (id, modele, compte_id, destinataire, donnees, cree_le, envoi_prevu_le)
      select d.id, $2::text, $1::uuid, d.email, $3::jsonb, $4::timestamptz, $4::timestamptz from d
    """

  /// To the partner of an account (C-44): its other active gestionnaires of the same unit, and its référents at the caisse that acts. One row
  /// a message: without any, nobody is told.
  package static let ajouterAuPartenaire = Statement<AuPartenaire, UUID>(
    "notification_ajouter_au_partenaire",
    """
    with d as (select gen_random_uuid() as id, t.email from (
      select g.email from compte k join compte g on g.partenaire_id = k.partenaire_id and g.id <> k.id
      where k.id = $1::uuid and g.role = 'GESTIONNAIRE' and etat_compte(g, $4::timestamptz) = 'ACTIF'
        and (k.unite_id is null or g.unite_id = k.unite_id)
      union
      select lower(t.email) from compte k join contact t on t.partenaire_id = k.partenaire_id
      where k.id = $1::uuid and t.caisse_id = contexte('caisse') and t.partie = 'PARTENAIRE' and t.role = 'REFERENT' and t.email is not null
    ) t), ecrites as (\(ecrire))
    select d.id from d
    """,
    bind: { new, p in new.bind(&p) }, decode: { row in try row.uuid() })

  /// To the other caisses of an account. One row a message.
  package static let ajouterAuxAutresCaisses = Statement<AuPartenaire, UUID>(
    "notification_ajouter_aux_autres_caisses",
    """
    with d as (
      select gen_random_uuid() as id, t.email from destinataires_autres_caisses($1::uuid, (select contexte('caisse')), $4::timestamptz) t (email)
    ), ecrites as (\(ecrire))
    select d.id from d
    """,
    bind: { new, p in new.bind(&p) }, decode: { row in try row.uuid() })

  package struct AuxParties: Sendable {
    package let conventionId: UUID
    package let donnees: JSONValue
    package let instant: Instant

    package init(conventionId: UUID, donnees: JSONValue, a instant: Instant) {
      self.conventionId = conventionId
      self.donnees = donnees
      self.instant = instant
    }
  }

  /// To the parties of an act (V-22): see `destinataires_convention`.
  package static let ajouterAuxParties = Statement<AuxParties, Void>(
    "notification_ajouter_aux_parties",
    """
    insert into notification (id, modele, destinataire, donnees, cree_le, envoi_prevu_le)
    select gen_random_uuid(), $2::text, d.email, $3::jsonb, $4::timestamptz, $4::timestamptz
    from destinataires_convention($1::uuid, $4::timestamptz) d (email)
    """,
    bind: { new, p in
      p.uuid(new.conventionId)
      p.text(ModeleNotification.vieConvention.rawValue)
      p.json(new.donnees)
      p.instant(new.instant)
    })

  package static var all: [AnyStatement] { [ajouter.erased, ajouterAuPartenaire.erased, ajouterAuxAutresCaisses.erased, ajouterAuxParties.erased] }
}

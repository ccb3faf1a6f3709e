package import Domain
package import FoundationEssentials
package import Postgres

/// An account decided, to be recorded (C-05, C-17, C-56).
package struct CompteAInserer: Sendable {
  package var id: UUID
  package var role: Role
  package var identifiant: String
  package var etat: EtatCompte
  package var partenaireId: UUID
  package var uniteId: UUID?
  package var civilite: String
  package var nom: String
  package var prenom: String
  package var fonction: String
  package var telephone: String
  package var email: String
  package var statutPersonne: String?
  package var equipementAntivirus: Bool?
  package var engagementConfidentialiteLe: Jour?
  package var formationLe: Jour?
  package var gestionnaireId: UUID?
  package var remplaceId: UUID?
  package var horsQuota: Bool
  package var creeLe: Instant

  package init(_ nouveau: NouveauCompte, id: UUID, identifiant: String, partenaireId: UUID, creeLe: Instant) {
    self.id = id
    role = nouveau.profil.role
    self.identifiant = identifiant
    etat = nouveau.etat
    self.partenaireId = partenaireId
    uniteId = nouveau.uniteId
    civilite = nouveau.identite.civilite.rawValue
    nom = nouveau.identite.nom.texte
    prenom = nouveau.identite.prenom.texte
    fonction = nouveau.identite.fonction.texte
    telephone = nouveau.identite.telephone.texte
    email = nouveau.identite.email.texte
    statutPersonne = nouveau.statutPersonne?.rawValue
    equipementAntivirus = nouveau.equipementAntivirus
    engagementConfidentialiteLe = nouveau.engagementConfidentialiteLe
    formationLe = nouveau.formationLe
    gestionnaireId = nouveau.gestionnaireId
    remplaceId = nouveau.remplaceId
    horsQuota = nouveau.horsQuota
    self.creeLe = creeLe
  }
}

extension CompteStatements {
  package static let inserer = Statement<CompteAInserer, Void>(
    "compte_inserer",
    """
    insert into compte (id, role, identifiant, etat, partenaire_id, unite_id, civilite, nom, prenom, fonction, telephone, email,
      statut_personne, equipement_antivirus, engagement_confidentialite_le, formation_le, gestionnaire_id, remplace_id, hors_quota,
      cree_par, cree_le, modifie_le)
    values ($1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::uuid, $7::text, $8::text, $9::text, $10::text, $11::text, $12::text,
      $13::text, $14::bool, $15::date, $16::date, $17::uuid, $18::uuid, $19::bool, contexte('compte'), $20::timestamptz, $20::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.id)
      p.text(new.role.rawValue)
      p.text(new.identifiant)
      p.text(new.etat.rawValue)
      p.uuid(new.partenaireId)
      p.uuid(new.uniteId)
      p.text(new.civilite)
      p.text(new.nom)
      p.text(new.prenom)
      p.text(new.fonction)
      p.text(new.telephone)
      p.text(new.email)
      p.text(new.statutPersonne)
      p.bool(new.equipementAntivirus)
      p.jour(new.engagementConfidentialiteLe)
      p.jour(new.formationLe)
      p.uuid(new.gestionnaireId)
      p.uuid(new.remplaceId)
      p.bool(new.horsQuota)
      p.instant(new.creeLe)
    })

  /// The titles of an account to caisses of its partner (P-07).
  package struct Titres: Sendable {
    package let compteId: UUID
    package let partenaireId: UUID
    package let caisses: [UUID]
    package let instant: Instant

    package init(compteId: UUID, partenaireId: UUID, caisses: [UUID], a instant: Instant) {
      self.compteId = compteId
      self.partenaireId = partenaireId
      self.caisses = caisses
      self.instant = instant
    }
  }

  package static let ouvrirAcces = Statement<Titres, Void>(
    "compte_ouvrir_acces",
    """
    insert into acces (compte_id, caisse_id, partenaire_id, modifie_le)
    select $1::uuid, c, $2::uuid, $4::timestamptz from unnest($3::uuid[]) c
    on conflict (compte_id, caisse_id) do nothing
    """,
    bind: { titles, p in
      p.uuid(titles.compteId)
      p.uuid(titles.partenaireId)
      p.uuids(titles.caisses)
      p.instant(titles.instant)
    })
}

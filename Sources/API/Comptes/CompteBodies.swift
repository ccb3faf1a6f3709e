import Bytes
import Domain
import JSON
import Storage

extension Bytes {
  /// An account as `Compte` shows it, its accesses judged at that moment.
  mutating func append(compte: CompteLu, cguVersion: String, a instant: Instant) {
    beginObject()
    field("id", compte.id)
    field("version", compte.version)
    field("identifiant", compte.identifiant)
    field("profil", compte.role.rawValue)
    field("etat", compte.etat.rawValue)
    field("partenaire_id", compte.partenaireId)
    field("unite_id", compte.uniteId)
    field("civilite", compte.civilite)
    field("nom", compte.nom)
    field("prenom", compte.prenom)
    field("fonction", compte.fonction)
    field("telephone", compte.telephone)
    field("email", compte.email)
    field("statut_personne", compte.statutPersonne)
    field("equipement_antivirus", compte.equipementAntivirus)
    field("engagement_confidentialite_le", compte.engagementConfidentialiteLe)
    field("formation_le", compte.formationLe)
    field("gestionnaire_id", compte.gestionnaireId)
    field("remplace_id", compte.remplaceId)
    list("acces", compte.acces) { acces, out in
      out.beginObject()
      out.field("caisse_id", acces.caisseId)
      out.field("etat", acces.acces.constat(a: instant).etat.rawValue)
      out.endObject()
    }
    append(inactivation: compte.inactivation)
    field("cree_le", compte.creeLe)
    field("modifie_le", compte.modifieLe)
    field("active_le", compte.activeLe)
    field("derniere_connexion_le", compte.derniereConnexionLe)
    field("cgu_acceptees_le", compte.cguVersion == cguVersion ? compte.cguAccepteesLe : nil)
    endObject()
  }

  private mutating func append(inactivation: InactivationLue?) {
    guard let inactivation else {
      name("inactivation")
      null()
      return
    }
    object("inactivation") { out in
      out.field("motif", inactivation.motif)
      out.field("demandee_le", inactivation.demandeeLe)
      out.field("date_souhaitee", inactivation.dateSouhaitee)
      out.field("effet_le", inactivation.effetLe)
      out.field("hors_preavis", inactivation.horsPreavis)
      out.field("remplacant_id", inactivation.remplacantId)
      out.field("suppression_le", inactivation.suppressionLe)
    }
  }
}

import Bytes
import Domain
import FoundationEssentials
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
    if let fin = compte.fin(a: instant) {
      append(finDesConventions: fin, suppressionLe: compte.suppressionLe)
    } else {
      append(inactivation: compte.inactivation)
    }
    field("actions_requises", compte.etat == .enAttenteActivation ? ["ACTIVER_COMPTE"] : [])
    field("cree_le", compte.creeLe)
    field("modifie_le", compte.modifieLe)
    field("active_le", compte.activeLe)
    field("derniere_connexion_le", compte.derniereConnexionLe)
    field("cgu_acceptees_le", compte.cguVersion == cguVersion ? compte.cguAccepteesLe : nil)
    endObject()
  }

  /// C-30, C-39: nobody asked for it, dates did.
  private mutating func append(finDesConventions jour: Jour, suppressionLe: Jour?) {
    object("inactivation") { out in
      out.field("motif", "FIN_DES_CONVENTIONS")
      out.field("demandee_le", Instant?.none)
      out.field("date_souhaitee", Jour?.none)
      out.field("effet_le", jour)
      out.field("hors_preavis", false)
      out.field("remplacant_id", UUID?.none)
      out.field("suppression_le", suppressionLe)
    }
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

extension CompteLu {
  /// The day that the end of its conventions closed it, recorded or not; nil when somebody did, or nothing has.
  fileprivate func fin(a instant: Instant) -> Jour? {
    guard etat == .inactif, inactivation == nil else { return nil }
    return fermeLe ?? EcheancesCompte.inactivation(titres: acces.compactMap(\.acces.faits.titre), le: fuseau.jour(a: instant))
  }
}

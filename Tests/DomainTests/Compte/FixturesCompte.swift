import Domain
import Foundation

/// Facts and bodies of the account tests: one valid case of each, to change where the test looks.
enum Comptes {
  static let domaines = DomainesCourriel(enregistres: [try? DomaineCourriel("ccas-marly.example")].compactMap(\.self))
  static let conventionId = Acteurs.id(500)
  /// In force from 2024-10-21 to 2025-10-20 included.
  static let titre = TitreAcces(conventionId: conventionId, dateEffet: "2024-10-21", dernierJour: "2025-10-20")
  static let nonSigne = TitreAcces(conventionId: conventionId, dateEffet: nil, dernierJour: nil)
  static let jour: Jour = "2025-01-10"

  static func corps(_ changer: (inout CorpsCompte) -> Void = { _ in }) -> CorpsCompte {
    var corps = CorpsCompte()
    corps.civilite = "MME"
    corps.nom = "Nom1"
    corps.prenom = "Prénom1"
    corps.fonction = "Responsable"
    corps.telephone = "03 53 01 00 01"
    corps.email = "prenom1.nom1@ccas-marly.example"
    changer(&corps)
    return corps
  }

  static func corpsTechnicien(_ changer: (inout CorpsCompte) -> Void = { _ in }) -> CorpsCompte {
    corps {
      $0.statutPersonne = "EMPLOYE"
      $0.equipementAntivirus = true
      changer(&$0)
    }
  }

  static func habilitation(
    _ parametres: ParametresConvention = ActesReels.acte000, effectif: Int? = 26, comptes: Int = 0,
    _ changer: (inout FaitsHabilitation) -> Void = { _ in }
  ) -> FaitsHabilitation {
    var faits = FaitsHabilitation(
      partenaireId: Acteurs.partenaire, effectif: effectif, domaines: domaines, parametres: parametres, titre: titre,
      comptesDecomptes: comptes)
    changer(&faits)
    return faits
  }

  static let unites = [
    Unite(id: Acteurs.uniteOuest, code: "UTAMS_OUEST", ouverture: .avantSignature),
    Unite(id: Acteurs.uniteNord, code: "UTAMS_NORD", ouverture: .aLaSignature),
    Unite(id: Acteurs.uniteSud, code: "UTAMS_EMS_NORD", ouverture: .apresSignature(mois: 2)),
  ]

  /// 002: units, quota by unit.
  static func habilitation002(comptes: Int = 0, _ changer: (inout FaitsHabilitation) -> Void = { _ in }) -> FaitsHabilitation {
    habilitation(ActesReels.acte002, effectif: nil, comptes: comptes) {
      $0.unites = unites
      changer(&$0)
    }
  }

  static func compte(
    _ numero: Int = 40, _ profil: Profil = .gestionnaire, _ etat: EtatCompte = .actif, unite: UUID? = nil,
    partenaire: UUID = Acteurs.partenaire, active: Bool = true
  ) -> FaitsCompte {
    FaitsCompte(
      id: Acteurs.id(numero), profil: profil, etat: etat, partenaireId: partenaire, uniteId: unite,
      activeLe: active ? "2024-11-04T08:00:00Z" : nil)
  }

  static func actif(_ numero: Int, depuis: Instant = "2024-11-04T08:00:00Z") -> GestionnaireActif {
    GestionnaireActif(id: Acteurs.id(numero), activeLe: depuis)
  }

  static func acces(
    _ titre: TitreAcces? = titre, unite: OuvertureUnite? = nil, suspendue: Bool = false, exclue: Bool = false, le: Jour = jour
  )
    -> ConstatAcces
  {
    Acces.etat(Acces.Faits(titre: titre, ouvertureUnite: unite, structureSuspendue: suspendue, fermeture: exclue ? .exclusion : nil), le: le)
  }
}

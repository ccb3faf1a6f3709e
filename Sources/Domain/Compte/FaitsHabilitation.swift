package import FoundationEssentials

/// What the creation of an account must agree with, for one partner and one caisse.
package struct FaitsHabilitation: Sendable, Hashable {
  package var partenaireId: UUID
  /// People declared (P-04); nil while unknown.
  package var effectif: Int?
  package var domaines: DomainesCourriel
  /// Every unit of the partner (P-05); empty where it has none.
  package var unites: [Unite]
  package var parametres: ParametresConvention
  /// The convention of the partner with that caisse; nil when there is none.
  package var titre: TitreAcces?
  /// C-48: the caisse has cut the structure off.
  package var structureSuspendue: Bool
  /// Accounts counted (C-25) for the profile: of the unit asked for where `parametres.compteParUnite(profil)`, of the
  /// partner otherwise; replacements in waiting (`horsQuota`) left out.
  package var comptesDecomptes: Int
  /// Accounts of the partner with the same address (`CorpsCompte.adresse`), suppressed ones left out.
  package var memePersonne: [FaitsMemePersonne]
  /// The account that `remplaceId` names, nil when absent or not visible.
  package var remplace: FaitsRemplace?

  package init(
    partenaireId: UUID, effectif: Int?, domaines: DomainesCourriel, unites: [Unite] = [], parametres: ParametresConvention,
    titre: TitreAcces?, structureSuspendue: Bool = false, comptesDecomptes: Int, memePersonne: [FaitsMemePersonne] = [],
    remplace: FaitsRemplace? = nil
  ) {
    self.partenaireId = partenaireId
    self.effectif = effectif
    self.domaines = domaines
    self.unites = unites
    self.parametres = parametres
    self.titre = titre
    self.structureSuspendue = structureSuspendue
    self.comptesDecomptes = comptesDecomptes
    self.memePersonne = memePersonne
    self.remplace = remplace
  }
}

/// Another account of the same person at the same partner.
package struct FaitsMemePersonne: Sendable, Hashable {
  package var profil: Profil
  package var etat: EtatCompte
  /// C-47: the caisse the new account asks for has excluded this one.
  package var exclueParLaCaisse: Bool

  package init(profil: Profil, etat: EtatCompte, exclueParLaCaisse: Bool = false) {
    self.profil = profil
    self.etat = etat
    self.exclueParLaCaisse = exclueParLaCaisse
  }
}

/// The gestionnaire to be replaced (C-56).
package struct FaitsRemplace: Sendable, Hashable {
  package var compte: FaitsCompte
  /// Another replacement is already waiting for its activation.
  package var dejaRemplace: Bool

  package init(compte: FaitsCompte, dejaRemplace: Bool = false) {
    self.compte = compte
    self.dejaRemplace = dejaRemplace
  }
}

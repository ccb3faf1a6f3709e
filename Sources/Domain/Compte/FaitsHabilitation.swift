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
  /// C-15: the gestionnaire who asks has himself an access to that caisse, which it has not closed. Without object for an agent.
  package var createurHabilite: Bool
  /// Accounts counted (C-25) for the profile: of the unit asked for where `parametres.compteParUnite(profil)`, of the
  /// partner otherwise; replacements in waiting (`horsQuota`) left out.
  package var comptesDecomptes: Int
  /// Accounts of the partner that are the same person's, as far as the rules know it, suppressed ones left out.
  package var memePersonne: [FaitsMemePersonne]
  /// The account that `remplaceId` names, nil when absent or not visible.
  package var remplace: FaitsRemplace?

  package init(
    partenaireId: UUID, effectif: Int?, domaines: DomainesCourriel, unites: [Unite] = [], parametres: ParametresConvention,
    titre: TitreAcces?, structureSuspendue: Bool = false, createurHabilite: Bool = true, comptesDecomptes: Int,
    memePersonne: [FaitsMemePersonne] = [],
    remplace: FaitsRemplace? = nil
  ) {
    self.partenaireId = partenaireId
    self.effectif = effectif
    self.domaines = domaines
    self.unites = unites
    self.parametres = parametres
    self.titre = titre
    self.structureSuspendue = structureSuspendue
    self.createurHabilite = createurHabilite
    self.comptesDecomptes = comptesDecomptes
    self.memePersonne = memePersonne
    self.remplace = remplace
  }
}

/// Another account of the same person at the same partner.
package struct FaitsMemePersonne: Sendable, Hashable {
  package var profil: Profil
  package var etat: EtatCompte
  /// The caisse the new account asks for has closed this one's access (C-47, Q-59).
  package var exclueParLaCaisse: Bool
  /// Why caisses have closed this one, whichever they are.
  package var fermePour: Set<MotifInactivation>
  /// C-43: why a gestionnaire has.
  package var fermeParLePartenaire: MotifInactivation?
  /// known by its address, and not only by its telephone and its name.
  package var memeAdresse: Bool

  package init(
    profil: Profil, etat: EtatCompte, exclueParLaCaisse: Bool = false, fermePour: Set<MotifInactivation> = [],
    fermeParLePartenaire: MotifInactivation? = nil, memeAdresse: Bool = true
  ) {
    self.profil = profil
    self.etat = etat
    self.exclueParLaCaisse = exclueParLaCaisse
    self.fermePour = fermePour
    self.fermeParLePartenaire = fermeParLePartenaire
    self.memeAdresse = memeAdresse
  }

  /// Whether a decision that stands keeps that person from holding an account of that profile: fraud is the person's, whoever has recorded
  /// it; what befalls an account closes that one only, and stands in the way when a caisse has decided it (C-43, C-45, Q-40, Q-59).
  func ecarte(_ profil: Profil) -> Bool {
    if fermePour.contains(.fraude) || fermeParLePartenaire == .fraude { return true }
    return self.profil == profil && fermePour.contains(where: \.estDeSecurite)
  }
}

/// The gestionnaire to be replaced (C-56).
package struct FaitsRemplace: Sendable, Hashable {
  package var compte: FaitsCompte
  /// Another replacement is already waiting for its activation.
  package var dejaRemplace: Bool
  /// It holds a place at the caisse, which the replacement stands in.
  package var tientPlace: Bool

  package init(compte: FaitsCompte, dejaRemplace: Bool = false, tientPlace: Bool = true) {
    self.compte = compte
    self.dejaRemplace = dejaRemplace
    self.tientPlace = tientPlace
  }
}

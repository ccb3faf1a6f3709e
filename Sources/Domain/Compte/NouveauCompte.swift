package import FoundationEssentials

/// An account decided, to be recorded `EN_ATTENTE_ACTIVATION` with a single-use link (C-17, C-18).
package struct NouveauCompte: Sendable, Hashable {
  package let profil: Profil
  package let identite: IdentitePersonne
  package let uniteId: UUID?
  /// TECHNICIEN: the gestionnaire who habilitates and to whom the account is attached (C-15, C-36).
  package let gestionnaireId: UUID?
  package let statutPersonne: StatutPersonne?
  package let equipementAntivirus: Bool?
  package let engagementConfidentialiteLe: Jour?
  package let formationLe: Jour?
  /// C-56: the account to inactivate when this one is activated.
  package let remplaceId: UUID?
  /// C-56: stands in the place of the replaced one until activated, or until that one lets it go.
  package let horsQuota: Bool
  package var etat: EtatCompte { .enAttenteActivation }

  /// Decides the creation of a gestionnaire by the caisse (C-02, C-05 to C-10) or of a technicien by a gestionnaire (C-11 to
  /// C-15, C-21 to C-23). `aujourdHui` is the civil day of the caisse.
  ///
  /// Order: right (403), state (409: convention, effectif, quota), fields (422, all at once), person already known (409).
  package static func habiliter(
    _ profil: Profil, _ corps: CorpsCompte, par acteur: Acteur, faits: FaitsHabilitation, le aujourdHui: Jour
  ) throws(RefusCompte) -> NouveauCompte {
    try verifierDroit(profil, corps, acteur, faits)
    var collecte = CollecteErreurs()
    let unite = lireUnite(corps.uniteId ?? (profil == .technicien ? acteur.uniteId : nil), faits, dans: &collecte)
    try verifierConvention(profil, acteur, unite: unite, faits, le: aujourdHui)
    let remplace = lireRemplace(profil, corps, unite: unite, faits, dans: &collecte)
    // The unit bounds the count: without a known one, its own error says enough.
    let horsQuota = collecte.erreurs.isEmpty ? try verifierQuota(profil, faits, remplace: remplace) : false
    let identite = IdentitePersonne.lire(corps, domaines: faits.domaines, dans: &collecte)
    let statut = lireStatut(profil, corps, dans: &collecte)
    let engagement = collecte.dateEchue(
      corps.engagementConfidentialiteLe, "/engagement_confidentialite_le", aujourdHui: aujourdHui, regle: "R-09")
    let formation = collecte.dateEchue(corps.formationLe, "/formation_le", aujourdHui: aujourdHui, regle: "R-10")
    if corps.motDePasseFourni { collecte.ajouter(FauteCompte.motDePasseInterdit, sur: "/mot_de_passe") }
    guard collecte.erreurs.isEmpty, let identite else { throw RefusCompte(collecte) }
    try verifierPersonne(profil, faits.memePersonne)
    return NouveauCompte(
      profil: profil, identite: identite, uniteId: unite?.id,
      gestionnaireId: profil == .technicien ? acteur.compteId : nil, statutPersonne: statut,
      equipementAntivirus: profil == .technicien ? true : nil, engagementConfidentialiteLe: engagement,
      formationLe: formation, remplaceId: remplace?.compte.id, horsQuota: horsQuota)
  }

  /// A-02, C-15: the caisse its gestionnaires, an active gestionnaire the techniciens of its partner and unit.
  private static func verifierDroit(
    _ profil: Profil, _ corps: CorpsCompte, _ acteur: Acteur, _ faits: FaitsHabilitation
  ) throws(RefusCompte) {
    switch (profil, acteur.role) {
    case (.gestionnaire, .agentCaisse):
      return
    case (.technicien, .gestionnaire):
      guard acteur.partenaireId == faits.partenaireId else {
        throw .profilNonHabilitant(.technicienParUnGestionnaire(regle: "C-15"))
      }
      guard faits.createurHabilite else { throw .profilNonHabilitant(.gestionnaireSansAcces) }
      guard acteur.uniteId == nil || corps.uniteId == nil || corps.uniteId == acteur.uniteId else { throw .uniteInterdite }
    case (.gestionnaire, _):
      throw .profilNonHabilitant(.gestionnaireParLaCaisse(regle: "C-02"))
    case (.technicien, _):
      throw .profilNonHabilitant(.technicienParUnGestionnaire(regle: "C-15"))
    }
  }

  /// C-02, V-38: in force, or a trial unit; the opening of the unit only holds back the activation (C-55). A suspended
  /// structure habilitates nobody (C-48), but the caisse may prepare its return.
  private static func verifierConvention(
    _ profil: Profil, _ acteur: Acteur, unite: Unite?, _ faits: FaitsHabilitation, le jour: Jour
  ) throws(RefusCompte) {
    let constat = Acces.etat(
      Acces.Faits(
        titre: faits.titre, ouvertureUnite: unite?.ouverture,
        structureSuspendue: faits.structureSuspendue && profil == .technicien),
      le: jour)
    switch constat.motif {
    case nil, .uniteNonOuverte: return
    case .structureSuspendue: throw .accesFerme(constat)
    case .some(let motif): throw .conventionNonEnVigueur(motif)
    }
  }

  /// P-05: a unit is asked for where the partner has some, refused where it has none.
  private static func lireUnite(_ uniteId: UUID?, _ faits: FaitsHabilitation, dans collecte: inout CollecteErreurs) -> Unite? {
    guard let uniteId else {
      if !faits.unites.isEmpty { collecte.ajouter(FauteCompte.uniteRequise, sur: "/unite_id") }
      return nil
    }
    let unite = faits.unites.first { $0.id == uniteId }
    if unite == nil { collecte.ajouter(FauteCompte.uniteInconnue, sur: "/unite_id") }
    return unite
  }

  /// C-56.
  private static func lireRemplace(
    _ profil: Profil, _ corps: CorpsCompte, unite: Unite?, _ faits: FaitsHabilitation, dans collecte: inout CollecteErreurs
  ) -> FaitsRemplace? {
    guard let remplaceId = corps.remplaceId else { return nil }
    guard profil == .gestionnaire else {
      collecte.ajouter(
        FauteCommune.nonAdmis(raison: "Seul un gestionnaire se remplace ainsi : retirez ce champ.", regle: "C-56"),
        sur: "/remplace_id")
      return nil
    }
    guard let remplace = faits.remplace, remplace.compte.id == remplaceId, remplace.compte.profil == .gestionnaire,
      remplace.compte.etat == .actif, remplace.compte.partenaireId == faits.partenaireId,
      remplace.compte.uniteId == unite?.id, !remplace.dejaRemplace, remplace.tientPlace
    else {
      collecte.ajouter(FauteCompte.remplaceInvalide, sur: "/remplace_id")
      return nil
    }
    return remplace
  }

  /// C-06 to C-14, C-54: strict. A replacement passes when the quota is just full; above it nothing is added.
  private static func verifierQuota(_ profil: Profil, _ faits: FaitsHabilitation, remplace: FaitsRemplace?) throws(RefusCompte) -> Bool {
    let quota = Quota(
      profil: profil, parametres: faits.parametres, effectif: faits.effectif, comptes: faits.comptesDecomptes)
    if remplace != nil, quota.disponibles == 0, !quota.depassement { return true }
    try quota.admettreUnDePlus()
    return false
  }

  /// C-21, C-22: asked of a technicien, without object for a gestionnaire.
  private static func lireStatut(_ profil: Profil, _ corps: CorpsCompte, dans collecte: inout CollecteErreurs) -> StatutPersonne? {
    guard profil == .technicien else {
      return collecte.choisir(corps.statutPersonne, "/statut_personne", regle: "C-21")
    }
    switch corps.equipementAntivirus {
    case true: break
    case false: collecte.ajouter(FauteCompte.antivirusNonAtteste, sur: "/equipement_antivirus")
    default: collecte.ajouter(FauteCommune.obligatoire(regle: "C-22"), sur: "/equipement_antivirus")
    }
    return collecte.exigerChoix(corps.statutPersonne, "/statut_personne", regle: "C-21")
  }

  /// A-06, C-47, Q-59: one live account by person, partner and profile; nobody comes back around an exclusion or a closing of security.
  /// Another inactive account does not stand in the way.
  static func verifierPersonne(_ profil: Profil, _ memePersonne: [FaitsMemePersonne]) throws(RefusCompte) {
    try verifierEcart(profil, memePersonne)
    guard !memePersonne.contains(where: { $0.memeAdresse && $0.profil == profil && $0.etat.estDecompte }) else {
      throw .personneDejaInscrite(profil)
    }
  }

  /// C-47, Q-59: whoever an account is said to be, now or later.
  package static func verifierEcart(_ profil: Profil, _ memePersonne: [FaitsMemePersonne]) throws(RefusCompte) {
    if memePersonne.contains(where: \.exclueParLaCaisse) { throw .personneExclue }
    if memePersonne.contains(where: { $0.ecarte(profil) }) { throw .personneEcartee }
  }
}

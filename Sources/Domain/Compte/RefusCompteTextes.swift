extension RefusCompte {
  package var message: String {
    switch self {
    case .profilNonHabilitant(let pouvoir): pouvoir.message
    case .uniteInterdite: "Vous n'agissez que pour votre unité : adressez-vous à un gestionnaire de l'unité visée."
    case .accesFerme(let constat): constat.motif?.message ?? "L'accès à cette caisse n'est pas ouvert."
    case .cguNonAcceptees: "Acceptez d'abord les conditions générales d'utilisation (PUT /v1/moi/cgu)."
    case .motDePasseExpire: "Votre mot de passe est à renouveler : changez-le d'abord (PUT /v1/moi/mot-de-passe)."
    case .introuvable: "Ce compte n'existe pas, ou n'est pas visible pour vous : vérifiez son identifiant."
    case .lienInconnu: "Ce lien d'activation n'existe pas ou a été remplacé : utilisez le dernier reçu, ou demandez-en un autre."
    case .conventionNonEnVigueur(let motif): "La convention n'est pas en vigueur, aucun compte ne peut être habilité. \(motif.message)"
    case .effectifInconnu: "L'effectif du partenaire n'est pas déclaré et le nombre de comptes en dépend : enregistrez-le d'abord."
    case .quota(let quota): Self.messageQuota(quota)
    case .quotaALActivation(let quota):
      "Toutes les places de votre structure sont prises (\(quota.plafond.maximum ?? 0)) : prévenez celui qui a créé votre compte ; votre lien "
        + "servira dès qu'une place se libère."
    case .quotaDUneAutreCaisse:
      "Une autre caisse où ce compte a un accès n'y a plus de place : créez plutôt un nouveau compte pour votre caisse."
    case .personneDejaInscrite(let profil):
      "Cette adresse a déjà un compte \(profil.rawValue) chez ce partenaire : utilisez ce compte."
    case .personneExclue:
      "La caisse a fermé l'accès de cette personne : elle seule peut le rouvrir, sur son compte."
    case .personneEcartee:
      "Une décision de sécurité concerne cette personne : aucun compte ne peut lui être ouvert. Qui l'a prise peut la lever, sur le compte "
        + "qu'il a fermé ; sinon, adressez-vous à votre caisse."
    case .accesDejaFerme: "Vous avez déjà fermé ce compte ou son accès à votre caisse : il n'y a rien à fermer."
    case .identiteFigee:
      "Une décision de sécurité concerne ce compte : nom, prénom, courriel et téléphone ne changent plus tant que la caisse ne l'a pas levée."
    case .lienUtilise: "Ce lien a déjà servi : connectez-vous, ou demandez un nouveau lien."
    case .lienExpire: "Ce lien a expiré : demandez-en un nouveau à celui qui a créé votre compte."
    case .uniteNonOuverte(let ouvreLe):
      ouvreLe.map { "L'unité ouvre le \($0.enFrancais) : activez votre compte à partir de ce jour." }
        ?? "L'unité ouvrira après la signature de la convention : attendez-la pour activer votre compte."
    case .compteDejaActif: "Ce compte est déjà actif : son titulaire peut se connecter."
    case .compteNonActivable(let etat): "Un compte \(etat.rawValue) ne s'active pas : il faut d'abord le rouvrir."
    case .compteNonActif(let etat): "Ce compte est \(etat.rawValue) : il n'y a rien à inactiver."
    case .compteNonInactif(let etat): "Ce compte est \(etat.rawValue) : il n'y a rien à rouvrir."
    case .compteNonModifiable(let etat): "Un compte \(etat.rawValue) ne se modifie pas."
    case .dernierGestionnaire(let exigence): Self.messageDernier(exigence)
    case .dernierGestionnaireAilleurs:
      "C'est le dernier gestionnaire actif d'une autre caisse, qui n'a rien décidé : elle habilite d'abord un autre gestionnaire, ou vous "
        + "fermez dès aujourd'hui son seul accès à la vôtre (DEPART_IMMEDIAT)."
    case .dejaExclu: "Cette personne est déjà exclue par la caisse : il n'y a rien à faire."
    case .nonExclu: "Cette personne n'est pas exclue par la caisse : il n'y a rien à lever."
    case .structureDejaSuspendue: "L'accès de cette structure est déjà suspendu par la caisse."
    case .structureNonSuspendue: "L'accès de cette structure n'est pas suspendu par la caisse : il n'y a rien à rétablir."
    case .cguVersionPerimee(let enCours): "Les conditions ont changé : lisez et acceptez la version \(enCours)."
    case .preavisNonRespecte(let dateAdmise):
      "La date souhaitée ne respecte pas le préavis : choisissez le \(dateAdmise.enFrancais) ou après, ou indiquez un motif urgent."
    case .champs(let champs): champs.message
    }
  }

  package var faits: [(nom: String, valeur: FaitRefus)] {
    switch self {
    case .accesFerme(let constat): constat.faits
    case .conventionNonEnVigueur(let motif): [("motif", .texte(motif.rawValue))]
    case .compteDejaActif: [("etat", .texte(EtatCompte.actif.rawValue))]
    case .effectifInconnu(let profil), .personneDejaInscrite(let profil), .quotaDUneAutreCaisse(let profil):
      [("profil", .texte(profil.rawValue))]
    case .quota(let quota), .quotaALActivation(let quota): Self.faitsQuota(quota)
    case .uniteNonOuverte(let ouvreLe): ouvreLe.map { [("ouvre_le", .jour($0))] } ?? []
    case .compteNonActivable(let etat), .compteNonActif(let etat), .compteNonInactif(let etat), .compteNonModifiable(let etat):
      [("etat", .texte(etat.rawValue))]
    case .cguVersionPerimee(let enCours): [("version", .texte(enCours))]
    case .preavisNonRespecte(let dateAdmise): [("date_admise", .jour(dateAdmise))]
    case .champs(let champs): champs.precisions.map { ($0.nom, .textes($0.valeurs)) }
    default: []
    }
  }

  private static func messageQuota(_ quota: Quota) -> String {
    let qui = quota.profil == .gestionnaire ? "gestionnaire(s)" : "technicien(s)"
    let porteur = quota.plafond.regle == "C-09" ? "l'unité" : "le partenaire"
    let constat = "Le plafond de \(quota.plafond.maximum ?? 0) \(qui) est atteint pour \(porteur) (\(quota.comptes) compte(s))"
    return switch quota.plafond.regle {
    case "C-06", "C-11": "\(constat) : inactivez un compte, ou mettez à jour l'effectif s'il a changé."
    case "C-08", "C-09": "\(constat) : inactivez un compte, ou désignez le gestionnaire remplacé (remplace_id)."
    default: "\(constat) : inactivez d'abord un compte."
    }
  }

  private static func faitsQuota(_ quota: Quota) -> [(nom: String, valeur: FaitRefus)] {
    var faits: [(nom: String, valeur: FaitRefus)] = [
      ("plafond", .entier(quota.plafond.maximum ?? 0)), ("comptes", .entier(quota.comptes)),
    ]
    if let effectif = quota.effectif { faits.append(("effectif", .entier(effectif))) }
    return faits
  }

  private static func messageDernier(_ exigence: ExigenceRemplacant) -> String {
    switch exigence {
    case .siDernier: "C'est le dernier gestionnaire actif du partenaire : communiquez d'abord un remplaçant (remplacant_id)."
    case .siDernierDeLUnite: "C'est le dernier gestionnaire actif de l'unité : communiquez d'abord un remplaçant (remplacant_id)."
    case .toujours: "Le gestionnaire ne part pas sans remplaçant : communiquez-le d'abord (remplacant_id)."
    }
  }
}

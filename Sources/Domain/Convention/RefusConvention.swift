/// The first and last admissible days of a date that was refused.
package struct BornesDate: Sendable, Hashable {
  package let min: Jour?
  package let max: Jour?

  package init(min: Jour? = nil, max: Jour? = nil) {
    self.min = min
    self.max = max
  }
}

/// Every reason to say no about a convention.
package enum RefusConvention: Refus, Hashable {
  // Creation (V-01, V-03) and states (V-28)
  case metierObligatoire
  case metierInattendu(nature: NatureConvention)
  case metierNonConforme
  case natureNonConforme(nature: NatureConvention)
  case modeleFige
  case transitionInterdite(de: EtatConvention, vers: EtatConvention)
  case conventionNonEnVigueur(etat: EtatConvention, dernierJour: Jour?)
  // Signature (V-02, V-05, V-06, V-37, P-15). Two of them are held by constraints too, which know none of the facts.
  case conventionNonSignable(etat: EtatConvention)
  case partieDejaSignataire(partie: Partie? = nil, date: Jour? = nil)
  case dateFuture(regle: String, BornesDate)
  case deliberationPosterieure(BornesDate)
  case signatureAvantMetier(BornesDate)
  case signatureTropAncienne(BornesDate)
  case metierNonEnVigueur(etat: EtatConvention, dernierJour: Jour?)
  case conventionDejaEnVigueur(nature: NatureConvention? = nil, dernierJour: Jour? = nil)
  // Letters (V-12, V-16, V-19, V-27)
  case formeLRARExigee(regle: String)
  case presentationAvantEnvoi(envoyeLe: Jour)
  case receptionAvantEnvoi(envoyeLe: Jour)
  case receptionAvantPresentation(presenteLe: Jour)
  case presentationInconnue
  case courrierDejaRecu(recuLe: Jour)
  // Denunciation (V-11, V-12)
  case utilisationSuitMetier
  case dejaDenoncee(dernierJour: Jour)
  // Formal notice (V-16 to V-20)
  case miseEnDemeureNonPrevue
  case miseEnDemeureClose(etat: EtatMiseEnDemeure)
  case manquementRepare(le: Jour)
  case dateAvantEnvoi(BornesDate)
  case delaiNonCommence
  case delaiNonEchu(regle: String, dernierJour: Jour)
  case secondeLettreExigee
  case partieNonLesee(lesee: Partie)
  // Termination (V-19, V-21)
  case accordIncomplet(manquantes: [Partie])
  case effetAvantAccord(BornesDate)
  case effetApresTerme(BornesDate)
  // Disputes (V-29, V-30)
  case differendClos(issue: IssueDifferend)
  case clotureAvantOuverture(BornesDate)
  case tentativeAmiableEnCours(BornesDate)
  // Amendments (V-14, V-15)
  case avenantSansModification
  case avenantInvalide([ErreurChamp])
  case objectifsIntangibles([ErreurChamp])
  // What one act may hold (V-12, V-14, V-16, V-29)
  case limiteAtteinte(LimiteActe)
  // Meetings (B-03, B-07)
  case referentManquant(parties: [Partie])
  case seanceHorsPeriode(BornesDate)
}

extension RefusConvention {
  package var code: String { fiche.code }
  package var regle: String { fiche.regle }
  package var nature: NatureRefus { fiche.nature }

  /// One line a reason: what the catalogue of problems lists.
  private var fiche: (code: String, regle: String, nature: NatureRefus) {
    switch self {
    case .metierObligatoire: ("METIER_OBLIGATOIRE", "V-01", .invalide)
    case .metierInattendu: ("METIER_INTERDIT", "V-01", .invalide)
    case .metierNonConforme: ("METIER_NON_CONFORME", "V-01", .invalide)
    case .natureNonConforme: ("NATURE_HORS_MODELE", "V-01", .invalide)
    case .modeleFige: ("MODELE_FIGE", "V-03", .etat)
    case .transitionInterdite: ("TRANSITION_INTERDITE", "V-28", .etat)
    case .conventionNonEnVigueur: ("CONVENTION_NON_EN_VIGUEUR", "V-28", .etat)
    case .conventionNonSignable: ("CONVENTION_NON_SIGNABLE", "V-28", .etat)
    case .partieDejaSignataire: ("PARTIE_DEJA_SIGNATAIRE", "V-05", .etat)
    case .dateFuture(let regle, _): ("DATE_FUTURE", regle, .invalide)
    case .deliberationPosterieure: ("DELIBERATION_POSTERIEURE", "P-15", .invalide)
    case .signatureAvantMetier: ("SIGNATURE_AVANT_METIER", "V-02", .invalide)
    case .signatureTropAncienne: ("SIGNATURE_TROP_ANCIENNE", "V-05", .invalide)
    case .metierNonEnVigueur: ("METIER_NON_EN_VIGUEUR", "V-02", .etat)
    case .conventionDejaEnVigueur: ("CONVENTION_DEJA_EN_VIGUEUR", "V-37", .etat)
    case .formeLRARExigee(let regle): ("FORME_LRAR_EXIGEE", regle, .invalide)
    case .presentationAvantEnvoi: ("PRESENTATION_AVANT_ENVOI", "V-27", .invalide)
    case .receptionAvantEnvoi: ("RECEPTION_AVANT_ENVOI", "V-27", .invalide)
    case .receptionAvantPresentation: ("RECEPTION_AVANT_PRESENTATION", "V-27", .invalide)
    case .presentationInconnue: ("PRESENTATION_INCONNUE", "Q-38", .invalide)
    case .courrierDejaRecu: ("COURRIER_DEJA_RECU", "V-27", .etat)
    case .utilisationSuitMetier: ("UTILISATION_SUIT_METIER", "V-11", .etat)
    case .dejaDenoncee: ("CONVENTION_DEJA_DENONCEE", "V-12", .etat)
    case .miseEnDemeureNonPrevue: ("MISE_EN_DEMEURE_NON_PREVUE", "V-16", .etat)
    case .miseEnDemeureClose: ("MISE_EN_DEMEURE_CLOSE", "V-20", .etat)
    case .manquementRepare: ("MANQUEMENT_REPARE", "V-20", .etat)
    case .dateAvantEnvoi: ("DATE_AVANT_ENVOI", "V-20", .invalide)
    case .delaiNonCommence: ("DELAI_NON_COMMENCE", "V-16", .etat)
    case .delaiNonEchu(let regle, _): ("DELAI_NON_ECHU", regle, .etat)
    case .secondeLettreExigee: ("SECONDE_LETTRE_EXIGEE", "V-19", .invalide)
    case .partieNonLesee: ("PARTIE_NON_LESEE", "V-19", .etat)
    case .accordIncomplet: ("ACCORD_INCOMPLET", "V-21", .etat)
    case .effetAvantAccord: ("EFFET_AVANT_ACCORD", "V-21", .invalide)
    case .effetApresTerme: ("EFFET_APRES_TERME", "V-28", .invalide)
    case .differendClos: ("DIFFEREND_CLOS", "V-29", .etat)
    case .clotureAvantOuverture: ("CLOTURE_AVANT_OUVERTURE", "V-29", .invalide)
    case .tentativeAmiableEnCours: ("TENTATIVE_AMIABLE_EN_COURS", "V-30", .etat)
    case .avenantSansModification: ("AVENANT_SANS_MODIFICATION", "V-14", .invalide)
    case .avenantInvalide: ("AVENANT_INVALIDE", "V-14", .invalide)
    case .objectifsIntangibles: ("OBJECTIFS_INTANGIBLES", "V-15", .invalide)
    case .limiteAtteinte(let limite): ("LIMITE_ACTE_ATTEINTE", limite.regle, .etat)
    case .referentManquant: ("REFERENT_MANQUANT", "B-03", .invalide)
    case .seanceHorsPeriode: ("SEANCE_HORS_PERIODE", "B-02", .invalide)
    }
  }

  package var faits: [(nom: String, valeur: FaitRefus)] {
    switch self {
    case .metierInattendu(let nature), .natureNonConforme(let nature):
      [("nature", .texte(nature.rawValue))]
    case .transitionInterdite(let de, let vers):
      [("etat", .texte(de.rawValue)), ("etat_demande", .texte(vers.rawValue))]
    case .conventionNonEnVigueur(let etat, let dernierJour), .metierNonEnVigueur(let etat, let dernierJour):
      [("etat", .texte(etat.rawValue))] + jours("dernier_jour", dernierJour)
    case .conventionNonSignable(let etat):
      [("etat", .texte(etat.rawValue))]
    case .partieDejaSignataire(let partie, let date):
      textes("partie", partie?.rawValue) + jours("date_signature", date)
    case .dateFuture(_, let bornes), .deliberationPosterieure(let bornes), .signatureAvantMetier(let bornes), .signatureTropAncienne(let bornes),
      .dateAvantEnvoi(let bornes), .effetAvantAccord(let bornes), .effetApresTerme(let bornes),
      .clotureAvantOuverture(let bornes), .tentativeAmiableEnCours(let bornes), .seanceHorsPeriode(let bornes):
      jours("premiere_date", bornes.min) + jours("derniere_date", bornes.max)
    case .limiteAtteinte(let limite):
      [("plafond", .entier(limite.maximum))]
    case .conventionDejaEnVigueur(let nature, let dernierJour):
      textes("nature", nature?.rawValue) + jours("dernier_jour", dernierJour) + jours("premiere_date", dernierJour?.lendemain)
    case .presentationAvantEnvoi(let envoyeLe), .receptionAvantEnvoi(let envoyeLe):
      jours("premiere_date", envoyeLe)
    case .receptionAvantPresentation(let presenteLe):
      jours("premiere_date", presenteLe)
    case .courrierDejaRecu(let recuLe):
      jours("recu_le", recuLe)
    case .dejaDenoncee(let dernierJour):
      jours("dernier_jour", dernierJour)
    case .miseEnDemeureClose(let etat):
      [("etat", .texte(etat.rawValue))]
    case .manquementRepare(let jour):
      jours("reparee_le", jour)
    case .delaiNonEchu(_, let dernierJour):
      jours("dernier_jour", dernierJour) + jours("premiere_date", dernierJour.lendemain)
    case .partieNonLesee(let lesee):
      [("partie_lesee", .texte(lesee.rawValue))]
    case .accordIncomplet(let parties), .referentManquant(let parties):
      [("parties_manquantes", .texte(parties.map(\.rawValue).joined(separator: ", ")))]
    case .differendClos(let issue):
      [("issue", .texte(issue.rawValue))]
    case .metierObligatoire, .metierNonConforme, .modeleFige, .formeLRARExigee, .presentationInconnue, .utilisationSuitMetier,
      .miseEnDemeureNonPrevue, .delaiNonCommence, .secondeLettreExigee, .avenantSansModification, .avenantInvalide,
      .objectifsIntangibles:
      []
    }
  }

  package var erreurs: [ErreurChamp] {
    switch self {
    case .avenantInvalide(let erreurs), .objectifsIntangibles(let erreurs): erreurs
    default: []
    }
  }

  private func textes(_ nom: String, _ texte: String?) -> [(nom: String, valeur: FaitRefus)] {
    texte.map { [(nom, .texte($0))] } ?? []
  }

  private func jours(_ nom: String, _ jour: Jour?) -> [(nom: String, valeur: FaitRefus)] {
    jour.map { [(nom, .jour($0))] } ?? []
  }
}

extension RefusConvention {
  /// What is wrong and what to do, in French.
  package var message: String {
    switch self {
    case .metierObligatoire:
      "Une convention d'utilisation est adossée à une convention métier : indiquez `convention_metier_id`."
    case .metierInattendu(let nature):
      "Une convention de nature \(nature.rawValue) n'est adossée à aucune autre : retirez `convention_metier_id`."
    case .metierNonConforme:
      "La convention indiquée n'est pas une convention métier du même partenaire et de la même caisse : choisissez-en une autre."
    case .natureNonConforme(let nature):
      "Ce modèle ne convient pas à une convention de nature \(nature.rawValue) : un acte unique exige un modèle qui réunit métier "
        + "et utilisation, les deux autres natures un modèle qui les sépare."
    case .modeleFige:
      "Une partie a déjà signé : le texte est figé. Passez par un avenant une fois la convention en vigueur."
    case .transitionInterdite(let de, let vers):
      "La convention est à l'état \(de.rawValue) : elle ne peut pas passer à l'état \(vers.rawValue)."
    case .conventionNonEnVigueur(let etat, let dernierJour):
      "La convention n'est pas en vigueur à cette date (état \(etat.rawValue)\(fin(dernierJour))) : "
        + "choisissez un jour où elle l'est, ou une autre convention."
    case .conventionNonSignable(let etat):
      etat == .brouillon
        ? "La convention est encore un brouillon : mettez-la d'abord à la signature."
        : "La convention est à l'état \(etat.rawValue) et ne se signe plus : créez une nouvelle convention."
    case .partieDejaSignataire(let partie, let date):
      "\(nom(partie)) a déjà signé\(date.map { " le \($0.enFrancais)" } ?? "") : seule l'autre partie peut encore signer."
    case .dateFuture(_, let bornes):
      "Cette date est à venir : indiquez la date réelle\(intervalle(bornes))."
    case .deliberationPosterieure(let bornes):
      "Le partenaire ne peut pas signer avant la délibération qui l'y autorise : indiquez une date\(intervalle(bornes))."
    case .signatureAvantMetier(let bornes):
      "La convention d'utilisation ne se signe pas avant la convention métier : indiquez une date\(intervalle(bornes))."
    case .signatureTropAncienne(let bornes):
      "Aucune convention n'est si ancienne : indiquez la date réelle\(intervalle(bornes))."
    case .limiteAtteinte(let limite):
      "Cette convention a déjà \(limite.maximum) \(limite.nom), le maximum : concluez-en une nouvelle pour la suite."
    case .metierNonEnVigueur(let etat, let dernierJour):
      etat.estFinal
        ? "La convention métier n'est plus en vigueur à cette date (état \(etat.rawValue)\(fin(dernierJour))) : "
          + "concluez d'abord une nouvelle convention métier."
        : "La convention métier n'est pas encore en vigueur : faites-la d'abord signer par cette partie, puis signez l'utilisation."
    case .conventionDejaEnVigueur(let nature, let dernierJour):
      "Une convention de \(nature.map { "nature \($0.rawValue)" } ?? "cette nature") est déjà en vigueur "
        + "entre ce partenaire et cette caisse\(fin(dernierJour)) : "
        + (dernierJour.map { "signez à partir du \($0.lendemain.enFrancais)." } ?? "mettez-y fin avant de signer celle-ci.")
    case .formeLRARExigee:
      "Cette lettre doit partir en recommandé avec avis de réception : indiquez la forme LRAR et son numéro."
    case .presentationAvantEnvoi(let envoyeLe):
      "La présentation ne peut pas précéder l'envoi du \(envoyeLe.enFrancais) : corrigez l'une des deux dates."
    case .receptionAvantEnvoi(let envoyeLe):
      "La réception ne peut pas précéder l'envoi du \(envoyeLe.enFrancais) : corrigez l'une des deux dates."
    case .receptionAvantPresentation(let presenteLe):
      "La réception ne peut pas précéder la présentation du \(presenteLe.enFrancais) : corrigez l'une des deux dates."
    case .presentationInconnue:
      "Une lettre non réclamée compte à sa première présentation : indiquez la date de présentation."
    case .courrierDejaRecu(let recuLe):
      "Cette lettre est déjà tenue pour reçue le \(recuLe.enFrancais), et le délai court depuis : la date ne change plus."
    case .utilisationSuitMetier:
      "Une convention d'utilisation suit le renouvellement de sa convention métier : dénoncez la convention métier, "
        + "ou résiliez l'utilisation."
    case .dejaDenoncee(let dernierJour):
      "La convention prend déjà fin le \(dernierJour.enFrancais) : cette dénonciation n'avancerait pas la fin."
    case .miseEnDemeureNonPrevue, .miseEnDemeureClose, .manquementRepare, .dateAvantEnvoi, .delaiNonCommence, .delaiNonEchu,
      .secondeLettreExigee, .partieNonLesee, .accordIncomplet, .effetAvantAccord, .effetApresTerme, .differendClos,
      .clotureAvantOuverture, .tentativeAmiableEnCours, .avenantSansModification, .avenantInvalide, .objectifsIntangibles,
      .referentManquant, .seanceHorsPeriode:
      messageDeFin
    }
  }

  // The second half: notices, terminations, disputes, amendments, meetings.
  private var messageDeFin: String {
    switch self {
    case .miseEnDemeureNonPrevue:
      "Le délai de mise en demeure n'est pas connu : l'acte métier n'a pas été fourni. Complétez le modèle par un avenant."
    case .miseEnDemeureClose(let etat):
      "Cette mise en demeure est à l'état \(etat.rawValue) : ouvrez-en une nouvelle si un autre manquement le justifie."
    case .manquementRepare(let jour):
      "Le manquement est enregistré comme réparé le \(jour.enFrancais) : envoyez une nouvelle mise en demeure s'il se reproduit."
    case .dateAvantEnvoi(let bornes):
      "La réparation répond à la mise en demeure et ne peut pas la précéder : indiquez une date\(intervalle(bornes))."
    case .delaiNonCommence:
      "La réception de la mise en demeure n'est pas enregistrée, le délai n'a pas commencé : enregistrez d'abord la date de réception."
    case .delaiNonEchu(_, let dernierJour):
      "Le délai de la mise en demeure court jusqu'au \(dernierJour.enFrancais) inclus : "
        + "résiliez à partir du \(dernierJour.lendemain.enFrancais)."
    case .secondeLettreExigee:
      "La résiliation s'opère par une seconde lettre recommandée à la partie défaillante : joignez cette notification."
    case .partieNonLesee(let lesee):
      "Seule la partie qui a mis en demeure (\(lesee.rawValue)) peut résilier ou renoncer : faites agir cette partie."
    case .accordIncomplet(let manquantes):
      "La résiliation amiable exige l'accord de toutes les parties : il manque \(manquantes.map(\.rawValue).joined(separator: ", "))."
    case .effetAvantAccord(let bornes):
      "La résiliation amiable ne prend pas effet avant le dernier accord : indiquez une date\(intervalle(bornes))."
    case .effetApresTerme(let bornes):
      "La convention prend déjà fin avant cette date : indiquez une date\(intervalle(bornes))."
    case .differendClos(let issue):
      "Ce différend est déjà clos (\(issue.rawValue)) : ouvrez-en un autre s'il renaît."
    case .clotureAvantOuverture(let bornes):
      "Un différend ne se clôt pas avant son ouverture : indiquez une date\(intervalle(bornes))."
    case .tentativeAmiableEnCours(let bornes):
      "La tentative amiable n'a pas atteint sa durée minimale : saisissez la juridiction à une date\(intervalle(bornes))."
    case .avenantSansModification:
      "Un avenant précise les éléments modifiés : indiquez au moins une modification."
    case .avenantInvalide:
      "Certaines modifications ne sont pas recevables : corrigez les lignes indiquées."
    case .objectifsIntangibles:
      "Un avenant ne remet pas en cause les objectifs généraux : retirez les lignes indiquées."
    case .referentManquant(let parties):
      "Le comité réunit au moins un référent de chaque partie : ajoutez un référent (\(parties.map(\.rawValue).joined(separator: ", ")))."
    case .seanceHorsPeriode(let bornes):
      "La séance se tient pendant la période de la convention : indiquez une date\(intervalle(bornes))."
    default:
      code
    }
  }

  private func nom(_ partie: Partie?) -> String {
    switch partie {
    case .caisse: "La caisse"
    case .partenaire: "Le partenaire"
    case nil: "Cette partie"
    }
  }

  private func fin(_ dernierJour: Jour?) -> String {
    dernierJour.map { ", dernier jour le \($0.enFrancais)" } ?? ""
  }

  private func intervalle(_ bornes: BornesDate) -> String {
    switch (bornes.min, bornes.max) {
    case (let min?, let max?): ", du \(min.enFrancais) au \(max.enFrancais)"
    case (let min?, nil): ", à partir du \(min.enFrancais)"
    case (nil, let max?): ", au plus tard le \(max.enFrancais)"
    case (nil, nil): ""
    }
  }
}

// What a new value of a parameter may be, beyond its type: for amendments (V-14) and versions of models (V-03).

extension ParametresConvention {
  /// The integers that a parameter takes.
  package static func bornes(_ cle: String) -> ClosedRange<Int> {
    if case .entier(_, let bornes) = parametres.first(where: { $0.cle == cle })?.genre { bornes } else { 0...0 }
  }

  /// Whether ranges of effectif follow one another, only the last without upper bound: else two would give two quotas.
  package static func seSuivent(_ tranches: [TrancheQuota]) -> Bool {
    zip(tranches, tranches.dropFirst()).allSatisfy { avant, apres in avant.max.map { $0 < apres.min } ?? false }
      && tranches.allSatisfy { tranche in tranche.max.map { $0 >= tranche.min } ?? true }
  }

  /// The parameters that contradict one another, or the natures of act that the model makes, and what they should be.
  package func incoherences(natures: Set<NatureConvention>) -> [(cles: [String], attendu: String)] {
    var trouvees: [(cles: [String], attendu: String)] = []
    if let min = litiges.amiableMinMois, let max = litiges.amiableMaxMois, min > max {
      trouvees.append(
        (["litiges.amiable_max_mois", "litiges.amiable_min_mois"], "une tentative amiable dont le minimum ne dépasse pas le maximum"))
    }
    if (utilisation.duree == .integree) != natures.contains(.unique) {
      trouvees.append((["utilisation.duree"], "INTEGREE pour un acte unique, et pour lui seul"))
    }
    return trouvees
  }
}

extension ErreurChamp {
  /// A value that its field cannot take. `attendu`: what it takes, e.g. `un entier`.
  package static func valeurInadmise(_ pointeur: String, attendu: String, regle: String) -> ErreurChamp {
    ErreurChamp(pointeur: pointeur, code: "VALEUR_INADMISE", regle: regle, message: "Ce champ attend \(attendu) : corrigez la valeur.")
  }
}

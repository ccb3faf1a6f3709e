/// Gathers every invalid field of a body, so that one answer tells them all.
package struct CollecteErreurs: Sendable {
  package private(set) var erreurs: [ErreurChamp] = []
  private(set) var precisions: [ChampsInvalides.Precision] = []

  package init() {}

  package mutating func ajouter(_ faute: some FauteChamp, sur pointeur: String) {
    erreurs.append(faute.sur(pointeur))
  }

  /// Says once what would be admitted.
  mutating func preciser(_ nom: String, _ valeurs: [String]) {
    guard !precisions.contains(where: { $0.nom == nom }) else { return }
    precisions.append(ChampsInvalides.Precision(nom: nom, valeurs: valeurs))
  }

  /// The parsed value, nil when the field is absent or faulty; only a faulty one is noted.
  package mutating func lire<Brut, Valeur, Faute: FauteChamp>(
    _ brut: Brut?, _ pointeur: String, _ analyse: (Brut) throws(Faute) -> Valeur
  ) -> Valeur? {
    guard let brut else { return nil }
    do throws(Faute) {
      return try analyse(brut)
    } catch {
      erreurs.append(error.sur(pointeur))
      return nil
    }
  }

  /// As `lire`, but an absent or blank text is noted too, as `CHAMP_OBLIGATOIRE` under that rule.
  package mutating func exiger<Valeur, Faute: FauteChamp>(
    _ brut: String?, _ pointeur: String, regle: String?, _ analyse: (String) throws(Faute) -> Valeur
  ) -> Valeur? {
    guard let brut, !brut.estBlanc else {
      ajouter(FauteCommune.obligatoire(regle: regle), sur: pointeur)
      return nil
    }
    return lire(brut, pointeur, analyse)
  }

  /// One value of a closed list by its UPPER_SNAKE name.
  package mutating func choisir<Valeur: RawRepresentable & CaseIterable>(
    _ brut: String?, _ pointeur: String, regle: String?, parmi _: Valeur.Type = Valeur.self
  ) -> Valeur? where Valeur.RawValue == String {
    guard let brut else { return nil }
    if let valeur = Valeur(rawValue: brut) { return valeur }
    ajouter(FauteCommune.valeurInconnue(admises: Valeur.allCases.map(\.rawValue), regle: regle), sur: pointeur)
    return nil
  }

  /// As `choisir`, but an absent or blank value is noted too.
  package mutating func exigerChoix<Valeur: RawRepresentable & CaseIterable>(
    _ brut: String?, _ pointeur: String, regle: String?, parmi type: Valeur.Type = Valeur.self
  ) -> Valeur? where Valeur.RawValue == String {
    guard let brut, !brut.estBlanc else {
      ajouter(FauteCommune.obligatoire(regle: regle), sur: pointeur)
      return nil
    }
    return choisir(brut, pointeur, regle: regle, parmi: type)
  }

  /// A date that has come: today or before.
  package mutating func dateEchue(_ brut: String?, _ pointeur: String, aujourdHui: Jour, regle: String?) -> Jour? {
    guard let brut else { return nil }
    guard let jour = Jour(texte: brut) else {
      ajouter(FauteCommune.dateInvalide, sur: pointeur)
      return nil
    }
    guard jour <= aujourdHui else {
      ajouter(FauteCommune.dateFuture(regle: regle), sur: pointeur)
      return nil
    }
    return jour
  }
}

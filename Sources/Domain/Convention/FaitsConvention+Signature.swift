// Who may sign, and when (V-01, V-02, V-05, V-06, V-28, V-37, P-15).

/// Another act of the same partner and caisse, as far as V-37 needs to know it.
package struct ConventionVoisine: Sendable, Hashable {
  package let nature: NatureConvention
  /// Nil while not in effect: it then takes no place.
  package let vie: Periode?

  package init(nature: NatureConvention, vie: Periode?) {
    self.nature = nature
    self.vie = vie
  }
}

/// The core act a new usage act names, as far as V-01 needs to know it.
package struct MetierCandidat: Sendable, Hashable {
  package let nature: NatureConvention
  /// Same partner and same caisse.
  package let memeCouple: Bool
  package let etat: EtatConvention

  package init(nature: NatureConvention, memeCouple: Bool, etat: EtatConvention) {
    self.nature = nature
    self.memeCouple = memeCouple
    self.etat = etat
  }
}

extension NatureConvention {
  /// Decides the creation of a draft (V-01, T-009): a usage act names a core act of the same couple that has not ended;
  /// the other natures name none. A model of one act for both makes only single acts, and only it does.
  package func creer(modele: ParametresConvention, metier: MetierCandidat?) throws(RefusConvention) {
    guard (modele.utilisation.duree == .integree) == (self == .unique) else { throw .natureNonConforme(nature: self) }
    guard self == .utilisation else {
      if metier != nil { throw .metierInattendu(nature: self) }
      return
    }
    guard let metier else { throw .metierObligatoire }
    guard metier.nature == .metier, metier.memeCouple else { throw .metierNonConforme }
    guard !metier.etat.estFinal else { throw .metierNonEnVigueur(etat: metier.etat, dernierJour: nil) }
  }
}

extension FaitsConvention {
  /// Decides one party's signature and gives the date of effect when it is the last one.
  ///
  /// Order: the state, the party, the date (future, deliberation, core act), then the place (V-37), which counts only
  /// when the act takes effect. A bundle may be signed on different days by each party: a party signs the usage act no
  /// earlier than it signed the core act (V-02).
  package func signer(
    _ signature: Signature,
    aujourdhui: Jour,
    deliberation: Jour? = nil,
    voisines: [ConventionVoisine] = []
  ) throws(RefusConvention) -> Jour? {
    let etat = etat(le: aujourdhui)
    guard etat != .brouillon, !etat.estFinal else { throw .conventionNonSignable(etat: etat) }
    if let date = signatures.date(de: signature.partie) { throw .partieDejaSignataire(partie: signature.partie, date: date) }
    let bornes = bornesSignature(de: signature.partie, aujourdhui: aujourdhui, deliberation: deliberation)
    guard signature.date <= aujourdhui else { throw .dateFuture(regle: "V-06", bornes) }
    if let deliberation, signature.partie == .partenaire, signature.date < deliberation {
      throw .deliberationPosterieure(bornes)
    }
    guard signature.date >= Self.premiereSignature else {
      throw .signatureTropAncienne(BornesDate(min: max(bornes.min ?? Self.premiereSignature, Self.premiereSignature), max: bornes.max))
    }
    try verifierMetier(signature, bornes: bornes)
    var signee = self
    signee.signatures.append(signature)
    guard let effet = signee.dateEffet else { return nil }
    try signee.verifierPlace(parmi: voisines, effet: effet)
    return effet
  }

  /// The first and last days on which a party may sign: facts of the refusals.
  package func bornesSignature(de partie: Partie, aujourdhui: Jour, deliberation: Jour?) -> BornesDate {
    let plusTot = [
      partie == .partenaire ? deliberation : nil,
      nature == .utilisation ? metier?.signatures.date(de: partie) : nil,
    ]
    let plusTard = nature == .utilisation ? metier?.dernierJour.map { Swift.min($0, aujourdhui) } : nil
    return BornesDate(min: plusTot.compactMap { $0 }.max(), max: plusTard ?? aujourdhui)
  }

  private func verifierMetier(_ signature: Signature, bornes: BornesDate) throws(RefusConvention) {
    guard nature == .utilisation else { return }
    guard let metier else { throw .metierObligatoire }
    guard let signatureMetier = metier.signatures.date(de: signature.partie) else {
      throw .metierNonEnVigueur(etat: .aSigner, dernierJour: nil)
    }
    guard signature.date >= signatureMetier else { throw .signatureAvantMetier(bornes) }
    if let dernierJour = metier.dernierJour, signature.date > dernierJour {
      throw .metierNonEnVigueur(etat: metier.etat(le: signature.date), dernierJour: dernierJour)
    }
  }

  private func verifierPlace(parmi voisines: [ConventionVoisine], effet: Jour) throws(RefusConvention) {
    let vie = Periode(premierJour: effet, dernierJour: dernierJour)
    for voisine in voisines where nature.exclut(voisine.nature) {
      guard let autreVie = voisine.vie, autreVie.chevauche(vie) else { continue }
      throw .conventionDejaEnVigueur(nature: voisine.nature, dernierJour: autreVie.dernierJour)
    }
  }
}

package import FoundationEssentials

/// The cut-off of a whole structure by a caisse (C-48, Q-12): every access to that caisse is suspended, its units included;
/// the convention stands, the accounts and their places too (C-25).
package struct CoupureStructure: Sendable, Hashable {
  package let motif: TexteLibre
  /// The other caisses of the partner, told at once; they decide for themselves.
  package let caissesAAvertir: [UUID]

  package struct Faits: Sendable, Hashable {
    /// The caisse of the actor has suspended the structure already.
    package var suspendue: Bool
    package var autresCaisses: [UUID]

    package init(suspendue: Bool, autresCaisses: [UUID] = []) {
      self.suspendue = suspendue
      self.autresCaisses = autresCaisses
    }
  }

  /// Order: right (403), state (409), motive (422).
  package static func prononcer(motif: String?, par acteur: Acteur, faits: Faits) throws(RefusCompte) -> CoupureStructure {
    try verifierDroit(acteur)
    guard !faits.suspendue else { throw .structureDejaSuspendue }
    return CoupureStructure(motif: try MotifDecision.lire(motif, regle: "C-48"), caissesAAvertir: faits.autresCaisses)
  }

  /// restored by a traced decision of the same caisse.
  package static func lever(motif: String?, par acteur: Acteur, faits: Faits) throws(RefusCompte) -> TexteLibre {
    try verifierDroit(acteur)
    guard faits.suspendue else { throw .structureNonSuspendue }
    return try MotifDecision.lire(motif, regle: "C-48")
  }

  private static func verifierDroit(_ acteur: Acteur) throws(RefusCompte) {
    guard acteur.role == .directionCaisse, acteur.caisseId != nil else {
      throw .profilNonHabilitant(.directionSeule(regle: "C-48"))
    }
  }
}

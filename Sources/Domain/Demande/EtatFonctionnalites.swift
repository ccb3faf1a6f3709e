/// Which features a partner has with a caisse: what the act offers, then what the caisse has switched (D-01, D-08, D-09).
package struct EtatFonctionnalites: Sendable, Hashable {
  package let actives: Set<Fonctionnalite>
  private let commutees: Set<Fonctionnalite>
  private let prevues: Set<Fonctionnalite>

  /// `interrupteurs`: the switches of the caisse in effect that day, absent where it has touched nothing. They count only where
  /// the act allows them (Q-42: everywhere unless it says no), and may open what the act leaves out (Q-41: inactive by default).
  package init(_ parametres: ParametresConvention, interrupteurs: [Fonctionnalite: Bool]) {
    let admis = parametres.fonctionnalitesActivables ? interrupteurs : [:]
    prevues = Set(Fonctionnalite.allCases.filter(parametres.estPrevue))
    commutees = Set(admis.keys)
    actives = Set(Fonctionnalite.allCases.filter { admis[$0] ?? parametres.estPrevue($0) })
  }

  package func estActive(_ fonctionnalite: Fonctionnalite) -> Bool { actives.contains(fonctionnalite) }

  /// Who decided: the act, or the caisse.
  package func origine(_ fonctionnalite: Fonctionnalite) -> Origine {
    commutees.contains(fonctionnalite) ? .caisse : .modele
  }

  /// Why it is inactive; nil when it is active.
  package func raison(_ fonctionnalite: Fonctionnalite) -> Raison? {
    guard !actives.contains(fonctionnalite) else { return nil }
    return prevues.contains(fonctionnalite) ? .desactiveeParLaCaisse : .horsConvention
  }

  package enum Origine: String, Sendable, Hashable, CaseIterable {
    case modele = "MODELE"
    case caisse = "CAISSE"
  }

  package enum Raison: String, Sendable, Hashable, CaseIterable {
    case horsConvention = "HORS_CONVENTION"
    case desactiveeParLaCaisse = "DESACTIVEE_PAR_LA_CAISSE"
  }
}

/// Meetings that the parties add to what the act promises.
package enum TypeInstanceLibre: String, Sendable, Hashable, CaseIterable {
  /// A regular exchange between référents (B-08).
  case point = "POINT"
  /// The référents learn to know the other structures (B-09).
  case formation = "FORMATION"
  /// The caisse tells the partner's people of its offers (B-12).
  case seanceInformation = "SEANCE_INFORMATION"
}

/// What an instance is: promised by the act, or added by the parties.
package enum GenreInstance: Sendable, Hashable {
  case promise(TypeInstance)
  case libre(TypeInstanceLibre)

  package init?(rawValue: String) {
    if let type = TypeInstance(rawValue: rawValue) {
      self = .promise(type)
    } else if let type = TypeInstanceLibre(rawValue: rawValue) {
      self = .libre(type)
    } else {
      return nil
    }
  }

  package var rawValue: String {
    switch self {
    case .promise(let type): type.rawValue
    case .libre(let type): type.rawValue
    }
  }

  package static var allCases: [GenreInstance] {
    TypeInstance.allCases.map(GenreInstance.promise) + TypeInstanceLibre.allCases.map(GenreInstance.libre)
  }

  /// The rule it comes from.
  package var regle: String {
    switch self {
    case .promise(.bilan): "B-01"
    case .promise(.copil): "B-02"
    case .promise(.evaluation): "B-05"
    case .promise(.questionnaire): "B-06"
    case .promise(.rencontre): "B-07"
    case .promise(.revue): "C-49"
    case .promise(.destruction): "R-24"
    case .libre(.point): "B-08"
    case .libre(.formation): "B-09"
    case .libre(.seanceInformation): "B-12"
    }
  }
}

/// Where an instance stands.
package enum EtatInstance: String, Sendable, Hashable, CaseIterable {
  case ouverte = "OUVERTE"
  /// A date that one party has set (T-133).
  case proposee = "PROPOSEE"
  /// A date that both have accepted.
  case fixee = "FIXEE"
  case tenue = "TENUE"
  case annulee = "ANNULEE"

  package var estClose: Bool { self == .tenue || self == .annulee }
}

/// Which of the instances that an act promises.
package struct CleInstance: Sendable, Hashable {
  package let type: TypeInstance
  package let partie: Partie?
  /// The number of the period, or the civil year of a questionnaire.
  package let rang: Int
  /// From 1, when several are due in that rank.
  package let ordre: Int

  package init(type: TypeInstance, partie: Partie?, rang: Int, ordre: Int) {
    self.type = type
    self.partie = partie
    self.rang = rang
    self.ordre = ordre
  }
}

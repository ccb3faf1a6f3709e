/// Why a field of a demande is refused, beyond its form.
package enum FauteDemande: FauteChamp, Hashable {
  /// D-11: unreal, to come, or too old to be of a living person.
  case dateNaissance
  /// D-12: a field made for a NIR.
  case champNir
  /// D-25.
  case personneNonAccompagnee
  /// D-31.
  case informationPrealable
  /// D-27.
  case accordPersonne
  /// D-15.
  case sousType(admis: [SousTypeEtude])
  /// D-24.
  case motif(admis: [MotifSignalement])
  /// D-06.
  case typeDocument(admis: [TypeDocument])
  /// D-16, D-17.
  case motifRecoursAbsent(regle: String)
  /// D-17.
  case motifRecoursRefuse
  /// D-05: a day that is not one, or is gone.
  case jourInvalide, jourPasse

  package var code: CodeFaute {
    switch self {
    case .dateNaissance: .dateNaissanceInvalide
    case .champNir: .nirInterdit
    case .personneNonAccompagnee: .personneNonAccompagnee
    case .informationPrealable: .informationPrealableRequise
    case .accordPersonne: .accordPersonneRequis
    case .sousType: .sousTypeHorsConvention
    case .motif: .motifHorsConvention
    case .typeDocument: .typeDocumentHorsConvention
    case .motifRecoursAbsent: .motifRecoursObligatoire
    case .motifRecoursRefuse: .motifRecoursRefuse
    case .jourInvalide: .dateInvalide
    case .jourPasse: .datePassee
    }
  }

  package var regle: String? {
    switch self {
    case .dateNaissance: "D-11"
    case .champNir: "D-12"
    case .personneNonAccompagnee: "D-25"
    case .informationPrealable: "D-31"
    case .accordPersonne: "D-27"
    case .sousType: "D-15"
    case .motif: "D-24"
    case .typeDocument: "D-06"
    case .motifRecoursAbsent(let regle): regle
    case .motifRecoursRefuse: "D-17"
    case .jourInvalide, .jourPasse: "D-05"
    }
  }

  package var message: String {
    switch self {
    case .dateNaissance: "Cette date de naissance n'est pas possible : vérifiez qu'elle existe et qu'elle est passée."
    case .champNir: "Le numéro de sécurité sociale ne se transmet pas dans une demande : retirez ce champ."
    case .personneNonAccompagnee:
      "Une demande concerne une personne suivie ou accompagnée par le partenaire : attestez-le (true)."
    case .informationPrealable: "La convention exige que la personne ait été informée avant : attestez-le (true)."
    case .accordPersonne: "L'avancement se demande avec l'accord de la personne : recueillez-le et attestez-le (true)."
    case .sousType(let admis): "La convention ne prévoit pas cette étude. Admises : \(Self.liste(admis))."
    case .motif(let admis): "La convention ne prévoit pas ce motif. Admis : \(Self.liste(admis))."
    case .typeDocument(let admis): "La convention ne prévoit pas ce document. Admis : \(Self.liste(admis))."
    case .motifRecoursAbsent: "Dites pourquoi les canaux habituels ne suffisent pas (motif_recours)."
    case .motifRecoursRefuse: "Un rendez-vous se demande pour une autonomie insuffisante (AUTONOMIE_INSUFFISANTE) seulement."
    case .jourInvalide: FauteCommune.dateInvalide.message
    case .jourPasse: "Ce jour est passé : proposez aujourd'hui ou un jour à venir."
    }
  }

  private static func liste(_ valeurs: [some RawRepresentable<String>]) -> String {
    valeurs.isEmpty ? "aucune valeur" : valeurs.map(\.rawValue).joined(separator: ", ")
  }
}

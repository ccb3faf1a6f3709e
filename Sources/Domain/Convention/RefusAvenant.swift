/// Why an amendment cannot go on (V-14).
package enum RefusAvenant: Refus, Hashable {
  case abandonne(numero: Int)
  /// All parties have signed: only another amendment undoes it.
  case dejaSigne(numero: Int, dateEffet: Jour)
  case apresLaFin(effet: Jour, dernierJour: Jour)

  package var code: String {
    switch self {
    case .abandonne: "AVENANT_ABANDONNE"
    case .dejaSigne: "AVENANT_DEJA_SIGNE"
    case .apresLaFin: "AVENANT_APRES_LA_FIN"
    }
  }

  package var regle: String { "V-14" }

  package var nature: NatureRefus {
    switch self {
    case .abandonne, .dejaSigne: .etat
    case .apresLaFin: .invalide
    }
  }

  package var message: String {
    switch self {
    case .abandonne(let numero):
      "L'avenant n° \(numero) a été abandonné : proposez-en un nouveau."
    case .dejaSigne(let numero, let dateEffet):
      "Toutes les parties ont signé l'avenant n° \(numero), d'effet le \(dateEffet.enFrancais) : modifiez-le par un nouvel avenant."
    case .apresLaFin(let effet, let dernierJour):
      "Avec cet avenant, la convention finirait le \(dernierJour.enFrancais), avant qu'il prenne effet le \(effet.enFrancais) : "
        + "avancez son effet ou revoyez la durée."
    }
  }

  package var faits: [(nom: String, valeur: FaitRefus)] {
    switch self {
    case .abandonne(let numero): [("numero", .entier(numero))]
    case .dejaSigne(let numero, let dateEffet): [("numero", .entier(numero)), ("date_effet", .jour(dateEffet))]
    case .apresLaFin(let effet, let dernierJour): [("date_effet", .jour(effet)), ("dernier_jour", .jour(dernierJour))]
    }
  }
}

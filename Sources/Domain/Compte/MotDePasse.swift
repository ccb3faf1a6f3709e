/// The rules of passwords (C-18, C-19): what may be chosen and how long it lasts. The text is never kept.
package enum MotDePasse {
  /// Characters (Unicode code points). Choix projet, no composition rule.
  package static let caracteresMin = 14
  package static let caracteresMax = 128

  /// `courants`: the commonest passwords, lower case.
  package static func verifier(_ texte: String, identifiant: String, courants: Set<String>) throws(FauteMotDePasse) {
    let longueur = texte.unicodeScalars.count
    guard longueur >= caracteresMin else { throw .tropCourt }
    guard longueur <= caracteresMax else { throw .tropLong }
    let minuscules = texte.lowercased()
    guard !courants.contains(minuscules) else { throw .courant }
    guard identifiant.isEmpty || !minuscules.contains(identifiant.lowercased()) else { throw .contientIdentifiant }
  }

  /// C-19: the day from which it must be changed. 01/01/2025 with 180 days gives 30/06/2025.
  package static func aRenouvelerLe(changeLe: Jour, validiteJours: Int) -> Jour {
    changeLe.ajoutant(jours: validiteJours)
  }

  package static func estPerime(changeLe: Jour, validiteJours: Int, le jour: Jour) -> Bool {
    jour >= aRenouvelerLe(changeLe: changeLe, validiteJours: validiteJours)
  }

  /// Decides a change by the holder; the former password has been checked by the caller. Refused under `/nouveau`.
  package static func changer(
    nouveau: String, identique: Bool, identifiant: String, courants: Set<String>
  ) throws(RefusCompte) {
    do throws(FauteMotDePasse) {
      guard !identique else { throw .identique }
      try verifier(nouveau, identifiant: identifiant, courants: courants)
    } catch {
      throw RefusCompte(error, sur: "/nouveau")
    }
  }
}

package enum FauteMotDePasse: FauteChamp, Hashable {
  case tropCourt, tropLong, contientIdentifiant, courant
  /// C-19: the new one is the former one.
  case identique

  package var code: CodeFaute {
    switch self {
    case .tropCourt, .tropLong, .contientIdentifiant: .motDePasseFaible
    case .courant: .motDePasseCourant
    case .identique: .motDePasseIdentique
    }
  }

  package var regle: String? { self == .identique ? "C-19" : "C-18" }

  package var message: String {
    switch self {
    case .tropCourt:
      "Choisissez un mot de passe d'au moins \(MotDePasse.caracteresMin) caractères, par exemple une phrase."
    case .tropLong: "Choisissez un mot de passe de \(MotDePasse.caracteresMax) caractères au plus."
    case .contientIdentifiant: "Le mot de passe contient votre identifiant : choisissez-en un autre."
    case .courant: "Ce mot de passe figure parmi les plus courants : choisissez-en un autre."
    case .identique: "Le nouveau mot de passe est l'ancien : choisissez-en un autre."
    }
  }
}

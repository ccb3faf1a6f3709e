@_spi(_Unicode) import Swift

/// The rules of passwords (C-18, C-19): what may be chosen and how long it lasts. The text is never kept.
package enum MotDePasse {
  /// Characters that can be seen, in NFC (`longueur`). Choix projet, no composition rule.
  package static let caracteresMin = 15
  /// Unicode code points, in NFC.
  package static let caracteresMax = 128

  /// The words of the holder, which make no secret.
  package struct Titulaire: Sendable, Hashable {
    package var identifiant: String
    package var email: String
    package var nom: String
    package var prenom: String

    package init(identifiant: String, email: String = "", nom: String = "", prenom: String = "") {
      self.identifiant = identifiant
      self.email = email
      self.nom = nom
      self.prenom = prenom
    }
  }

  /// The one spelling of a password that is hashed: NFC, so that two keyboards which write the same accent differently agree.
  package static func normaliser(_ brut: String) -> String {
    var composes = String.UnicodeScalarView()
    composes.append(contentsOf: brut._nfc)
    return String(composes)
  }

  /// `texte`: as `normaliser` gives it.
  package static func verifier(_ texte: String, _ titulaire: Titulaire, courants: MotsDePasseCourants) throws(FauteMotDePasse) {
    let longueur = longueur(texte)
    guard longueur > 0 else { throw .invisible }
    guard longueur >= caracteresMin else { throw .tropCourt }
    guard texte.unicodeScalars.count <= caracteresMax else { throw .tropLong }
    guard !courants.contient(texte) else { throw .courant }
    guard titulaire.identifiant.isEmpty || !texte.lowercased().contains(titulaire.identifiant.lowercased()) else { throw .contientIdentifiant }
    guard !estFait(texte, de: titulaire) else { throw .personnel }
  }

  /// Code points that can be seen: an invisible one counts for nothing, a run of blanks for one, those at the ends for none.
  static func longueur(_ texte: String) -> Int {
    var (nombre, blanc) = (0, false)
    for scalaire in texte.unicodeScalars where !scalaire.neMontreRien {
      if scalaire.properties.isWhitespace {
        blanc = true
      } else {
        nombre += blanc && nombre > 0 ? 2 : 1
        blanc = false
      }
    }
    return nombre
  }

  /// Fewer letters and figures than this beside the words of the holder are no secret.
  private static let resteMin = 6

  /// Whether nearly nothing is left once the holder's address, identifiant and names are taken away, in any order, case and accents aside.
  private static func estFait(_ texte: String, de titulaire: Titulaire) -> Bool {
    let locale = titulaire.email.prefix { $0 != "@" }
    var mots = [titulaire.email, String(locale), titulaire.identifiant].map { $0.motsReplies.joined() }
    for nom in [String(locale), titulaire.email, titulaire.nom, titulaire.prenom] { mots += nom.motsReplies.map(String.init) }
    let entier = texte.motsReplies.joined()
    var reste = entier
    for mot in mots.filter({ $0.utf8.count >= 3 }).sorted(by: { $0.utf8.count > $1.utf8.count }) {
      while let trouve = reste.firstRange(of: mot) { reste.removeSubrange(trouve) }
    }
    guard reste.utf8.count < entier.utf8.count else { return false }
    return reste.unicodeScalars.filter { !("0"..."9").contains($0) }.count < resteMin
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
    nouveau: String, identique: Bool, _ titulaire: Titulaire, courants: MotsDePasseCourants
  ) throws(RefusCompte) {
    do throws(FauteMotDePasse) {
      guard !identique else { throw .identique }
      try verifier(nouveau, titulaire, courants: courants)
    } catch {
      throw RefusCompte(error, sur: "/nouveau")
    }
  }
}

extension Unicode.Scalar {
  /// Shows nothing at all: joiners, fillers, marks of direction, controls; the blank of Braille as well.
  fileprivate var neMontreRien: Bool {
    if properties.isDefaultIgnorableCodePoint || value == 0x2800 { return true }
    switch properties.generalCategory {
    case .control: return !properties.isWhitespace
    case .format, .unassigned, .privateUse, .surrogate: return true
    default: return false
    }
  }
}

package enum FauteMotDePasse: FauteChamp, Hashable {
  case invisible, tropCourt, tropLong, contientIdentifiant, personnel, courant
  /// C-19: the new one is the former one.
  case identique

  package var code: CodeFaute {
    switch self {
    case .invisible, .tropCourt, .tropLong, .contientIdentifiant, .personnel: .motDePasseFaible
    case .courant: .motDePasseCourant
    case .identique: .motDePasseIdentique
    }
  }

  package var regle: String? { self == .identique ? "C-19" : "C-18" }

  package var message: String {
    switch self {
    case .invisible: "Ce mot de passe n'a aucun caractère visible : choisissez-en un que vous puissiez relire."
    case .tropCourt:
      "Choisissez un mot de passe d'au moins \(MotDePasse.caracteresMin) caractères visibles, par exemple une phrase."
    case .tropLong: "Choisissez un mot de passe de \(MotDePasse.caracteresMax) caractères au plus."
    case .contientIdentifiant: "Le mot de passe contient votre identifiant : choisissez-en un autre."
    case .personnel: "Le mot de passe n'est fait que de votre nom ou de votre adresse : ajoutez-y d'autres mots, ou choisissez-en un autre."
    case .courant: "Ce mot de passe est fait des mots les plus courants, ou se répète : choisissez-en un autre, par exemple une phrase."
    case .identique: "Le nouveau mot de passe est l'ancien : choisissez-en un autre."
    }
  }
}

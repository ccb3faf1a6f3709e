/// An e-mail address in one canonical spelling, lower case: two spellings of one address are one person (C-01, T-069).
///
/// The spaces around it and the marks that are not seen, which are pasted with it, are dropped. The shape is the dot-atom of RFC 5321 §4.1.2 in ASCII: no quoted part, no address literal.
package struct AdresseCourriel: Sendable, Hashable, CustomStringConvertible {
  /// Lower case, at most 254 characters.
  package let texte: String
  package let domaine: DomaineCourriel
  package var description: String { texte }

  package init(_ brut: String) throws(AdresseCourrielInvalide) {
    // ASCII first: a Kelvin sign is composed and lower-cased to a plain k.
    guard brut.estASCIIColle else { throw .forme }
    let texte = brut.normalise.lowercased()
    guard texte.utf8.count <= 254 else { throw .forme }
    let parties = texte.split(separator: "@", omittingEmptySubsequences: false)
    guard parties.count == 2, Self.estPartieLocale(parties[0]) else { throw .forme }
    do throws(DomaineCourrielInvalide) {
      domaine = try DomaineCourriel(String(parties[1]))
    } catch {
      throw .forme
    }
    self.texte = texte
  }

  private static func estPartieLocale(_ partie: Substring) -> Bool {
    guard (1...64).contains(partie.utf8.count) else { return false }
    return partie.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atome in
      !atome.isEmpty && atome.utf8.allSatisfy { estLettreOuChiffre($0) || marques.contains($0) }
    }
  }

  private static let marques = Set("!#$%&'*+-/=?^_`{|}~".utf8)
}

package enum AdresseCourrielInvalide: FauteChamp, Hashable {
  case forme

  package var code: CodeFaute { .emailInvalide }
  package var regle: String? { "C-05" }
  package var message: String { "Écrivez une adresse de messagerie complète, par exemple prenom.nom@structure.fr." }
}

/// The part after the `@` of professional addresses (P-08): lower case, at least two labels.
package struct DomaineCourriel: Sendable, Hashable, CustomStringConvertible {
  package let texte: String
  package var description: String { texte }

  /// White space around and an `@` in front are dropped.
  package init(_ brut: String) throws(DomaineCourrielInvalide) {
    guard brut.estASCIIColle else { throw .forme }
    var texte = brut.normalise.lowercased()
    if texte.hasPrefix("@") { texte.removeFirst() }
    let etiquettes = texte.split(separator: ".", omittingEmptySubsequences: false)
    guard texte.utf8.count <= 253, etiquettes.count >= 2, etiquettes.allSatisfy(Self.estEtiquette),
      let derniere = etiquettes.last, derniere.utf8.contains(where: { !(48...57).contains($0) })
    else { throw .forme }
    self.texte = texte
  }

  /// A label of a host name (RFC 1123 §2.1): letters, digits and hyphens, no hyphen at the ends.
  private static func estEtiquette(_ etiquette: Substring) -> Bool {
    guard (1...63).contains(etiquette.utf8.count), etiquette.first != "-", etiquette.last != "-" else { return false }
    return etiquette.utf8.allSatisfy { estLettreOuChiffre($0) || $0 == 45 }
  }
}

package enum DomaineCourrielInvalide: FauteChamp, Hashable {
  case forme
  /// Open to anybody, so it attaches nobody to a structure.
  case grandPublic
  case enDouble

  package var code: CodeFaute {
    switch self {
    case .forme: .domaineEmailInvalide
    case .grandPublic: .domaineEmailRefuse
    case .enDouble: .valeurEnDouble
    }
  }
  package var regle: String? { "P-08" }
  package var message: String {
    switch self {
    case .forme: "Écrivez un nom de domaine, par exemple structure.fr."
    case .grandPublic: "Ce domaine est ouvert au grand public : donnez le domaine professionnel de la structure."
    case .enDouble: "Ce domaine figure deux fois : retirez la répétition."
    }
  }
}

private func estLettreOuChiffre(_ octet: UInt8) -> Bool {
  (97...122).contains(octet) || (48...57).contains(octet)
}

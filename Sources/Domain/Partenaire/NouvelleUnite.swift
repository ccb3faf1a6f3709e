/// The body of a unit, as received (P-05, P-06).
package struct CorpsUnite: Sendable, Hashable {
  package var code: String?
  package var libelle: String?
  package var ouverture: String?
  package var decalageMois: Int?

  package init(code: String? = nil, libelle: String? = nil, ouverture: String? = nil, decalageMois: Int? = nil) {
    self.code = code
    self.libelle = libelle
    self.ouverture = ouverture
    self.decalageMois = decalageMois
  }
}

/// A unit to create (P-05).
package struct NouvelleUnite: Sendable, Hashable {
  package let code: CodeUnite
  package let libelle: TexteCourt
  package let ouverture: OuvertureUnite

  /// Decides the creation of one unit of a partner; `codesPresents` are those it has already.
  ///
  /// Checks, in order: role, fields all at once, code already taken (known from a valid body only), number of units.
  package static func creer(_ corps: CorpsUnite, par acteur: Acteur, codesPresents: Set<String>) throws(RefusPartenaire) -> NouvelleUnite {
    guard acteur.role == .agentCaisse else { throw .reserveALaCaisse }
    var collecte = CollecteErreurs()
    let unite = lire(corps, "", dans: &collecte)
    guard let unite else { throw RefusPartenaire(collecte) }
    guard !codesPresents.contains(unite.code.texte) else { throw .uniteDejaPresente }
    guard codesPresents.count < NouveauPartenaire.unitesMax else { throw .unitesTropNombreuses }
    return unite
  }

  /// Nil when anything is wrong; the faults are noted under `pointeur/…`.
  static func lire(_ corps: CorpsUnite, _ pointeur: String, dans collecte: inout CollecteErreurs) -> NouvelleUnite? {
    let code = collecte.exiger(corps.code, "\(pointeur)/code", regle: "P-05", CodeUnite.init)
    let libelle = collecte.exiger(corps.libelle, "\(pointeur)/libelle", regle: "P-05") { (brut) throws(TexteInvalide) in
      try TexteCourt(brut, caracteresMax: 200)
    }
    let ouverture = lireOuverture(corps, pointeur, dans: &collecte)
    guard let code, let libelle, let ouverture else { return nil }
    return NouvelleUnite(code: code, libelle: libelle, ouverture: ouverture)
  }

  private static func lireOuverture(
    _ corps: CorpsUnite, _ pointeur: String, dans collecte: inout CollecteErreurs
  ) -> OuvertureUnite? {
    guard let code = corps.ouverture, !code.estBlanc else {
      collecte.ajouter(FauteCommune.obligatoire(regle: "P-06"), sur: "\(pointeur)/ouverture")
      return nil
    }
    do throws(OuvertureInvalide) {
      return try OuvertureUnite(code: code, decalageMois: corps.decalageMois)
    } catch {
      collecte.ajouter(error, sur: "\(pointeur)/\(error.champ)")
      return nil
    }
  }
}

/// The code of a unit: 1 to 40 characters, upper-case ASCII letters, digits and underscores, e.g. `UTAMS_NORD`.
package struct CodeUnite: Sendable, Hashable, CustomStringConvertible {
  package let texte: String
  package var description: String { texte }

  package init(_ brut: String) throws(CodeUniteInvalide) {
    let octets = Array(brut.utf8)
    let admis = octets.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
    guard (1...40).contains(octets.count), admis, (65...90).contains(octets[0]) else { throw .forme }
    texte = brut
  }
}

package enum CodeUniteInvalide: FauteChamp, Hashable {
  case forme

  package var code: CodeFaute { .codeUniteInvalide }
  package var regle: String? { "P-05" }
  package var message: String {
    "Le code d'une unité s'écrit en capitales, chiffres et soulignés (40 au plus), par exemple UTAMS_NORD."
  }
}

/// One invalid field or parameter. It never carries the value received, which may be personal data.
package struct FieldError: Error, Equatable, Hashable {
  /// RFC 6901 pointer into the body, or `/query/<name>`, `/path/<name>`, `/header/<name>` for a parameter.
  package let pointer: String
  package let code: FieldCode
  /// French: what was expected.
  package let message: String

  package init(pointer: String, code: FieldCode, message: String) {
    self.pointer = pointer
    self.code = code
    self.message = message
  }
}

/// The stable codes of `FieldError`; the raw value is what clients see.
package enum FieldCode: String, Sendable, CaseIterable {
  case champObligatoire = "CHAMP_OBLIGATOIRE"
  case champInconnu = "CHAMP_INCONNU"
  case typeInvalide = "TYPE_INVALIDE"
  case valeurHorsListe = "VALEUR_HORS_LISTE"
  case formatInvalide = "FORMAT_INVALIDE"
  case tropCourt = "TROP_COURT"
  case tropLong = "TROP_LONG"
  case tropPetit = "TROP_PETIT"
  case tropGrand = "TROP_GRAND"
  case tropDElements = "TROP_D_ELEMENTS"
  case tropPeuDElements = "TROP_PEU_D_ELEMENTS"
  case doublon = "DOUBLON"
  case valeurInterdite = "VALEUR_INTERDITE"
  case typeDiscriminantInconnu = "TYPE_DISCRIMINANT_INCONNU"
  case parametreInconnu = "PARAMETRE_INCONNU"
  case parametreEnDouble = "PARAMETRE_EN_DOUBLE"
}

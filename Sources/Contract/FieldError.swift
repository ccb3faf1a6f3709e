/// One invalid field or parameter. It never carries the value received, which may be personal data.
package struct FieldError: Error, Equatable, Hashable {
  /// RFC 6901 pointer into the body, or `/query/<name>`, `/path/<name>`, `/header/<name>` for a parameter.
  package let pointer: String
  package let code: FieldCode
  /// French: what was expected.
  package let message: String
  /// `x-regle` of the field or of what it is part of: the rule of the business that asks for it.
  package let rule: String?
  /// The code that `x-champs-refuses` gives to a field refused by name; nil for any other error.
  package let refusal: String?

  package init(pointer: String, code: FieldCode, message: String, rule: String? = nil, refusal: String? = nil) {
    self.pointer = pointer
    self.code = code
    self.message = message
    self.rule = rule
    self.refusal = refusal
  }

  /// What clients see.
  package var codeText: String { refusal ?? code.rawValue }
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

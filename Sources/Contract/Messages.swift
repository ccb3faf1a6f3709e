import JSON

/// The French sentences of `FieldError`: what was expected, from the contract alone.
enum Messages {
  static func expected(_ types: TypeSet) -> String {
    var names: [String] = []
    if types.contains(.string) { names.append("une chaîne de caractères") }
    if types.contains(.number) {
      names.append("un nombre")
    } else if types.contains(.integer) {
      names.append("un nombre entier")
    }
    if types.contains(.boolean) { names.append("true ou false") }
    if types.contains(.array) { names.append("un tableau") }
    if types.contains(.object) { names.append("un objet") }
    if types.contains(.null) { names.append("null") }
    return "Valeur attendue : \(names.joined(separator: " ou "))."
  }

  static func allowed(_ values: [JSONValue]) -> String {
    let shown = values.prefix(30).map { $0.string ?? $0.text }.joined(separator: ", ")
    return values.count == 1 ? "Valeur attendue : \(shown)." : "Valeurs acceptées : \(shown)\(values.count > 30 ? "…" : ".")"
  }

  static func unknown(_ names: [String]) -> String {
    guard !names.isEmpty else { return "Ce champ est inconnu : aucun champ n’est accepté ici." }
    let shown = names.prefix(30).joined(separator: ", ")
    return "Ce champ est inconnu. Champs acceptés : \(shown)\(names.count > 30 ? "…" : ".")"
  }

  static func minLength(_ length: Int) -> String {
    length == 1 ? "Ce champ ne peut pas être vide." : "Longueur minimale : \(length) caractères."
  }

  static func maxLength(_ length: Int) -> String { "Longueur maximale : \(length) caractère\(length > 1 ? "s" : "")." }

  static func lower(_ bound: NumberRules.Bound) -> String {
    bound.isExclusive ? "Doit être supérieur à \(bound.value.text)." : "Doit être au moins \(bound.value.text)."
  }

  static func upper(_ bound: NumberRules.Bound) -> String {
    bound.isExclusive ? "Doit être inférieur à \(bound.value.text)." : "Doit être au plus \(bound.value.text)."
  }

  static func atLeast(_ count: Int, _ noun: String, _ participle: String) -> String {
    count > 1 ? "Au moins \(count) \(noun)s sont \(participle)s." : "Au moins \(count) \(noun) est \(participle)."
  }

  static func atMost(_ count: Int, _ noun: String, _ participle: String) -> String {
    count > 1 ? "Au plus \(count) \(noun)s sont \(participle)s." : "Au plus \(count) \(noun) est \(participle)."
  }
}

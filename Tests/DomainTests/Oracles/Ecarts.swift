import Testing

/// Counts what is compared and keeps the first disagreements, each with both answers.
struct Ecarts {
  private var compares = 0
  private var nombre = 0
  private var premiers: [String] = []

  mutating func compare<Valeur: Equatable>(_ calcule: Valeur, _ oracle: Valeur, _ question: @autoclosure () -> String) {
    compares += 1
    if calcule != oracle { note("\(question()) : \(calcule), l'oracle dit \(oracle)") }
  }

  /// Many numbers at once, for tests that ask millions of questions.
  mutating func compareSerie(_ calcules: [Int], _ oracle: [Int], _ question: (_ rang: Int) -> String) {
    compares += min(calcules.count, oracle.count)
    guard calcules != oracle else { return }
    if calcules.count != oracle.count { note("\(question(0)) : \(calcules.count) valeurs, l'oracle en donne \(oracle.count)") }
    for (rang, (calcule, reponse)) in zip(calcules, oracle).enumerated() where calcule != reponse {
      note("\(question(rang)) : \(calcule), l'oracle dit \(reponse)")
    }
  }

  /// Fails on any disagreement, and when the oracle did not answer every question.
  func conclus(questions: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(compares == questions, "l'oracle a répondu à \(compares) questions sur \(questions)", sourceLocation: sourceLocation)
    guard nombre > 0 else { return }
    Issue.record("\(nombre) écarts, dont : \(premiers.joined(separator: " ; "))", sourceLocation: sourceLocation)
  }

  private mutating func note(_ ecart: String) {
    nombre += 1
    if premiers.count < 5 { premiers.append(ecart) }
  }
}

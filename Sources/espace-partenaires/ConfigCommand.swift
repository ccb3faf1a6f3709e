import Configuration

/// Prints what any program of the project reads, what holds here and where it comes from, and everything that is wrong with it. Opens no
/// database.
enum ConfigCommand {
  static func run(_ arguments: [String]) {
    if arguments == ["--tableau"] { return Terminal.say(Tableau.markdown) }
    let programme = arguments.first.flatMap(Programme.init(rawValue:))
    guard arguments.count == (programme == nil ? 0 : 1) else {
      let programmes = Programme.allCases.map(\.rawValue).joined(separator: " | ")
      Terminal.fail("usage : espace-partenaires config [\(programmes) | --tableau]", status: 64)
    }
    let environnement = Environnement(pour: programme, Environnement.duProcessus)
    Terminal.say(Tableau.valeurs(environnement, de: programme))
    guard environnement.fautes.isEmpty else { Terminal.fail(environnement.phraseDesFautes, status: 78) }
  }
}

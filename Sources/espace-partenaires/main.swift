// espace-partenaires: serve the API, prepare its database, create its first accounts.
import Configuration
import HTTPServer

func exigees(_ programme: Programme) -> String { "(\(programme.obligatoires.map(\.nom).joined(separator: ", ")))" }

let usage = """
  espace-partenaires COMMANDE

    serve     sert l'API \(exigees(.serve))
    migrate   met le schéma à jour et installe les modèles de convention \(exigees(.migrate))
    echeances constate ce que les dates ont rendu vrai, une fois \(exigees(.echeances)) ; serve le fait chaque jour
    demo      charge les cinq conventions réelles par l'API et écrit les comptes dans un fichier \(exigees(.demo))
    agent     crée un compte de caisse ou national : agent ROLE CODE_CAISSE CIVILITE NOM PRENOM EMAIL \(exigees(.agent))
    volume    remplit une base neuve de données inventées, en superutilisateur : volume DEMANDES PARTENAIRES COMPTES \(exigees(.volume))
    openapi   écrit le contrat OpenAPI 3.1
    config    dit les variables d'environnement, leur valeur ici, d'où elle vient, et tout ce qui ne va pas : config [COMMANDE]
  """

/// A word that a command would ignore may be one that the person counts on.
func auPlus(_ nombre: Int, _ arguments: [String], _ forme: String) -> [String] {
  guard arguments.count <= nombre else { Terminal.fail("usage : espace-partenaires \(forme)", status: 64) }
  return arguments
}

let commande = CommandLine.arguments.dropFirst().first
let arguments = Array(CommandLine.arguments.dropFirst(2))
do {
  switch commande {
  case "serve":
    _ = auPlus(0, arguments, "serve")
    try ServeCommand.run()
  case "migrate":
    _ = auPlus(0, arguments, "migrate")
    try MigrateCommand.run()
  case "echeances":
    _ = auPlus(0, arguments, "echeances")
    try EcheancesCommand.run()
  case "demo": try DemoCommand.run(output: auPlus(1, arguments, "demo [FICHIER]").first ?? ".local/demo.json")
  case "agent": try AgentCommand.run(arguments)
  case "volume": try VolumeCommand.run(arguments)
  case "openapi":
    _ = auPlus(0, arguments, "openapi")
    try OpenAPICommand.run()
  case "config": ConfigCommand.run(arguments)
  default: Terminal.fail(usage, status: 64)
  }
} catch let refus as ListenError {
  Terminal.fail("espace-partenaires : \(refus.phrase)")
} catch let panne as PanneBase {
  Terminal.fail("espace-partenaires : \(panne)", status: 69)  // EX_UNAVAILABLE
} catch {
  Terminal.fail("espace-partenaires : \(error)")
}

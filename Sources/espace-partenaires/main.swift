// espace-partenaires: serve the API, prepare its database, create its first accounts.
import Configuration

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

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "serve": try ServeCommand.run()
  case "migrate": try MigrateCommand.run()
  case "echeances": try EcheancesCommand.run()
  case "demo": try DemoCommand.run(output: arguments.dropFirst().first ?? ".local/demo.json")
  case "agent": try AgentCommand.run(Array(arguments.dropFirst()))
  case "volume": try VolumeCommand.run(Array(arguments.dropFirst()))
  case "openapi": try OpenAPICommand.run()
  case "config": ConfigCommand.run(Array(arguments.dropFirst()))
  default: Terminal.fail(usage, status: 64)
  }
} catch let panne as PanneBase {
  Terminal.fail("espace-partenaires : \(panne)", status: 69)  // EX_UNAVAILABLE
} catch {
  Terminal.fail("espace-partenaires : \(error)")
}

// espace-partenaires: serve the API, prepare its database, create its first accounts.
import Glibc

let usage = """
  espace-partenaires COMMANDE

    serve     sert l'API (EP_BASE_APP, EP_CLE, HOST, PORT)
    migrate   met le schéma à jour et installe les modèles de convention (EP_BASE)
    echeances constate ce que les dates ont rendu vrai, une fois (EP_BASE_APP) ; serve le fait chaque jour
    demo      charge les cinq conventions réelles par l'API et écrit les comptes dans un fichier (EP_BASE, EP_BASE_APP, EP_CLE)
    agent     crée un compte de caisse ou national : agent ROLE CODE_CAISSE CIVILITE NOM PRENOM EMAIL (EP_BASE, EP_CLE)
    volume    remplit une base neuve de données inventées, pour mesurer : volume DEMANDES PARTENAIRES COMPTES (EP_BASE, superutilisateur)
    openapi   écrit le contrat OpenAPI 3.1
    config    dit les variables d'environnement et leurs valeurs par défaut
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
  case "config": ConfigCommand.run()
  default: Terminal.fail(usage, status: 64)
  }
} catch {
  Terminal.fail("espace-partenaires : \(error)")
}

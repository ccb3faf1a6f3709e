// messager: empties the outbox. Any number of them may run; `--une-fois` makes one pass and exits.
import Configuration

let usage = """
  messager [--une-fois]

    Envoie les courriels en attente, puis attend les suivants ; --une-fois s'arrête quand il n'y en a plus.

    Variables d'environnement (« espace-partenaires config messager » dit leurs valeurs ici) :

  \(Tableau.liste(de: .messager))
  """

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.isEmpty || arguments == ["--une-fois"] {
  Messager.run(uneFois: !arguments.isEmpty)
} else {
  Terminal.fail(usage, status: 64)
}

// messager: empties the outbox. Any number of them may run; `--une-fois` makes one pass and exits.
import Glibc

let usage = """
  messager [--une-fois]

    Envoie les courriels en attente, puis attend les suivants ; --une-fois s'arrête quand il n'y en a plus.

    EP_BASE_APP          connexion libpq du rôle ep_app
    EP_CLE               secret des liens d'activation, le même que celui du serveur
    EP_URL               adresse publique du portail, pour les liens (http://127.0.0.1:8080)
    EP_EXPEDITEUR        adresse d'expédition (ne-pas-repondre@espace-partenaires.example)
    EP_COURRIEL_DOSSIER  dossier où écrire les courriels en fichiers .eml (.local/courriels)
    EP_SENDMAIL          programme qui lit un courriel sur son entrée, et ses arguments ; remplace le dossier
  """

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.isEmpty || arguments == ["--une-fois"] {
  Messager.run(uneFois: !arguments.isEmpty)
} else {
  Terminal.fail(usage, status: 64)
}

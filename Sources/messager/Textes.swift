import Crypto
import Domain
import JSON
import Storage

/// What each model says, in French. The link of an activation is made here, from the key, at the moment it is sent: nothing in the
/// database opens anything.
struct Textes {
  let url: String
  let cle: [UInt8]

  /// Object and body; nil when the data of the model is not there.
  func rediger(_ modele: ModeleNotification, _ donnees: JSONValue) -> (objet: String, corps: String)? {
    if modele == .vieConvention { return TextesConvention(donnees).rediger() }
    guard let identifiant = donnees["identifiant"]?.string else { return nil }
    switch modele {
    case .compteCree: return donnees["activation_id"]?.string.map { compteCree(identifiant, activation: $0) }
    case .motDePasseChange: return motDePasseChange(identifiant)
    case .adresseChangee: return adresseChangee(identifiant, nouvelle: donnees["nouvelle"]?.bool == true)
    case .inactivationSecurite:
      return inactivationSecurite(
        identifiant, motif: donnees["motif"]?.string ?? "AUTRE", sansGestionnaire: donnees["sans_gestionnaire"]?.bool == true)
    case .fermetureAutreCaisse:
      return fermetureAutreCaisse(
        identifiant, motif: donnees["motif"]?.string ?? "AUTRE", compteEntier: donnees["portee"]?.string == "COMPTE",
        leve: donnees["leve"]?.bool == true)
    case .vieConvention: return nil
    }
  }

  /// C-17, C-18, C-20.
  private func compteCree(_ identifiant: String, activation: String) -> (objet: String, corps: String) {
    let jeton = ActivationLink.token(id: activation, key: cle)
    return (
      "Espace Partenaires : votre compte est créé",
      """
      Bonjour,

      Un compte vient d'être créé pour vous sur l'Espace Partenaires de l'Assurance Maladie.

      Votre identifiant : \(identifiant)

      Pour l'activer, créez vous-même votre mot de passe à cette adresse :

      \(url)/activation#\(jeton)

      Ce lien ne sert qu'une fois et expire au bout de sept jours. Il remplace tout lien reçu
      auparavant. Choisissez au moins \(MotDePasse.caracteresMin) caractères ; une phrase convient.

      Ne transmettez à personne ni ce message, ni votre mot de passe : le compte est personnel.
      Si vous n'attendiez pas ce message, ignorez-le et prévenez votre gestionnaire ou la caisse.

      Message automatique, sans réponse possible.
      """
    )
  }

  /// C-19, C-43.
  private func motDePasseChange(_ identifiant: String) -> (objet: String, corps: String) {
    (
      "Espace Partenaires : votre mot de passe a changé",
      """
      Bonjour,

      Le mot de passe du compte \(identifiant) vient d'être changé. Ses autres sessions sont fermées.

      Si ce n'est pas vous, prévenez aussitôt votre gestionnaire ou la caisse : le compte doit être
      inactivé sans attendre.

      Message automatique, sans réponse possible.
      """
    )
  }

  /// C-26, C-29, C-43.
  private func adresseChangee(_ identifiant: String, nouvelle: Bool) -> (objet: String, corps: String) {
    (
      "Espace Partenaires : l'adresse de votre compte a changé",
      """
      Bonjour,

      L'adresse de messagerie du compte \(identifiant) vient d'être changée. \(nouvelle ? "C'est désormais celle-ci." : "Ce n'est plus celle-ci.")
      Ses sessions sont fermées ; le mot de passe reste le même.

      Si vous n'attendiez pas ce changement, prévenez aussitôt votre gestionnaire ou la caisse : le compte
      doit être inactivé sans attendre.

      Message automatique, sans réponse possible.
      """
    )
  }

  /// C-44, C-45, Q-50.
  private func inactivationSecurite(_ identifiant: String, motif: String, sansGestionnaire: Bool) -> (objet: String, corps: String) {
    let suite =
      sansGestionnaire
      ? """


      Plus aucun gestionnaire n'est actif pour votre structure ou votre unité : désignez-en un auprès
      de la caisse. Les comptes techniciens restent actifs.
      """
      : ""
    return (
      "Espace Partenaires : un compte a été inactivé",
      """
      Bonjour,

      Le compte \(identifiant) de votre structure a été inactivé. Motif : \(Self.motifs[motif] ?? "autre").\(suite)

      Pour toute question, adressez-vous à votre interlocuteur de la caisse.

      Message automatique, sans réponse possible.
      """
    )
  }

  /// Q-59.
  private func fermetureAutreCaisse(
    _ identifiant: String, motif: String, compteEntier: Bool, leve: Bool
  ) -> (objet: String, corps: String) {
    let fait = leve ? "rouvert" : "fermé"
    let portee =
      switch (compteEntier, leve) {
      case (true, false): "Il est fermé pour toutes les caisses, la vôtre comprise ; celle qui l'a décidé peut seule le rouvrir."
      case (true, true): "Il est de nouveau ouvert pour toutes les caisses où il a un accès, la vôtre comprise."
      case (false, false): "Seul son accès à cette caisse est fermé : il garde son accès à la vôtre, et vous décidez pour elle."
      case (false, true): "Son accès à cette caisse est rouvert ; son accès à la vôtre n'a pas changé."
      }
    return (
      "Espace Partenaires : un compte a été \(fait) par une autre caisse",
      """
      Bonjour,

      Le compte \(identifiant), qui a un accès à votre caisse, a été \(fait) par une autre caisse. Motif de la
      fermeture : \(Self.motifs[motif] ?? "autre").

      \(portee)

      Message automatique, sans réponse possible.
      """
    )
  }

  /// C-57.
  private static let motifs = [
    "DEPART": "départ", "CHANGEMENT_EMPLOI": "changement d'emploi", "CHANGEMENT_DOMAINE": "changement de domaine",
    "DEPART_IMMEDIAT": "départ immédiat", "PERTE": "perte", "VOL": "vol", "FRAUDE": "fraude", "USAGE_NON_CONFORME": "usage non conforme",
  ]
}

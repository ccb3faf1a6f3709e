import Configuration

/// What the messager is told by its environment, beside its database.
struct ReglagesMessager {
  let cle: [UInt8]
  /// Public address of the portal, without a final slash.
  let url: String
  let expediteur: String
  let transport: Transport

  enum Transport {
    case dossier(String)
    /// Path, then arguments.
    case programme([String])
  }

  init(_ environnement: Environnement) {
    cle = environnement.octets(.cle)
    url = environnement.texte(.urlPortail)
    expediteur = environnement.texte(.expediteur)
    let programme = environnement.liste(.sendmail)
    transport = programme.isEmpty ? .dossier(environnement.texte(.courrielDossier)) : .programme(programme)
  }
}

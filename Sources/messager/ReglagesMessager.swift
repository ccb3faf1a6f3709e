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
    // Found out now rather than by each e-mail in turn, until it is given up.
    if case .dossier(let dossier) = transport, let cause = DossierCourriels.empechement(dossier) {
      Terminal.fail("Configuration : \(Variable.courrielDossier.nom)=\(dossier) est refusé : \(cause).", status: 78)
    }
  }
}

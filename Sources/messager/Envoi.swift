import Bytes
import Domain
import Glibc
import JSON
import Storage

/// From one message of the outbox to one e-mail handed over.
struct Envoi {
  private let configuration: ReglagesMessager
  private let textes: Textes

  init(_ configuration: ReglagesMessager) {
    self.configuration = configuration
    textes = Textes(url: configuration.url, cle: configuration.cle)
  }

  func envoyer(_ message: NotificationAEnvoyer) -> BoiteEnvoi.Issue {
    // Whatever the table holds, a header gets one plain address and nothing else.
    guard let destinataire = try? AdresseCourriel(message.destinataire) else { return .abandonnee("adresse mal formée") }
    guard message.lienVivant else { return .abandonnee("lien déjà employé ou remplacé") }
    guard let modele = message.modele, let (objet, corps) = textes.rediger(modele, message.donnees) else {
      return .echouee("modèle inconnu ou données incomplètes")
    }
    let courriel = Courriel(
      expediteur: configuration.expediteur, destinataire: destinataire.texte, objet: objet, identifiant: message.id.text, corps: corps,
      date: time(nil))
    do {
      switch configuration.transport {
      case .dossier(let dossier): try DossierCourriels.deposer(courriel, nom: message.id.text, dans: dossier)
      case .programme(let programme): try Sendmail.remettre(courriel, a: programme)
      }
      return .envoyee
    } catch {
      return .echouee(error.description)
    }
  }
}

/// Why an e-mail was not handed over; says nothing of its content.
enum EchecEnvoi: Error, CustomStringConvertible {
  case fichier(errno: Int32)
  case programme(String)

  var description: String {
    switch self {
    case .fichier(let errno): "écriture impossible : \(String(cString: strerror(errno)))"
    case .programme(let raison): raison
    }
  }
}

/// E-mails as files, one each, readable by their owner only: they hold activation links.
enum DossierCourriels {
  /// Whole or absent: written beside, then renamed.
  static func deposer(_ courriel: Courriel, nom: String, dans dossier: String) throws(EchecEnvoi) {
    creer(dossier)
    let provisoire = "\(dossier)/.\(nom)"
    let descripteur = open(provisoire, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descripteur >= 0 else { throw .fichier(errno: errno) }
    let complet = ecrireTout(Array(courriel.texte.utf8), descripteur)
    close(descripteur)
    guard complet, rename(provisoire, "\(dossier)/\(nom).eml") == 0 else {
      let cause = errno
      unlink(provisoire)
      throw .fichier(errno: cause)
    }
  }

  /// Why no e-mail can be left there; nil when one can.
  static func empechement(_ dossier: String) -> String? {
    creer(dossier)
    var etat = stat()
    guard stat(dossier, &etat) == 0 else { return "ce dossier n'existe pas et ne peut pas être créé" }
    guard etat.st_mode & S_IFMT == S_IFDIR else { return "ce n'est pas un dossier" }
    return access(dossier, W_OK | X_OK) == 0 ? nil : "ce dossier n'est pas ouvert en écriture"
  }

  /// With its parents; what is there already is left as it is.
  private static func creer(_ dossier: String) {
    var chemin = dossier.hasPrefix("/") ? "" : "."
    for partie in dossier.split(separator: "/") {
      chemin += "/\(partie)"
      mkdir(chemin, 0o700)
    }
  }
}

/// False when not everything could be written.
func ecrireTout(_ octets: [UInt8], _ descripteur: Int32) -> Bool {
  var ecrits = 0
  while ecrits < octets.count {
    let nombre = octets.withUnsafeBytes { write(descripteur, $0.baseAddress.map { $0 + ecrits }, octets.count - ecrits) }
    if nombre < 0 {
      if errno == EINTR { continue }
      return false
    }
    ecrits += nombre
  }
  return true
}

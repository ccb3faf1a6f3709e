import Bytes
import Domain
import Glibc

/// What the messager needs from its environment.
struct Configuration {
  let base: String
  let cle: [UInt8]
  /// Without a final slash.
  let url: String
  let expediteur: String
  let transport: Transport

  enum Transport {
    case dossier(String)
    /// Path, then arguments.
    case programme([String])
  }

  /// Exits with 78 (EX_CONFIG) and says which variable is missing or wrong.
  static func lire() -> Configuration {
    guard let cle = hexBytes(texte("EP_CLE")), cle.count >= 32 else {
      Terminal.fail("EP_CLE attend au moins 64 chiffres hexadécimaux, les mêmes que pour le serveur.", status: 78)
    }
    var url = texte("EP_URL", "http://127.0.0.1:8080")
    while url.hasSuffix("/") { url.removeLast() }
    guard url.hasPrefix("https://") || url.hasPrefix("http://"), estSurUneLigne(url) else {
      Terminal.fail("EP_URL attend une adresse http:// ou https://.", status: 78)
    }
    guard let expediteur = try? AdresseCourriel(texte("EP_EXPEDITEUR", "ne-pas-repondre@espace-partenaires.example")) else {
      Terminal.fail("EP_EXPEDITEUR attend une adresse de courriel.", status: 78)
    }
    return Configuration(base: texte("EP_BASE_APP"), cle: cle, url: url, expediteur: expediteur.texte, transport: transport())
  }

  private static func transport() -> Transport {
    let programme = texte("EP_SENDMAIL", "").split(separator: " ").map(String.init)
    guard programme.isEmpty else {
      guard access(programme[0], X_OK) == 0 else { Terminal.fail("EP_SENDMAIL : \(programme[0]) n'est pas exécutable.", status: 78) }
      return .programme(programme)
    }
    return .dossier(texte("EP_COURRIEL_DOSSIER", ".local/courriels"))
  }

  private static func texte(_ nom: String, _ defaut: String? = nil) -> String {
    if let valeur = getenv(nom).map({ String(cString: $0) }), !valeur.isEmpty { return valeur }
    guard let defaut else { Terminal.fail("La variable \(nom) manque.", status: 78) }
    return defaut
  }

  private static func estSurUneLigne(_ texte: String) -> Bool { texte.utf8.allSatisfy { (33...126).contains($0) } }
}

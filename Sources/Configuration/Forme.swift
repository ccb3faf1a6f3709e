import Bytes
package import Domain
import Glibc
import Postgres

/// How the value of a variable is written. Nothing is guessed: what is not admitted is refused, and what is admitted is said.
package enum Forme: Sendable {
  case connexion, cle, hote, ouiNon, version, adresseWeb, adressesIP, instant, courriel, dossier, programme
  case entier(ClosedRange<Int>)
  case mots([String])

  /// What is admitted, to follow « attend ».
  package var admis: String {
    switch self {
    case .connexion: "une chaîne de connexion libpq (`host=… dbname=… user=…` ou `postgresql://…`)"
    case .cle: "de 64 à 1024 chiffres hexadécimaux (`openssl rand -hex 32`)"
    case .hote: "une adresse ou un nom d'hôte, sans port"
    case .ouiNon: "`oui` ou `non`"
    case .version: "de 1 à 32 lettres sans accent, chiffres, points, tirets"
    case .adresseWeb: "une adresse `https://` ou `http://`, sans requête ; en production, `https://` seulement"
    case .adressesIP: "des adresses IP séparées par des virgules"
    case .instant: "un instant RFC 3339 de 1990 à 2100 ; rien en production"
    case .courriel: "une adresse de courriel"
    case .dossier: "un chemin de dossier"
    case .programme: "le chemin absolu d'un programme exécutable, puis ses arguments, séparés par des espaces"
    case .entier(let bornes): "un entier de \(bornes.lowerBound) à \(bornes.upperBound)"
    case .mots(let mots): mots.map { "`\($0)`" }.joined(separator: " ou ")
    }
  }

  /// The same for a terminal, without the marks of Markdown.
  var admisEnClair: String { admis.filter { $0 != "`" } }

  /// The value that this text writes; nil when it is not admitted.
  func lire(_ texte: String) -> Valeur? {
    switch self {
    case .connexion: (try? ConnectionInfo(texte)).map { _ in .texte(texte) }
    case .cle: (64...1024).contains(texte.utf8.count) ? hexBytes(texte).map(Valeur.octets) : nil
    case .hote: Self.estFait(texte, 1...253, de: ".-_") || Self.estIPv6(texte) ? .texte(texte) : nil
    case .ouiNon: ["oui": .ouiNon(true), "non": .ouiNon(false)][texte]
    case .version: Self.estFait(texte, 1...32, de: ".-_") ? .texte(texte) : nil
    case .adresseWeb: AdresseWeb.lire(texte).map(Valeur.texte)
    case .adressesIP: Self.adressesIP(texte).map(Valeur.liste)
    case .instant: Self.instant(texte).map(Valeur.instant)
    case .courriel: (try? AdresseCourriel(texte)).map { .texte($0.texte) }
    case .dossier: texte.utf8.count <= 4096 && !texte.utf8.contains { $0 < 32 } ? .texte(texte) : nil
    case .programme: texte.hasPrefix("/") ? .liste(texte.split(separator: " ").map(String.init)) : nil
    case .entier(let bornes): Int(texte).flatMap { String($0) == texte && bornes.contains($0) ? .entier($0) : nil }
    case .mots(let mots): mots.contains(texte) ? .texte(texte) : nil
    }
  }

  /// Whether production admits a value that development does.
  func estAdmiseEnProduction(_ valeur: Valeur) -> Bool {
    switch (self, valeur) {
    case (.instant, _): false
    case (.adresseWeb, .texte(let adresse)): adresse.hasPrefix("https://")
    default: true
    }
  }

  /// Whether this machine has what the value names; asked only where it is read.
  func seTrouveIci(_ valeur: Valeur) -> Bool {
    if case (.programme, .liste(let mots)) = (self, valeur), let chemin = mots.first {
      var etat = stat()
      // Folders may be « executed » too.
      return access(chemin, X_OK) == 0 && stat(chemin, &etat) == 0 && etat.st_mode & S_IFMT == S_IFREG
    }
    return true
  }

  fileprivate static func estFait(_ texte: String, _ octets: ClosedRange<Int>, de marques: String) -> Bool {
    let marques = Array(marques.utf8)
    return octets.contains(texte.utf8.count)
      && texte.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || marques.contains($0) }
  }

  /// With a zone or not (RFC 4007 §11).
  private static func estIPv6(_ texte: String) -> Bool {
    let parties = texte.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var octets = [UInt8](repeating: 0, count: 16)
    return inet_pton(AF_INET6, parties[0], &octets) == 1 && (parties.count == 1 || estFait(parties[1], 1...15, de: ".-_"))
  }

  /// The range that the calendar is compared with its oracles over.
  private static func instant(_ texte: String) -> Instant? {
    guard let instant = Instant(rfc3339: texte), let debut = Instant(rfc3339: "1990-01-01T00:00:00Z"),
      let fin = Instant(rfc3339: "2100-12-31T23:59:59Z")
    else { return nil }
    return debut <= instant && instant <= fin ? instant : nil
  }

  /// In the spelling that the service gives to the address of a peer: `::ffff:10.0.0.1` is `10.0.0.1`, `2001:DB8:0::1` is `2001:db8::1`.
  private static func adressesIP(_ texte: String) -> [String]? {
    let adresses = texte.split(separator: ",", omittingEmptySubsequences: false).map { canonique($0.filter { $0 != " " }) }
    return adresses.contains(nil) ? nil : adresses.compactMap { $0 }
  }

  private static func canonique(_ adresse: String) -> String? {
    var octets = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, adresse, &octets) == 1 { return texte(AF_INET, octets) }
    guard inet_pton(AF_INET6, adresse, &octets) == 1 else { return nil }
    let estIPv4 = octets[0..<10].allSatisfy { $0 == 0 } && octets[10] == 0xff && octets[11] == 0xff
    return estIPv4 ? texte(AF_INET, Array(octets[12...])) : texte(AF_INET6, octets)
  }

  private static func texte(_ famille: Int32, _ octets: [UInt8]) -> String? {
    var lettres = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(famille, octets, &lettres, socklen_t(lettres.count)) != nil else { return nil }
    return String(decoding: lettres.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A value as programs use it.
package enum Valeur: Sendable, Equatable {
  case texte(String), entier(Int), ouiNon(Bool), octets([UInt8]), instant(Instant), liste([String])
}

/// A public address under which others write: `https://hote[:port][/chemin]`.
enum AdresseWeb {
  /// Without its last slashes; nil when paths could not be added to it.
  static func lire(_ texte: String) -> String? {
    guard let schema = ["https://", "http://"].first(where: texte.hasPrefix) else { return nil }
    var adresse = texte
    while adresse.hasSuffix("/") { adresse.removeLast() }
    let reste = adresse.dropFirst(schema.count)
    guard adresse.utf8.count <= 512, let hote = reste.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).first, estHote(hote),
      reste.utf8.allSatisfy({ (33...126).contains($0) && !interdits.contains($0) })
    else { return nil }
    return adresse
  }

  /// Marks that start something else than a path (query, fragment, user), or that a mail or a calendar would cut at.
  private static let interdits = Array("?#@\\\"<>^`{|}".utf8)

  /// `nom`, `nom:port`, `[adresse IPv6]:port`.
  private static func estHote(_ texte: Substring) -> Bool {
    var nom = texte
    if let deuxPoints = texte.lastIndex(of: ":"), !texte.hasSuffix("]") {
      guard let port = Int(texte[texte.index(after: deuxPoints)...]), (1...65_535).contains(port) else { return false }
      nom = texte[..<deuxPoints]
    }
    if nom.hasPrefix("["), nom.hasSuffix("]") {
      var octets = [UInt8](repeating: 0, count: 16)
      return inet_pton(AF_INET6, String(nom.dropFirst().dropLast()), &octets) == 1
    }
    return Forme.estFait(String(nom), 1...253, de: ".-")
  }
}

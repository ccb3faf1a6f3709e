import Bytes
import Domain
import Glibc

/// What a command needs from the environment; one place, so that `config` can print it all and the README's table has one source.
struct Environment {
  /// One variable: its name, what it is for, and what holds when it is absent.
  struct Variable {
    let name: String
    let meaning: String
    let fallback: String?
  }

  static let variables = [
    Variable(name: "EP_BASE", meaning: "connexion libpq du propriétaire, pour migrate, demo et agent", fallback: nil),
    Variable(name: "EP_BASE_APP", meaning: "connexion libpq du rôle ep_app, pour serve", fallback: nil),
    Variable(name: "EP_CLE", meaning: "secret des liens d'activation, 32 octets ou plus en hexadécimal", fallback: nil),
    Variable(name: "HOST", meaning: "adresse d'écoute", fallback: "127.0.0.1"),
    Variable(name: "PORT", meaning: "port d'écoute, 0 pour un port libre", fallback: "8080"),
    Variable(name: "EP_BOUCLES", meaning: "boucles d'événements, une par cœur au plus", fallback: "2"),
    Variable(name: "EP_CGU_VERSION", meaning: "version des conditions générales à accepter (C-20)", fallback: "2026-01"),
    Variable(name: "EP_URL", meaning: "adresse publique du service, dans les calendriers et les courriels", fallback: "http://127.0.0.1:8080"),
    Variable(name: "EP_MANDATAIRES", meaning: "adresses des mandataires dont X-Forwarded-For est cru, séparées par des virgules", fallback: ""),
    Variable(name: "EP_HORLOGE", meaning: "instant RFC 3339 qui fige l'horloge ; refusé si EP_ENV=production", fallback: ""),
    Variable(name: "EP_ENV", meaning: "production ou developpement", fallback: "developpement"),
    Variable(name: "EP_ECHEANCES", meaning: "serve : oui pour constater les échéances chaque jour, non si un ordonnanceur lance echeances", fallback: "oui"),
    Variable(name: "EP_JOURNAL", meaning: "requetes (une ligne par requête) ou silence", fallback: "requetes"),
  ]

  /// The variable's value, or its fallback. Exits with 78 (EX_CONFIG) when it has neither.
  static func text(_ name: String) -> String {
    if let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty { return value }
    guard let variable = variables.first(where: { $0.name == name }), let fallback = variable.fallback else {
      let meaning = variables.first { $0.name == name }?.meaning ?? ""
      Terminal.fail("La variable \(name) manque (\(meaning)).", status: 78)
    }
    return fallback
  }

  static func integer(_ name: String, in range: ClosedRange<Int>) -> Int {
    let value = text(name)
    guard let number = Int(value), range.contains(number) else {
      Terminal.fail("\(name) attend un entier de \(range.lowerBound) à \(range.upperBound).", status: 78)
    }
    return number
  }

  /// `EP_CLE`, at least 32 bytes.
  static func key() -> [UInt8] {
    guard let key = hexBytes(text("EP_CLE")), key.count >= 32 else {
      Terminal.fail("EP_CLE attend au moins 64 chiffres hexadécimaux (openssl rand -hex 32).", status: 78)
    }
    return key
  }

  /// `EP_HORLOGE`: nil follows the system's clock.
  static func frozenInstant() -> Instant? {
    let value = text("EP_HORLOGE")
    if value.isEmpty { return nil }
    guard text("EP_ENV") != "production" else { Terminal.fail("EP_HORLOGE est refusée en production.", status: 78) }
    guard let instant = Instant(rfc3339: value) else { Terminal.fail("EP_HORLOGE attend un instant RFC 3339.", status: 78) }
    return instant
  }
}

/// Words for the person at the terminal.
enum Terminal {
  static func say(_ line: String) { write(line, to: 1) }

  static func warn(_ line: String) { write(line, to: 2) }

  static func fail(_ line: String, status: Int32 = 1) -> Never {
    write(line, to: 2)
    exit(status)
  }

  private static func write(_ line: String, to descriptor: Int32) {
    let line = line + "\n"
    _ = Glibc.write(descriptor, line, line.utf8.count)
  }
}

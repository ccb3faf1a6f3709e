import API
import Catalogue
import Configuration
import Domain
import Glibc
import JSON
import Postgres
import Storage

/// Loads the demonstration, or signs its people in again, and writes their accounts to a file that only its owner reads.
enum DemoCommand {
  static func run(output: String) throws {
    signal(SIGPIPE, SIG_IGN)
    let environnement = Environnement.lire(pour: .demo)
    let base = try environnement.surPlace(.base) { $0 }
    var configuration = ServerConfiguration(environnement)
    // Reached by this process alone; HOST and PORT are those of the service to come.
    (configuration.host, configuration.port) = ("127.0.0.1", 0)
    configuration.log = Log(isEnabled: false)
    let server = try environnement.surBase(.baseApp) { _ in try Server.start(configuration) }
    defer { server.stop(graceMilliseconds: 2_000) }
    let client = DemoClient(port: server.port)
    var accounts = DemoAccounts(client: client, base: base, key: configuration.key, cguVersion: configuration.cguVersion)
    if try base.query("select 1 from partenaire limit 1", []).isEmpty {
      Terminal.say("Chargement des cinq conventions par l'API…")
      let cas = try JSONReader.parse(Catalogue.donnees(.casDemo))["cas"]?.array ?? []
      try Installation.caisses(base, cas.compactMap { $0["caisse"] }, le: configuration.horloge.maintenant)
      var loader = DemoLoader(client: client, base: base, instant: configuration.horloge.maintenant, accounts: accounts)
      try loader.load(cas)
      accounts = loader.accounts
    } else {
      guard let known = TextFile.read(output) else {
        Terminal.fail("La base contient déjà des partenaires, mais \(output) manque : relancez avec « deploy/run --neuf ».")
      }
      try accounts.renew(try JSONReader.parse(known))
    }
    let url = adresse(environnement.texte(.host), environnement.entier(.port))
    try TextFile.write(output, accounts.document(baseURL: url).text + "\n")
    Terminal.say("Comptes de démonstration : \(output)")
  }
}

/// A small text file, whole.
enum TextFile {
  struct NotWritten: Error, CustomStringConvertible {
    let description: String
  }

  static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes.append(contentsOf: chunk[0..<count]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Mode 600: the file holds passwords and tokens.
  static func write(_ path: String, _ text: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0, Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count else {
      throw NotWritten(description: "\(path) ne peut pas être écrit")
    }
    close(descriptor)
  }
}

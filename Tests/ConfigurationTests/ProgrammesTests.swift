import Foundation
import Testing

/// The programs as they are started, with an environment of their own.
@Suite struct ProgrammesTests {
  private struct Fin {
    let statut: Int32
    let sortie: String
    let erreurs: String
  }

  private func lancer(_ programme: String, _ arguments: [String], _ environnement: [String: String]) async throws -> Fin {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: programme)
    process.arguments = arguments
    process.environment = environnement
    let (sortie, erreurs) = (Pipe(), Pipe())
    process.standardOutput = sortie
    process.standardError = erreurs
    try process.run()
    for _ in 0..<3000 where process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    let textes = try [sortie, erreurs].map { String(decoding: try $0.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self) }
    return Fin(statut: process.terminationStatus, sortie: textes[0], erreurs: textes[1])
  }

  private static let nullePart = "host=/n/existe/pas dbname=x password=motsecret"
  private static let suffisant = [
    "EP_BASE": nullePart, "EP_BASE_APP": nullePart, "EP_BASE_ECHEANCES": nullePart, "EP_BASE_MESSAGER": nullePart,
    "EP_CLE": String(repeating: "ab", count: 32),
  ]

  @Test(arguments: [
    ("espace-partenaires", "serve"), ("espace-partenaires", "migrate"), ("espace-partenaires", "echeances"), ("espace-partenaires", "demo"),
    ("messager", "--une-fois"),
  ])
  func `aucun programme ne commence avec une valeur ou un nom inconnus ; tout est dit`(_ programme: String, _ commande: String) async throws {
    let fin = try await lancer(programme, [commande], Self.suffisant.merging(["EP_ECHEANCES": "OUI", "EP_ENV": "prod", "EP_URL": "http://x"]) { $1 })
    #expect(fin.statut == 78)
    #expect(
      fin.erreurs.split(separator: "\n") == [
        "Configuration : EP_ENV=prod est refusé : attend developpement ou production.",
        "Configuration : EP_ECHEANCES=OUI est refusé : attend oui ou non.",
        "Configuration : EP_URL est inconnu : EP_URL_API ou EP_URL_PORTAIL ?",
      ])
  }

  @Test(arguments: [
    ("espace-partenaires", "migrate", "EP_BASE"), ("espace-partenaires", "demo", "EP_BASE"), ("messager", "--une-fois", "EP_BASE_MESSAGER"),
  ])
  func `une base injoignable est dite comme telle, avec son adresse, sans mot de passe`(
    _ programme: String, _ commande: String, _ variable: String
  ) async throws {
    let fin = try await lancer(programme, [commande], Self.suffisant)
    #expect(fin.statut == (programme == "messager" ? 75 : 69))
    #expect(fin.erreurs.contains("La base de données est injoignable (\(variable) : host=/n/existe/pas dbname=x)."), "\(fin.erreurs)")
    #expect(!fin.erreurs.contains("motsecret"))
  }

  @Test func `ce que libpq répète d'une adresse mal écrite ne montre pas le mot de passe, et sa phrase finit`() async throws {
    let fin = try await lancer("espace-partenaires", ["migrate"], ["EP_BASE": "postgresql://u:mot@motsecret@nexiste.invalid/b"])
    #expect(fin.statut == 69 && fin.erreurs.contains("host=…@nexiste.invalid") && !fin.erreurs.contains("motsecret"), "\(fin.erreurs)")
    #expect(fin.erreurs.hasSuffix(".\n"), "\(fin.erreurs)")
  }

  @Test(arguments: [
    ["serve", "extra"], ["migrate", "--neuf"], ["echeances", "2025-01-01"], ["demo", "a.json", "b.json"], ["openapi", "x"],
    ["config", "serve", "x"], ["agent"], ["volume", "1", "1", "1", "1"],
  ])
  func `un argument qui ne serait pas lu est refusé`(_ arguments: [String]) async throws {
    let fin = try await lancer("espace-partenaires", arguments, Self.suffisant)
    #expect(fin.statut == 64 && fin.erreurs.contains("usage : espace-partenaires \(arguments[0])"), "\(fin)")
  }

  @Test func `un dossier où le messager ne peut rien écrire l'arrête au démarrage`() async throws {
    for dossier in ["/proc/courriels", "/dev/null"] {
      let fin = try await lancer("messager", ["--une-fois"], Self.suffisant.merging(["EP_COURRIEL_DOSSIER": dossier]) { $1 })
      #expect(fin.statut == 78 && fin.erreurs.contains("EP_COURRIEL_DOSSIER=\(dossier) est refusé"), "\(fin)")
    }
  }

  @Test func `config dit ce qui vaut sans ouvrir de base, puis toutes les fautes, et finit par 78`() async throws {
    let bon = try await lancer("espace-partenaires", ["config"], Self.suffisant)
    #expect(bon.statut == 0 && bon.erreurs.isEmpty && !bon.sortie.contains("motsecret"))
    for nom in ["EP_BASE", "EP_BASE_APP", "EP_CLE", "HOST", "PORT", "EP_COURRIEL_DOSSIER", "EP_SENDMAIL", "EP_URL_PORTAIL"] {
      #expect(bon.sortie.contains("\(nom)="), "\(nom)")
    }
    let mauvais = try await lancer("espace-partenaires", ["config"], ["EP_ECHEANCES": "OUI", "PORT": "x", "EP_INCONNU": "1"])
    #expect(mauvais.statut == 78 && mauvais.erreurs.split(separator: "\n").count == 3 && mauvais.sortie.contains("EP_CLE="))
    let vide = try await lancer("espace-partenaires", ["config", "serve"], [:])
    #expect(vide.statut == 78 && vide.erreurs.contains("EP_CLE manque") && vide.erreurs.contains("EP_BASE_APP manque"))
    #expect(try await lancer("espace-partenaires", ["config", "inconnue"], [:]).statut == 64)
  }
}

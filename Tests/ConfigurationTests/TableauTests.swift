import Configuration
import Foundation
import Testing

@Suite struct TableauTests {
  private static let racine = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func `la table du README est celle des programmes`() throws {
    let readme = try String(contentsOf: Self.racine.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.contains("\n\n\(Tableau.markdown)\n\n"), "replace it by what `espace-partenaires config --tableau` prints")
  }

  @Test func `les secrets n'y sont jamais, leur origine et l'adresse de la base si`() {
    let environnement = Environnement(
      pour: nil,
      ["EP_BASE_APP": "host=/run/pg dbname=ep user=ep_app password=motsecret", "EP_CLE": String(repeating: "ab", count: 32), "PORT": "8107"])
    let lignes = Tableau.valeurs(environnement, de: nil).split(separator: "\n")
    #expect(lignes.count == Variable.allCases.count && environnement.fautes == [])
    #expect(lignes.contains { $0.hasPrefix("EP_BASE_APP=host=/run/pg dbname=ep user=ep_app ********  [environnement]") })
    #expect(lignes.contains { $0.hasPrefix("EP_CLE=********  [environnement]") } && lignes.contains { $0.hasPrefix("PORT=8107  [environnement]") })
    #expect(
      lignes.contains { $0.hasPrefix("EP_BOUCLES=2  [défaut]") } && lignes.contains { $0.hasPrefix("EP_BASE=  [absente ou refusée, obligatoire]") })
    #expect(!lignes.joined().contains("motsecret") && !lignes.joined().contains("abab"))
  }

  @Test(arguments: [
    "postgresql://u:mot@motsecret@h/b", "dbname='u:motsecret@h/b'", "postgresql://u:motsecret@h/b", "dbname='postgresql://u:motsecret@h/b'",
    "host=h dbname='x password=motsecret'", "password=motsecret",
  ])
  func `aucune écriture d'une connexion ne montre un mot de passe`(_ connexion: String) {
    let lignes = Tableau.valeurs(Environnement(pour: nil, ["EP_BASE": connexion]), de: nil)
    #expect(lignes.contains("EP_BASE=") && !lignes.contains("motsecret"))
  }

  @Test func `les arguments d'un programme d'envoi ne montrent pas le leur, l'adresse de l'expéditeur reste`() {
    let brut = ["EP_SENDMAIL": "/bin/true smtp://u:motsecret@h", "EP_EXPEDITEUR": "envoi@caisse.example"]
    let lignes = Tableau.valeurs(Environnement(pour: nil, brut), de: nil)
    #expect(lignes.contains("EP_SENDMAIL=/bin/true smtp://…@h") && lignes.contains("EP_EXPEDITEUR=envoi@caisse.example"), "\(lignes)")
  }
}

import Configuration
import Domain
import Foundation
import Testing

/// What each program starts with, in the least words.
private let suffisant = [
  "EP_BASE": "dbname=x", "EP_BASE_APP": "dbname=x user=ep_app", "EP_BASE_ECHEANCES": "dbname=x user=ep_echeances",
  "EP_BASE_MESSAGER": "dbname=x user=ep_messager", "EP_CLE": String(repeating: "ab", count: 32),
]

private func fautes(_ ajouts: [String: String], _ programme: Programme? = .serve) -> [String] {
  Environnement(pour: programme, suffisant.merging(ajouts) { $1 }).fautes
}

/// A file of its own, with those permissions.
private final class Fichier {
  let url = FileManager.default.temporaryDirectory.appending(path: "ep-configuration-\(UUID().uuidString)")
  init(_ contenu: String, mode: Int = 0o600) throws {
    try Data(contenu.utf8).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
  }
  deinit { try? FileManager.default.removeItem(at: url) }
}

@Suite struct EnvironnementTests {
  @Test func `chaque défaut est admis par sa propre forme, en développement`() {
    for programme in Programme.allCases { #expect(fautes([:], programme) == []) }
    let lu = Environnement(pour: .serve, suffisant)
    #expect(lu.entier(.port) == 8080 && lu.entier(.boucles) == 2 && lu.oui(.echeances))
    #expect(lu.liste(.mandataires) == [] && lu.instant(.horloge) == nil)
  }

  @Test(arguments: Programme.allCases)
  func `sans rien, tout ce qui manque à un programme est dit à la fois`(_ programme: Programme) {
    let dites = Environnement(pour: programme, [:]).fautes
    #expect(dites.count == programme.obligatoires.count && !dites.isEmpty)
    for variable in programme.obligatoires { #expect(dites.contains { $0.hasPrefix("\(variable.nom) manque (") }) }
  }

  @Test(arguments: [
    ("HOST", "::g", "adresse"), ("HOST", "::1%", "adresse"), ("HOST", "[::]", "adresse"),
    ("EP_ECHEANCES", "OUI", "oui ou non"), ("EP_ECHEANCES", "true", "oui ou non"), ("EP_ECHEANCES", " oui", "oui ou non"),
    ("EP_ENV", "prod", "developpement ou production"), ("EP_ENV", "Production", "developpement ou production"),
    ("EP_JOURNAL", "non", "requetes ou silence"),
    ("EP_BOUCLES", "0", "de 1 à 64"), ("EP_BOUCLES", "65", "de 1 à 64"), ("EP_BOUCLES", "+2", "de 1 à 64"), ("EP_BOUCLES", "02", "de 1 à 64"),
    ("EP_BOUCLES", "99999999999999999999", "de 1 à 64"), ("PORT", "-1", "de 0 à 65535"), ("PORT", "65536", "de 0 à 65535"),
    ("PORT", "http", "de 0 à 65535"),
    ("HOST", "127.0.0.1:80", "adresse"), ("HOST", "a b", "adresse"), ("EP_CGU_VERSION", "v 1", "lettres"),
    ("EP_CGU_VERSION", String(repeating: "1", count: 33), "32"),
    ("EP_HORLOGE", "2025-01-01", "RFC 3339"), ("EP_HORLOGE", "1989-12-31T23:59:59Z", "1990"), ("EP_HORLOGE", "2101-01-01T00:00:00Z", "2100"),
    ("EP_MANDATAIRES", "10.0.0.1,", "adresses IP"), ("EP_MANDATAIRES", "10.0.0.0/8", "adresses IP"), ("EP_MANDATAIRES", "proxy", "adresses IP"),
    ("EP_URL_API", "api.example", "https://"), ("EP_URL_API", "ftp://api.example", "https://"), ("EP_URL_API", "https://", "https://"),
    ("EP_URL_API", "https://api.example?x=1", "https://"), ("EP_URL_API", "https://api.example/#x", "https://"),
    ("EP_URL_API", "https://u:p@api.example", "https://"),
    ("EP_URL_API", "https://api.example:0", "https://"), ("EP_URL_API", "https://api.example:65536", "https://"),
    ("EP_URL_API", "https://a b", "https://"),
    ("EP_URL_API", "HTTPS://api.example", "https://"), ("EP_URL_PORTAIL", "https://portail.example\r\nBcc: x", "https://"),
    ("EP_EXPEDITEUR", "a@b@c", "courriel"), ("EP_SENDMAIL", "sendmail -t", "absolu"), ("EP_COURRIEL_DOSSIER", "a\nb", "dossier"),
  ])
  func `une valeur inconnue est refusée, avec ce qui est admis, même par le programme qui ne la lit pas`(
    _ nom: String, _ valeur: String, _ admis: String
  ) {
    for programme in nom.hasPrefix("EP_") ? Programme.allCases : [.serve, .demo] {
      let dites = fautes([nom: valeur], programme)
      // What stands before an « @ » is not repeated.
      let dite = valeur.lastIndex(of: "@").map { (valeur.hasPrefix("https://") ? "https://" : "") + "…" + valeur[$0...] } ?? valeur
      #expect(dites.count == 1 && dites[0].hasPrefix("\(nom)=\(dite) est refusé") && dites[0].contains(admis), "\(programme) : \(dites)")
    }
    #expect(fautes([nom: valeur], nil).count == 1)
  }

  @Test(arguments: [
    ("EP_ECHEANCES", "non"), ("EP_ENV", "developpement"), ("EP_BOUCLES", "1"), ("EP_BOUCLES", "64"), ("PORT", "0"), ("PORT", "65535"),
    ("HOST", "::"), ("HOST", "fe80::1%eth0"),
    ("HOST", "localhost"), ("EP_HORLOGE", "1990-01-01T00:00:00Z"), ("EP_HORLOGE", "2100-12-31T23:59:59Z"), ("EP_URL_API", "http://[::1]:8080"),
    ("EP_URL_API", "https://api.example:65535/espace"), ("EP_CGU_VERSION", "2026-01"), ("EP_MANDATAIRES", "10.0.0.1, 2001:db8::1"),
  ])
  func `une valeur admise l'est jusqu'à son bord`(_ nom: String, _ valeur: String) { #expect(fautes([nom: valeur]) == []) }

  @Test(arguments: [
    ("EP_ECHEANCE", "EP_ECHEANCES"), ("EP_URL", "EP_URL_API ou EP_URL_PORTAIL"), ("ep_cle", "EP_CLE"), ("EP_CLEF", "EP_CLE"),
    ("EP_HORLOGE_FICHIER", "EP_HORLOGE"),
    ("EP_BASEAPP", "EP_BASE_APP"), ("EP_MANDATAIRE", "EP_MANDATAIRES"),
  ])
  func `un nom inconnu est refusé, avec le plus proche, sans sa valeur`(_ nom: String, _ proche: String) {
    let dites = fautes([nom: "valeur-secrete"])
    #expect(dites.count == 1 && dites[0].hasPrefix("\(nom) est inconnu") && dites[0].contains(proche), "\(dites)")
    #expect(!dites[0].contains("valeur-secrete"))
  }

  @Test func `un nom qui ne ressemble à rien reçoit la liste des noms admis`() {
    let dites = fautes(["EP_QUELQUE_CHOSE_D_AUTRE": "1"])
    #expect(dites.count == 1 && dites[0].contains("EP_BASE, EP_BASE_FICHIER, EP_BASE_APP"))
  }

  @Test func `les variables des tests, et celles des autres, n'arrêtent rien`() {
    let autres = ["EP_TEST_BASE", "EP_TEST_SOCKET", "EP_ORACLES", "EP_OBSERVATIONS", "EP_OBSERVATIONS_A_VERIFIER", "PATH", "EPINE"]
    #expect(fautes(Dictionary(uniqueKeysWithValues: autres.map { ($0, "x") })) == [])
  }

  @Test func `toutes les fautes sont dites à la fois, une phrase chacune`() {
    let dites = fautes(["EP_ECHEANCES": "OUI", "EP_ENV": "prod", "PORT": "x", "EP_CLE": "court", "EP_URL": "x"])
    #expect(dites.count == 5)
    #expect(!dites.joined().contains("court"), "a secret is not repeated")
  }

  @Test func `une valeur vide est une valeur absente`() { #expect(fautes(["EP_ECHEANCES": "", "EP_SENDMAIL": "", "EP_CLE_FICHIER": ""]) == []) }

  @Test func `en production, ni horloge figée ni adresse publique en http, fût-elle locale ou par défaut`() {
    let production = ["EP_ENV": "production", "EP_URL_API": "https://api.example", "EP_URL_PORTAIL": "https://portail.example"]
    #expect(fautes(production) == [] && fautes(production, .messager) == [])
    #expect(fautes(production.merging(["EP_HORLOGE": "2025-03-12T08:00:00Z"]) { $1 }).first?.contains("refusé en production") == true)
    #expect(fautes(production.merging(["EP_URL_API": "http://127.0.0.1:8080"]) { $1 }).first?.contains("refusé en production") == true)
    #expect(fautes(["EP_ENV": "production"]).first?.contains("EP_URL_API=http://127.0.0.1:8080 (par défaut) est refusé en production") == true)
    #expect(fautes(["EP_ENV": "production"], .messager).first?.contains("EP_URL_PORTAIL") == true)
    #expect(fautes(["EP_ENV": "production"], .migrate) == [])
  }

  @Test(arguments: [Programme.demo, .volume])
  func `en production, rien d'inventé n'est chargé`(_ programme: Programme) {
    let production = ["EP_ENV": "production", "EP_URL_API": "https://api.example", "EP_URL_PORTAIL": "https://portail.example"]
    let dites = fautes(production, programme)
    #expect(dites.count == 1 && dites[0].hasPrefix("EP_ENV=production : « \(programme.rawValue) » charge des comptes inventés"), "\(dites)")
    #expect(fautes(production, .serve) == [] && fautes([:], programme) == [])
  }

  @Test func `la base du travail quotidien n'est demandée à serve que s'il le fait`() {
    let sans = suffisant.filter { $0.key != "EP_BASE_ECHEANCES" }
    #expect(Environnement(pour: .serve, sans.merging(["EP_ECHEANCES": "non"]) { $1 }).fautes == [])
    for (programme, echeances) in [(Programme.serve, "oui"), (.serve, ""), (.echeances, "non")] {
      let dites = Environnement(pour: programme, sans.merging(["EP_ECHEANCES": echeances]) { $1 }).fautes
      #expect(dites.count == 1 && dites[0].hasPrefix("EP_BASE_ECHEANCES manque"), "\(programme) \(echeances) : \(dites)")
    }
  }

  @Test func `les adresses des mandataires prennent l'écriture que le service donne à celle d'un pair`() {
    let lu = Environnement(pour: .serve, suffisant.merging(["EP_MANDATAIRES": "::ffff:10.0.0.1,2001:DB8:0::1"]) { $1 })
    #expect(lu.liste(.mandataires) == ["10.0.0.1", "2001:db8::1"])
  }

  @Test func `l'adresse publique perd ses barres finales`() {
    let lu = Environnement(pour: .serve, suffisant.merging(["EP_URL_API": "https://api.example/espace//"]) { $1 })
    #expect(lu.texte(.urlAPI) == "https://api.example/espace")
  }

  @Test func `un programme d'envoi qui n'est pas ici arrête le messager, non le service`() {
    #expect(fautes(["EP_SENDMAIL": "/n/existe/pas"], .messager).count == 1)
    #expect(fautes(["EP_SENDMAIL": "/n/existe/pas"], .serve) == [])
    #expect(fautes(["EP_SENDMAIL": "/tmp"], .messager).count == 1)
    #expect(
      Environnement(pour: .messager, suffisant.merging(["EP_SENDMAIL": "/bin/true -t -i"]) { $1 }).liste(.sendmail) == ["/bin/true", "-t", "-i"])
  }
}

@Suite struct SecretsTests {
  private static let cle = String(repeating: "cd", count: 32)

  private func lire(_ ajouts: [String: String], sans absente: String? = "EP_CLE") -> Environnement {
    Environnement(pour: .serve, suffisant.filter { $0.key != absente }.merging(ajouts) { $1 })
  }

  @Test(arguments: ["", "\n", "\r\n", "\n\n"])
  func `un secret vient d'un fichier, sans ses fins de ligne`(_ fin: String) throws {
    let fichier = try Fichier(Self.cle + fin)
    let lu = lire(["EP_CLE_FICHIER": fichier.url.path])
    #expect(lu.fautes == [] && lu.octets(.cle) == [UInt8](repeating: 0xcd, count: 32))
  }

  @Test func `toute variable secrète a son fichier`() throws {
    let secretes = Variable.allCases.filter(\.fiche.secrete)
    #expect(Set(secretes).isSuperset(of: [.base, .baseApp, .cle]))
    let fichier = try Fichier("dbname=y password=motsecret")
    let lu = lire(["EP_BASE_APP_FICHIER": fichier.url.path], sans: "EP_BASE_APP")
    #expect(lu.fautes == [] && lu.texte(.baseApp) == "dbname=y password=motsecret")
  }

  @Test func `le fichier et la variable à la fois sont refusés`() throws {
    let fichier = try Fichier(Self.cle)
    let dites = lire(["EP_CLE_FICHIER": fichier.url.path], sans: nil).fautes
    #expect(dites == ["EP_CLE et EP_CLE_FICHIER sont donnés tous les deux : n'en gardez qu'un."])
  }

  @Test(arguments: [(0o604, "ouvert à tous"), (0o602, "ouvert à tous"), (0o601, "ouvert à tous")])
  func `un fichier ouvert à tous est refusé, 640 est admis`(_ mode: Int, _ mots: String) throws {
    let ouvert = try Fichier(Self.cle, mode: mode)
    #expect(lire(["EP_CLE_FICHIER": ouvert.url.path]).fautes.first?.contains(mots) == true)
    let groupe = try Fichier(Self.cle, mode: 0o640)
    #expect(lire(["EP_CLE_FICHIER": groupe.url.path]).fautes == [])
  }

  @Test func `un fichier absent, vide, trop grand ou d'un autre genre est dit, jamais son contenu`() throws {
    #expect(lire(["EP_CLE_FICHIER": "/n/existe/pas"]).fautes.first?.contains("ne peut pas être lu (No such file") == true)
    #expect(lire(["EP_CLE_FICHIER": "/tmp"]).fautes.first?.contains("pas un fichier ordinaire") == true)
    let (vide, grand, faux) = (try Fichier("\n"), try Fichier(String(repeating: "a", count: 16_385)), try Fichier("motsecret"))
    #expect(lire(["EP_CLE_FICHIER": vide.url.path]).fautes.first?.contains("vide") == true)
    #expect(lire(["EP_CLE_FICHIER": grand.url.path]).fautes.first?.contains("plus de 16384 octets") == true)
    let dites = lire(["EP_CLE_FICHIER": faux.url.path]).fautes
    #expect(dites.count == 1 && dites[0].hasPrefix("EP_CLE_FICHIER est refusé : attend de 64 à 1024") && !dites[0].contains("motsecret"))
  }

  @Test(arguments: [
    ("HOST", "u:motsecret@h"), ("EP_URL_API", "https://u:motsecret@api.example"), ("EP_URL_API", "https://u:mot@motsecret@api.example"),
    ("EP_URL_PORTAIL", "ftp://motsecret@portail.example"), ("EP_MANDATAIRES", "http://u:motsecret@10.0.0.1"), ("EP_SENDMAIL", "smtp://u:motsecret@h"),
    ("EP_CLE_FICHIER", "motsecret"), ("EP_BASE_APP_FICHIER", "postgresql://u:motsecret@h/b"), ("EP_BASE_APP_FICHIER", "host=h password=motsecret"),
  ])
  func `un mot de passe écrit à une mauvaise place n'est pas répété`(_ nom: String, _ valeur: String) {
    let absente = nom.hasSuffix("_FICHIER") ? String(nom.dropLast("_FICHIER".count)) : nil
    let dites = lire([nom: valeur], sans: absente).fautes
    #expect(dites.count == 1 && dites[0].hasPrefix(nom) && !dites[0].contains("motsecret"), "\(dites)")
  }

  @Test(arguments: [("62", false), ("64", true), ("1024", true), ("1026", false)])
  func `la clé a de 64 à 1024 chiffres`(_ chiffres: String, _ admise: Bool) {
    #expect(lire(["EP_CLE": String(repeating: "a", count: Int(chiffres) ?? 0)]).fautes.isEmpty == admise)
  }
}

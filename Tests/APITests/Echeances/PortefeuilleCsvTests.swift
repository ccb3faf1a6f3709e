import Foundation
import JSON
import Testing

/// GET /v1/echeances, as a spreadsheet, and how the type is chosen.
@Suite(.serialized) struct PortefeuilleCsvTests {
  private static let csv = ["Accept": "text/csv"]
  private static let annee = "/v1/echeances?du=2025-01-01&au=2025-12-31"

  /// The records of RFC 4180, strictly: CRLF after each one, quotes only around a whole cell and doubled inside.
  private func enregistrements(_ text: String) throws -> [[String]] {
    var records: [[String]] = []
    var cells: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      var cell: [UInt8] = []
      if rest.first == UInt8(ascii: "\"") {
        rest.removeFirst()
        while true {
          let next = rest.popFirst()
          let byte = try #require(next, "unfinished quotes")
          guard byte == UInt8(ascii: "\"") else { cell.append(byte); continue }
          guard rest.first == UInt8(ascii: "\"") else { break }
          cell.append(rest.removeFirst())
        }
      } else {
        while let byte = rest.first, byte != UInt8(ascii: ","), byte != 13 {
          try #require(byte != UInt8(ascii: "\"") && byte != 10, "a bare quote or line feed")
          cell.append(rest.removeFirst())
        }
      }
      cells.append(String(decoding: cell, as: UTF8.self))
      if rest.first == UInt8(ascii: ",") { rest.removeFirst(); continue }
      try #require(rest.starts(with: [13, 10]), "a record ends with CRLF")
      rest.removeFirst(2)
      records.append(cells)
      cells = []
    }
    return records
  }

  @Test func `le CSV dit la même chose que les pages, en entier et sous un en-tête (V-35)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    for _ in 0..<3 { _ = try await dossier.autre().conclure("UNIQUE", modele: "002", le: "2024-10-21") }
    let json = try await dossier.agent.get(Self.annee + "&limite=200").elements
    let answer = try await dossier.agent.get(Self.annee + "&limite=1", headers: Self.csv)
    #expect(answer.status == 200 && answer.headers["content-type"] == "text/csv; charset=utf-8; header=present")
    #expect(answer.headers["content-disposition"] == "attachment; filename=\"echeances-2025-03-12.csv\"" && answer.headers["vary"] == "Accept")
    let records = try enregistrements(answer.text)
    let header = try #require(records.first)
    #expect(header.count == 14 && header.first == "date" && records.allSatisfy { $0.count == header.count })
    #expect(json.count > 20 && records.count == json.count + 1)
    for (record, element) in zip(records.dropFirst(), json) {
      let row = Dictionary(uniqueKeysWithValues: zip(header, record))
      for name in ["date", "code", "libelle", "regle"] { #expect(row[name] == element[name]?.string) }
      #expect(row["sources"] == element["sources"]?.array?.compactMap(\.string).joined(separator: " ; "))
      for name in ["atteinte", "est_defaut_projet"] { #expect(row[name] == (element[name] == true ? "true" : "false")) }
      #expect(row["convention_id"] == element["convention"]?["id"]?.string && row["mise_en_demeure_id"] == "")
      #expect(row["partenaire"] == element["convention"]?["partenaire"]?["denomination"]?.string && row["caisse_code"] == "CPAM-67")
    }
  }

  @Test(arguments: [
    ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"), ("+33", "'+33"), ("-1", "'-1"), ("@somme", "'@somme"),
    ("CCAS « A, B » d'Élise", "CCAS « A, B » d'Élise"), ("Dit \"le Foyer\"", "Dit \"le Foyer\""),
  ])
  func `aucune cellule n'est une formule, guillemets et virgules survivent`(denomination: String, attendue: String) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67") { $0["denomination"] = .string(denomination) }
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let records = try enregistrements(try await dossier.agent.get(Self.annee, headers: Self.csv).text)
    #expect(records.count > 5 && records.dropFirst().allSatisfy { $0[11] == attendue }, "\(records.last ?? [])")
  }

  @Test func `sans échéance, il reste l'en-tête`() async throws {
    let agent = try await Monde.agent(try TestServer(), "CPAM-67")
    #expect(try enregistrements(try await agent.get("/v1/echeances", headers: Self.csv).text).count == 1)
  }

  @Test(
    arguments: [
      (nil, "application/json"), ("", "application/json"), ("*/*", "application/json"), ("text/csv", "text/csv"), ("text/*", "text/csv"),
      ("TEXT/CSV", "text/csv"),
      ("text/csv;q=0.5, application/json", "application/json"), ("application/json;q=0.2, text/csv;q=0.3", "text/csv"),
      ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"), ("application/json;q=0, */*", "text/csv"),
      ("text/csv;charset=utf-8", "text/csv"),
    ] as [(String?, String)])
  func `l'en-tête Accept choisit la représentation`(accept: String?, type: String) async throws {
    let agent = try await Monde.agent(try Scene.partagee, "CPAM-67")
    let answer = try await agent.get("/v1/echeances", headers: accept.map { ["Accept": $0] } ?? [:])
    #expect(answer.status == 200 && answer.headers["content-type"]?.hasPrefix(type) == true, "\(answer.headers)")
  }

  @Test(arguments: ["image/png", "text/html;q=1", "*/*;q=0", "text", "text/csv;q=2"])
  func `rien d'acceptable répond 406`(accept: String) async throws {
    let agent = try await Monde.agent(try Scene.partagee, "CPAM-67")
    let answer = try await agent.get("/v1/echeances", headers: ["Accept": accept])
    #expect(answer.status == 406 && answer.code == "REPRESENTATION_INDISPONIBLE", "\(answer.text)")
  }
}

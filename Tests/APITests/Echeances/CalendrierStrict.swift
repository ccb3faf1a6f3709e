import Foundation
import JSON

/// A strict reader of the iCalendar that feeds are written in (RFC 5545): a fault anywhere is an error.
struct CalendrierStrict {
  struct Faute: Error { let raison: String }
  typealias Evenement = [String: String]

  private(set) var proprietes: [String: String] = [:]
  private(set) var evenements: [Evenement] = []
  private(set) var composants: [String] = []

  init(_ text: String) throws {
    var pile: [String] = []
    var evenement: Evenement?
    for ligne in try Self.depliees(text) {
      guard let deux = ligne.firstIndex(of: ":") else { throw Faute(raison: "no colon: \(ligne)") }
      let (nom, valeur) = (String(ligne[..<deux]), String(ligne[ligne.index(after: deux)...]))
      guard nom.wholeMatch(of: /[A-Z-]+(;[A-Z-]+=[A-Z-]+)*/) != nil else { throw Faute(raison: "name: \(nom)") }
      switch nom {
      case "BEGIN":
        guard pile.isEmpty == (valeur == "VCALENDAR") else { throw Faute(raison: "BEGIN:\(valeur) in \(pile)") }
        pile.append(valeur)
        composants.append(valeur)
        if valeur == "VEVENT" { evenement = [:] }
      case "END":
        guard pile.popLast() == valeur else { throw Faute(raison: "END:\(valeur) closes nothing") }
        if valeur == "VEVENT", let complet = evenement {
          try Self.verifier(complet)
          evenements.append(complet)
          evenement = nil
        }
      default:
        guard !pile.isEmpty else { throw Faute(raison: "outside of the calendar: \(ligne)") }
        if evenement != nil {
          guard evenement?.updateValue(valeur, forKey: nom) == nil else { throw Faute(raison: "\(nom) twice") }
        } else if pile == ["VCALENDAR"] {
          guard proprietes.updateValue(valeur, forKey: nom) == nil else { throw Faute(raison: "\(nom) twice") }
        }
      }
    }
    guard pile.isEmpty, composants.count > 1 else { throw Faute(raison: "unfinished, or without any component") }
    guard proprietes["VERSION"] == "2.0", proprietes["PRODID"]?.isEmpty == false else { throw Faute(raison: "VERSION and PRODID") }
    guard Set(evenements.map { $0["UID"] }).count == evenements.count else { throw Faute(raison: "a UID twice") }
  }

  /// Lines of 75 octets at most, each ended by CRLF and valid on its own, unfolded; no other control character.
  private static func depliees(_ text: String) throws -> [String] {
    guard text.utf8.suffix(2).elementsEqual([13, 10]) else { throw Faute(raison: "the last line has no CRLF") }
    var lignes: [[UInt8]] = []
    var octets = Array(text.utf8)[...]
    while !octets.isEmpty {
      guard let fin = octets.firstIndex(of: 13), octets.index(after: fin) < octets.endIndex, octets[fin + 1] == 10 else {
        throw Faute(raison: "a bare CR or LF")
      }
      let ligne = octets[..<fin]
      guard ligne.count <= 75, !ligne.isEmpty else { throw Faute(raison: "\(ligne.count) octets") }
      guard !ligne.contains(where: { $0 < 32 && $0 != 9 || $0 == 127 }) else { throw Faute(raison: "a control character") }
      guard String(validating: ligne, as: UTF8.self) != nil else { throw Faute(raison: "a character cut by a fold") }
      if ligne.first == 32 || ligne.first == 9 {
        guard !lignes.isEmpty else { throw Faute(raison: "a fold of nothing") }
        lignes[lignes.count - 1] += ligne.dropFirst()
      } else {
        lignes.append(Array(ligne))
      }
      octets = octets[(fin + 2)...]
    }
    return lignes.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func verifier(_ evenement: Evenement) throws {
    guard evenement["UID"]?.isEmpty == false, evenement["DTSTAMP"]?.wholeMatch(of: /\d{8}T\d{6}Z/) != nil else { throw Faute(raison: "UID, DTSTAMP") }
    guard let debut = jour(evenement["DTSTART;VALUE=DATE"]), let fin = jour(evenement["DTEND;VALUE=DATE"]), fin.timeIntervalSince(debut) == 86_400
    else { throw Faute(raison: "not a whole day: \(evenement)") }
    guard let url = evenement["URL"], URL(string: url)?.scheme != nil else { throw Faute(raison: "URL") }
    for nom in ["SUMMARY", "DESCRIPTION", "CATEGORIES"] { _ = try texte(evenement[nom] ?? "") }
  }

  private static func jour(_ valeur: String?) -> Date? {
    guard let valeur, valeur.wholeMatch(of: /\d{8}/) != nil else { return nil }
    let format = DateFormatter()
    format.dateFormat = "yyyyMMdd"
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.isLenient = false
    return format.date(from: valeur)
  }

  /// A TEXT value, unescaped; a comma, a semicolon or a backslash that stands alone is a fault.
  static func texte(_ valeur: String) throws -> String {
    var lu = ""
    var scalaires = valeur.unicodeScalars[...]
    while let scalaire = scalaires.popFirst() {
      guard scalaire == "\\" else {
        guard scalaire != "," && scalaire != ";" else { throw Faute(raison: "not escaped: \(valeur)") }
        lu.unicodeScalars.append(scalaire)
        continue
      }
      switch scalaires.popFirst() {
      case "n", "N": lu += "\n"
      case let suivant? where "\\;,".unicodeScalars.contains(suivant): lu.unicodeScalars.append(suivant)
      default: throw Faute(raison: "escape: \(valeur)")
      }
    }
    return lu
  }
}

extension Answer {
  /// The path of the calendar whose address a creation has shown.
  var chemin: String { json["adresse"]?.string.map { String($0.dropFirst("http://127.0.0.1:8080".count)) } ?? "" }
}

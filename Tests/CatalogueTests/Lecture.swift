import Catalogue
import Foundation
import Testing

/// The embedded JSON as Foundation reads it: `Catalogue` gives bytes only.
enum Lecture {
  static func json(_ nom: Catalogue.NomDonnees) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(Catalogue.donnees(nom)))
  }

  static func objets(_ nom: Catalogue.NomDonnees) throws -> [[String: Any]] {
    try #require(json(nom) as? [[String: Any]])
  }

  /// The lines that say something, without the comments.
  static func lignes(_ nom: Catalogue.NomDonnees) -> [String] {
    String(decoding: Catalogue.donnees(nom), as: UTF8.self)
      .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  /// Every rule and decision id.
  static func references() throws -> Set<String> {
    Set(try (objets(.regles) + objets(.decisions)).compactMap { $0["id"] as? String })
  }
}

extension [String: Any] {
  func texte(_ nom: String) throws -> String { try #require(self[nom] as? String, "\(nom) : \(self)") }
  func textes(_ nom: String) throws -> [String] { try #require(self[nom] as? [String], "\(nom) : \(self)") }
  func objet(_ nom: String) throws -> [String: Any] { try #require(self[nom] as? [String: Any], "\(nom) : \(self)") }
  func objets(_ nom: String) throws -> [[String: Any]] { try #require(self[nom] as? [[String: Any]], "\(nom) : \(self)") }
}

import Catalogue
import Foundation
import Testing

struct ReglesTests {
  @Test(arguments: Catalogue.NomDonnees.allCases)
  func `chaque fichier est embarqué, en UTF-8 et terminé par une fin de ligne`(nom: Catalogue.NomDonnees) {
    let bytes = Catalogue.donnees(nom)
    #expect(bytes.count > 1000)
    #expect(bytes.last == 10)
    #expect(String(validating: bytes, as: UTF8.self) != nil)
  }

  @Test func `les 271 règles se répartissent par domaine comme dans les conventions`() throws {
    let regles = try Lecture.objets(.regles)
    #expect(regles.count == 271)
    let parDomaine = try Dictionary(grouping: regles) { try $0.texte("domaine") }.mapValues(\.count)
    #expect(parDomaine == ["A": 20, "P": 18, "V": 38, "C": 58, "D": 39, "J": 17, "S": 15, "R": 36, "B": 13, "X": 17])
  }

  @Test func `chaque règle a un identifiant, un titre, un texte, un acteur, des sources et une nature au moins`() throws {
    var vues: Set<String> = []
    for regle in try Lecture.objets(.regles) {
      let id = try regle.texte("id")
      #expect(id.wholeMatch(of: /[A-Z]-[0-9]{2}/) != nil)
      let domaine = try regle.texte("domaine")
      #expect(id.hasPrefix(domaine + "-"))
      #expect(vues.insert(id).inserted, "\(id) deux fois")
      for nom in ["titre", "texte", "acteur", "sources"] { #expect(try !regle.texte(nom).isEmpty, "\(id) \(nom)") }
      let natures = try regle.textes("natures")
      #expect(!natures.isEmpty && Set(natures).count == natures.count, "\(id)")
      #expect(Set(natures).isSubset(of: ["enforce", "compute", "notify", "record", "expose"]), "\(id)")
      #expect(
        Set(regle.keys).isSubset(of: [
          "id", "domaine", "titre", "texte", "acteur", "sources", "natures", "variantes", "logiciel",
        ]), "\(id)")
    }
  }

  @Test func `une règle ne renvoie qu'à des règles et à des décisions qui existent`() throws {
    let references = try Lecture.references()
    for regle in try Lecture.objets(.regles) {
      let id = try regle.texte("id")
      for nom in ["titre", "texte", "variantes", "logiciel"] {
        for renvoi in (regle[nom] as? String ?? "").matches(of: /\b[A-Z]-[0-9]{2}\b/) {
          #expect(references.contains(String(renvoi.output)), "\(id) → \(renvoi.output)")
        }
      }
    }
  }

  @Test func `les 74 décisions sont motivées`() throws {
    let decisions = try Lecture.objets(.decisions)
    #expect(try decisions.map { try $0.texte("id") } == (1...74).map { "Q-" + String(format: "%02d", $0) })
    for decision in decisions {
      for nom in ["question", "decision", "pourquoi"] { #expect(try !decision.texte(nom).isEmpty) }
    }
  }
}

import Catalogue
import Foundation
import Testing

struct ListesTests {
  @Test func `les mots de passe courants ont 14 caractères au moins, en minuscules, chacun une fois`() {
    let mots = Lecture.lignes(.motsDePasseCourants)
    #expect(mots.count > 300)
    #expect(Set(mots).count == mots.count)
    #expect(mots.allSatisfy { (14...128).contains($0.count) && $0 == $0.lowercased() })
  }

  @Test(arguments: ["azertyuiopqsdfghjklm", "qwertyuiopasdfghjkl", "motdepassemotdepasse", "12345678901234", "correcthorsebatterystaple"])
  func `les plus connus y sont`(mot: String) {
    #expect(Lecture.lignes(.motsDePasseCourants).contains(mot))
  }

  @Test func `le lexique de santé a de 80 à 150 entrées en minuscules, chacune une fois (D-13)`() {
    let mots = Lecture.lignes(.lexiqueSante)
    #expect((80...150).contains(mots.count))
    #expect(Set(mots).count == mots.count)
    #expect(mots.allSatisfy { $0 == $0.lowercased() && $0 == $0.trimmingCharacters(in: .whitespaces) })
    #expect(mots.contains("diagnostic"))
  }

  @Test func `le vocabulaire des conventions n'alerte pas (Q-14)`() throws {
    let mots = Lecture.lignes(.lexiqueSante).filter { $0 != "diagnostic" }
    var textes = ["dépistage", "bon de vaccination", "handicap", "accès aux soins", "urgence de soins", "Assurance Maladie"]
    textes += try Lecture.objets(.regles).flatMap { regle in
      ["titre", "texte", "variantes", "logiciel"].compactMap { regle[$0] as? String }
    }
    for texte in textes {
      let plie = texte.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      let phrase = " " + plie.split { !$0.isLetter && $0 != "-" }.joined(separator: " ") + " "
      for mot in mots {
        let cherche = mot.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        #expect(!phrase.contains(" \(cherche) ") && !phrase.contains(" \(cherche)s "), "« \(mot) » dans « \(texte) »")
      }
    }
  }
}

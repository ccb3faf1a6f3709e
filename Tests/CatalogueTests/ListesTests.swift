import Catalogue
import Foundation
import Testing

struct ListesTests {
  @Test func `la liste des mots de passe courants a 10 000 mots, repliés, chacun une fois (C-18)`() {
    let mots = Lecture.lignes(.motsDePasseCourants)
    #expect(mots.count == 10_000)
    #expect(Set(mots).count == mots.count)
    #expect(mots.allSatisfy { $0.utf8.count >= 4 && $0.utf8.allSatisfy { (0x61...0x7a).contains($0) } })
  }

  @Test(arguments: ["azertyuiopqsdfghjklm", "azertyuiop", "motdepasse", "password", "marseille", "iloveyou", "correcthorsebatterystaple"])
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

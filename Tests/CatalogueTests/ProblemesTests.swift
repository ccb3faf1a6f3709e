import Catalogue
import Testing

struct ProblemesTests {
  @Test func `chaque problème a un code unique, un statut d'erreur, un titre et de quoi y remédier`() throws {
    var vus: Set<String> = []
    for probleme in try Lecture.objets(.problemes) {
      let code = try probleme.texte("code")
      #expect(code.wholeMatch(of: /[A-Z][A-Z0-9]*(_[A-Z0-9]+)*/) != nil)
      #expect(vus.insert(code).inserted, "\(code) deux fois")
      let statut = try #require(probleme["statut"] as? Int)
      #expect((400...599).contains(statut), "\(code)")
      #expect(try !probleme.texte("titre").isEmpty, "\(code)")
      #expect(try probleme.texte("detail").hasSuffix("."), "\(code)")
      #expect(Set(probleme.keys) == ["code", "statut", "titre", "detail", "regles"], "\(code)")
    }
  }

  @Test func `un problème ne cite que des règles qui existent`() throws {
    let references = try Lecture.references()
    for probleme in try Lecture.objets(.problemes) {
      let (code, regles) = (try probleme.texte("code"), try probleme.textes("regles"))
      #expect(references.isSuperset(of: regles), "\(code)")
    }
  }

  @Test(arguments: [
    ("QUOTA_GESTIONNAIRES", 409, "C-06"), ("QUOTA_TECHNICIENS", 409, "C-11"), ("EFFECTIF_INCONNU", 409, "P-04"),
    ("NIR_INTERDIT", 422, "D-12"), ("CGU_NON_ACCEPTEES", 403, "C-20"), ("ACCES_FERME", 403, "D-33"),
    ("FONCTIONNALITE_INACTIVE", 409, "D-02"), ("DERNIER_GESTIONNAIRE", 409, "C-34"), ("CHAMP_NON_MODIFIABLE", 422, "C-26"),
  ])
  func `les codes que nomment les règles ont leur statut et leur règle`(code: String, statut: Int, regle: String) throws {
    let probleme = try #require(try Lecture.objets(.problemes).first { $0["code"] as? String == code })
    #expect(probleme["statut"] as? Int == statut)
    #expect(try probleme.textes("regles").contains(regle))
  }
}

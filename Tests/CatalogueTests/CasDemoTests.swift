import Catalogue
import Foundation
import Testing

struct CasDemoTests {
  private let cas: [[String: Any]]

  init() throws {
    cas = try #require(Lecture.json(.casDemo) as? [String: Any]).objets("cas")
  }

  @Test func `les cinq conventions réelles sont là, chacune avec sa caisse`() throws {
    #expect(try cas.map { try $0.texte("modele") } == ["000", "001", "002", "003", "004"])
    #expect(try cas.map { try $0.objet("caisse").texte("code") } == ["CPAM-57", "CPAM-13", "CPAM-67", "CPAM-60", "CPAM-82"])
  }

  @Test func `chaque acte est daté par les deux parties, le métier au plus tard le jour de l'utilisation (V-02, V-06)`() throws {
    for un in cas {
      let conventions = try un.objets("conventions")
      let unique = try un.texte("modele") == "002"
      #expect(try conventions.map { try $0.texte("nature") } == (unique ? ["UNIQUE"] : ["METIER", "UTILISATION"]))
      var effets: [String] = []
      for convention in conventions {
        let signatures = try convention.objets("signatures")
        #expect(try signatures.map { try $0.texte("partie") } == ["CAISSE", "PARTENAIRE"])
        effets.append(try #require(try signatures.map { try $0.texte("date") }.max()))
      }
      #expect(effets == effets.sorted())
      #expect(effets.allSatisfy { $0 <= "2024-10-21" })
    }
  }

  @Test func `seule l'utilisation de Marly est réellement datée : toute autre date est une hypothèse expliquée (Q-47)`() throws {
    for un in cas {
      for convention in try un.objets("conventions") {
        let reelle = try un.texte("modele") == "000" && convention.texte("nature") == "UTILISATION"
        #expect(convention["hypothese"] as? Bool == !reelle)
        #expect((convention["explication"] as? String != nil) == !reelle)
        if reelle { #expect(try convention.objets("signatures").allSatisfy { try $0.texte("date") == "2024-10-21" }) }
      }
    }
  }

  @Test func `les effectifs sont des hypothèses, 26 membres au moins à Creil (P-04)`() throws {
    for un in cas {
      let effectif = try un.objet("partenaire").objet("effectif")
      #expect(effectif["hypothese"] as? Bool == true)
      #expect(try !effectif.texte("explication").isEmpty)
      let plancher = try un.texte("modele") == "003" ? 26 : 1
      #expect(try #require(effectif["valeur"] as? Int) >= plancher)
    }
  }

  @Test func `seul Creil a un SIRET (P-02)`() throws {
    for un in cas {
      let siret = try un.objet("partenaire")["siret"] as? String
      let attendu = try un.texte("modele") == "003" ? "26600175900098" : nil
      #expect(siret == attendu)
    }
  }

  @Test func `les cinq unités d'Alsace déclarent vingt gestionnaires (P-05, C-09)`() throws {
    let unites = try cas[2].objets("unites")
    #expect(try unites.map { try $0.texte("libelle") }.count == 5)
    #expect(unites.compactMap { $0["gestionnaires_declares"] as? Int }.reduce(0, +) == 20)
    let codes = Set(try unites.map { try $0.texte("code") })
    let contacts = try cas[2].objets("contacts").filter { $0["role"] as? String == "GESTIONNAIRE" }
    #expect(contacts.count == 20)
    #expect(try contacts.allSatisfy { codes.contains(try $0.texte("unite")) })
  }

  @Test func `aucune adresse ne peut recevoir de courriel`() throws {
    for un in cas {
      for contact in try un.objets("contacts") {
        if let email = contact["email"] as? String { #expect(email.hasSuffix(".example"), "\(email)") }
      }
      #expect(try un.objet("partenaire").textes("domaines_email").allSatisfy { $0.hasSuffix(".example") })
    }
  }
}

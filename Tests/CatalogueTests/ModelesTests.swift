import Catalogue
import Foundation
import Testing

struct ModelesTests {
  @Test func `les cinq modèles portent les natures de leurs actes (V-01)`() throws {
    let modeles = try Lecture.objets(.modeles)
    #expect(try modeles.map { try $0.texte("code") } == ["000", "001", "002", "003", "004"])
    for modele in modeles {
      let unique = try modele.texte("code") == "002"
      #expect(try modele.textes("natures") == (unique ? ["UNIQUE"] : ["METIER", "UTILISATION"]))
      #expect(modele["version"] as? Int == 1)
      #expect(try modele.texte("type_caisse") == "CPAM")
    }
    #expect(
      try modeles.map { try $0.texte("type_partenaire") } == ["CCAS", "CCAS", "COLLECTIVITE", "CCAS", "DEPARTEMENT"])
  }

  @Test func `chaque modèle a les mêmes 98 paramètres (V-03)`() throws {
    let noms = try Lecture.objets(.modeles).map { Set(try $0.objet("parametres").keys) }
    #expect(noms.allSatisfy { $0.count == 98 && $0 == noms[0] })
  }

  @Test func `l'origine dit si la valeur vient de l'acte, d'un défaut du projet ou de nulle part`() throws {
    let references = try Lecture.references()
    for modele in try Lecture.objets(.modeles) {
      for (nom, valeur) in try modele.objet("parametres") {
        let parametre = try #require(valeur as? [String: Any])
        let ecrit = !(try #require(parametre["valeur"]) is NSNull)
        let defaut = parametre["defaut"] as? [String: Any]
        let attendue = ecrit ? "ACTE" : defaut != nil ? "DEFAUT_PROJET" : "NON_ECRIT"
        #expect(try parametre.texte("origine") == attendue, "\(nom)")
        #expect(!(ecrit && defaut != nil), "\(nom)")
        let regles = try parametre.textes("regles")
        #expect(!regles.isEmpty && references.isSuperset(of: regles), "\(nom)")
        if let defaut {
          #expect(!(try #require(defaut["valeur"]) is NSNull), "\(nom)")
          let raison = try defaut.texte("raison")
          #expect(references.contains(raison), "\(nom)")
          #expect(try !defaut.texte("explication").isEmpty, "\(nom)")
        }
      }
    }
  }

  @Test(arguments: [
    ("000", "documents.date_signature", "2024-10-21"), ("000", "gestionnaires.quota.mode", "TRANCHES"),
    ("002", "gestionnaires.quota.mode", "FIXE_PAR_UNITE"), ("004", "gestionnaires.quota.mode", "FIXE"),
    ("002", "gestionnaires.inactivation.effet", "A_DATE_SOUHAITEE"), ("004", "demandes.priorite", "URGENTE"),
  ])
  func `les valeurs sont celles des actes`(code: String, nom: String, valeur: String) throws {
    #expect(try parametre(code, nom)["valeur"] as? String == valeur)
  }

  @Test(arguments: [
    ("000", "comptes.mdp_validite_jours", 180, "Q-46"), ("002", "comptes.revue_periodicite_mois", 12, "C-49"),
    ("001", "metier.renouvellement.duree_mois", 12, "Q-03"), ("004", "comptes.suppression_auto_mois", 6, "Q-10"),
    ("003", "rgpd.violation.delai_heures", 24, "Q-21"),
  ])
  func `un défaut du projet porte sa raison`(code: String, nom: String, valeur: Int, raison: String) throws {
    let defaut = try parametre(code, nom).objet("defaut")
    #expect(defaut["valeur"] as? Int == valeur)
    #expect(try defaut.texte("raison") == raison)
  }

  private func parametre(_ code: String, _ nom: String) throws -> [String: Any] {
    let modele = try #require(try Lecture.objets(.modeles).first { $0["code"] as? String == code })
    return try modele.objet("parametres").objet(nom)
  }
}

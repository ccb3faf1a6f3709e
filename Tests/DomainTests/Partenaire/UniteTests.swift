import Domain
import Foundation
import Testing

@Suite struct UniteTests {
  @Test func `les unités du Bas-Rhin ouvrent selon la signature, fin de mois ramenée (P-06)`() throws {
    let signature: Jour = "2024-12-31"
    #expect(OuvertureUnite.aLaSignature.ouvreLe(signature: signature) == "2024-12-31")
    #expect(OuvertureUnite.apresSignature(mois: 2).ouvreLe(signature: signature) == "2025-02-28")
    #expect(OuvertureUnite.apresSignature(mois: 4).ouvreLe(signature: signature) == "2025-04-30")
    #expect(OuvertureUnite.apresSignature(mois: 2).ouvreLe(signature: "2024-10-21") == "2024-12-21")
  }

  @Test func `avant la signature seules les unités d'essai sont ouvertes (P-06, V-38)`() {
    #expect(OuvertureUnite.avantSignature.estOuverte(le: "2024-01-01", signature: nil))
    #expect(!OuvertureUnite.aLaSignature.estOuverte(le: "2024-01-01", signature: nil))
    #expect(!OuvertureUnite.apresSignature(mois: 2).estOuverte(le: "2024-01-01", signature: nil))
    #expect(OuvertureUnite.avantSignature.ouvreLe(signature: "2024-12-31") == nil)
    #expect(OuvertureUnite.aLaSignature.ouvreLe(signature: nil) == nil)
  }

  @Test(arguments: [("2024-12-20", false), ("2024-12-21", true), ("2024-12-22", true)] as [(Jour, Bool)])
  func `une unité ouvre le jour dit, pas la veille (C-55)`(jour: Jour, ouverte: Bool) {
    #expect(OuvertureUnite.apresSignature(mois: 2).estOuverte(le: jour, signature: "2024-10-21") == ouverte)
  }

  // Signed on 31/12/2024: the Nord at once, EMS Nord two months later, EMS Sud four.
  @Test(
    arguments: [
      (OuvertureUnite.aLaSignature, "2024-12-31"), (.apresSignature(mois: 2), "2025-02-28"), (.apresSignature(mois: 4), "2025-04-30"),
    ] as [(OuvertureUnite, Jour)])
  func `chaque unité du Bas-Rhin ouvre à son jour, fermée la veille (P-06, C-55)`(ouverture: OuvertureUnite, jour: Jour) {
    let jours = [jour.veille, jour, jour.lendemain]
    #expect(jours.map { ouverture.estOuverte(le: $0, signature: "2024-12-31") } == [false, true, true])
  }

  @Test func `l'ouverture se lit de ses deux colonnes (P-06)`() throws {
    #expect(try OuvertureUnite(code: "AVANT_SIGNATURE", decalageMois: nil) == .avantSignature)
    #expect(try OuvertureUnite(code: "A_LA_SIGNATURE", decalageMois: 0) == .aLaSignature)
    #expect(try OuvertureUnite(code: "APRES_SIGNATURE", decalageMois: 60) == .apresSignature(mois: 60))
    for ouverture in [OuvertureUnite.avantSignature, .aLaSignature, .apresSignature(mois: 4)] {
      #expect(try OuvertureUnite(code: ouverture.code, decalageMois: ouverture.decalageMois) == ouverture)
    }
  }

  @Test(arguments: [
    ("JAMAIS", nil, OuvertureInvalide.inconnue), ("APRES_SIGNATURE", nil, .decalageManquant),
    ("APRES_SIGNATURE", 0, .decalageHorsBornes), ("APRES_SIGNATURE", 61, .decalageHorsBornes),
    ("AVANT_SIGNATURE", 1, .decalageSansObjet), ("A_LA_SIGNATURE", 2, .decalageSansObjet),
  ])
  func `une ouverture incohérente est refusée (P-06)`(code: String, decalage: Int?, attendue: OuvertureInvalide) {
    #expect(throws: attendue) { try OuvertureUnite(code: code, decalageMois: decalage) }
  }

  @Test func `un agent crée une unité, son code en capitales (P-05)`() throws {
    let corps = CorpsUnite(code: "UTAMS_NORD", libelle: "UTAMS Nord", ouverture: "APRES_SIGNATURE", decalageMois: 2)
    let unite = try NouvelleUnite.creer(corps, par: Acteurs.agent, codesPresents: ["UTAMS_SUD"])
    #expect(unite.code.texte == "UTAMS_NORD")
    #expect(unite.ouverture == .apresSignature(mois: 2))
  }

  @Test func `une unité du même code existe déjà (P-05)`() {
    let corps = CorpsUnite(code: "UTAMS_NORD", libelle: "UTAMS Nord", ouverture: "A_LA_SIGNATURE")
    let refus = refus { () throws(RefusPartenaire) in
      try NouvelleUnite.creer(corps, par: Acteurs.agent, codesPresents: ["UTAMS_NORD"])
    }
    #expect(refus == .uniteDejaPresente)
    #expect(refus?.nature == .etat)
  }

  @Test func `la cinquante et unième unité est refusée (P-05)`() throws {
    let corps = CorpsUnite(code: "U51", libelle: "Cinquante et unième", ouverture: "A_LA_SIGNATURE")
    let acteur = Acteur(compteId: UUID(), role: .agentCaisse)
    let codes = (1...49).map { "U\($0)" }
    #expect(try NouvelleUnite.creer(corps, par: acteur, codesPresents: Set(codes)).code.texte == "U51")
    let refus = refus { () throws(RefusPartenaire) in
      try NouvelleUnite.creer(corps, par: acteur, codesPresents: Set(codes + ["U50"]))
    }
    #expect(refus == .unitesTropNombreuses)
  }

  @Test(arguments: [Role.adminNational, .directionCaisse, .gestionnaire, .technicien, .dpo, .client])
  func `seul un agent de la caisse crée une unité (A-02)`(role: Role) {
    let refus = refus { () throws(RefusPartenaire) in
      try NouvelleUnite.creer(CorpsUnite(), par: Acteurs.de(role), codesPresents: [])
    }
    #expect(refus == .reserveALaCaisse)
    #expect(refus?.nature == .interdit)
  }

  @Test func `tous les défauts d'une unité sont dits d'un coup (P-05, P-06)`() {
    let refus = refus { () throws(RefusPartenaire) in
      try NouvelleUnite.creer(CorpsUnite(code: "utams nord", decalageMois: 2), par: Acteurs.agent, codesPresents: [])
    }
    #expect(refus?.champs == ["/code CODE_UNITE_INVALIDE", "/libelle CHAMP_OBLIGATOIRE", "/ouverture CHAMP_OBLIGATOIRE"])
    #expect(refus?.code == "CORPS_INVALIDE")
  }

  @Test(arguments: ["A", "A1", "UTAMS_EMS_NORD", "A" + String(repeating: "_", count: 39)])
  func `un code d'unité compte 40 signes au plus (P-05)`(code: String) throws {
    #expect(try CodeUnite(code).texte == code)
  }

  @Test(arguments: ["", "1A", "_A", "a", "A-B", "É", "A" + String(repeating: "B", count: 40)])
  func `un code d'unité mal écrit est refusé (P-05)`(code: String) {
    #expect(throws: CodeUniteInvalide.forme) { try CodeUnite(code) }
  }

  @Test(arguments: [
    ("JAMAIS", nil, "/ouverture VALEUR_INCONNUE"), ("APRES_SIGNATURE", nil, "/decalage_mois OUVERTURE_INCOHERENTE"),
    ("APRES_SIGNATURE", 61, "/decalage_mois OUVERTURE_INCOHERENTE"), ("A_LA_SIGNATURE", 2, "/decalage_mois OUVERTURE_INCOHERENTE"),
  ])
  func `une ouverture incohérente nomme le champ à corriger (P-06)`(ouverture: String, decalage: Int?, champ: String) {
    let corps = CorpsUnite(code: "NORD", libelle: "Nord", ouverture: ouverture, decalageMois: decalage)
    let refus = refus { () throws(RefusPartenaire) in try NouvelleUnite.creer(corps, par: Acteurs.agent, codesPresents: []) }
    #expect(refus?.champs == [champ])
    #expect(refus?.regle == "P-06")
  }
}

import Foundation
import JSON
import Testing

/// Formal notices: their delay by model, repaired or not, withdrawn, or overtaken by the end of the act.
@Suite(.serialized) struct MisesEnDemeureTests {
  private func utilisation(_ server: TestServer? = nil) async throws -> (Dossier, metier: String, utilisation: String) {
    let dossier = try await Dossier.ouvrir(try server ?? TestServer())
    let (metier, utilisation) = try await dossier.bundle(le: "2024-10-21")
    return (dossier, metier, utilisation)
  }

  @Test func `utilisation : trente jours calendaires de la réception (V-16, T-018)`() async throws {
    let (dossier, _, utilisation) = try await utilisation()
    let answer = try await dossier.mettreEnDemeure(utilisation, Dossier.lettre(envoyee: "2025-01-29", recue: "2025-01-31"))
    #expect(answer.status == 201 && answer["dernier_jour"] == "2025-03-02" && answer["resiliable_le"] == "2025-03-03", "\(answer.text)")
    #expect(answer["regle"] == "V-16" && answer["sources"] == ["000/001U/003/004U art. 8.2"] && answer["seconde_lettre_exigee"] == true)
    #expect(answer["etat"] == "RESILIABLE" && answer["etat_au"] == "2025-03-12" && answer["partie_lesee"] == "CAISSE")
    #expect(answer["courrier"]?["objet"] == "MISE_EN_DEMEURE" && answer["courrier"]?["recu_le"] == "2025-01-31")
    let lue = try await dossier.agent.get(try #require(answer.headers["location"]))
    #expect(lue.text == answer.text && lue.etag == "\"1\"")
    let (regle, apres) = try dossier.evenement("MISE_EN_DEMEURE_ENVOYEE", utilisation)
    #expect(regle == "V-16" && apres["dernier_jour"] == "2025-03-02" && apres["manquement"] == nil)
  }

  @Test func `métier : quinze jours de l'envoi, sans report (V-17, Q-27)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2023-07-10")
    // 16 September 2023 is a Saturday.
    let answer = try await dossier.mettreEnDemeure(metier, Dossier.lettre(envoyee: "2023-09-01"))
    #expect(answer["dernier_jour"] == "2023-09-16" && answer["resiliable_le"] == "2023-09-17" && answer["regle"] == "V-17", "\(answer.text)")
    #expect(answer["seconde_lettre_exigee"] == false)
  }

  @Test func `acte unique du Bas-Rhin : un mois de l'envoi, écourté (V-18)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let answer = try await dossier.mettreEnDemeure(unique, Dossier.lettre("PARTENAIRE", envoyee: "2025-01-31"))
    #expect(answer["dernier_jour"] == "2025-02-28" && answer["resiliable_le"] == "2025-03-01" && answer["regle"] == "V-18", "\(answer.text)")
    #expect(answer["partie_lesee"] == "PARTENAIRE")
  }

  @Test(arguments: [("2025-04-02T23:59:59+02:00", "EN_COURS"), ("2025-04-03T00:00:00+02:00", "RESILIABLE")])
  func `le délai s'achève à minuit, à l'heure de la caisse (V-16)`(instant: String, etat: String) async throws {
    let (dossier, _, utilisation) = try await utilisation()
    let mise = try await dossier.mise(utilisation, Dossier.lettre(envoyee: "2025-03-01", recue: "2025-03-03"))
    #expect(try await dossier.lireMise(mise)["etat"] == "EN_COURS")
    let ensuite = try await dossier.a(instant)
    let lue = try await ensuite.lireMise(mise)
    #expect(lue["etat"]?.string == etat && lue["dernier_jour"] == "2025-04-02", "\(lue.text)")
    let convention = try await ensuite.lire(utilisation)
    #expect(convention["etat"] == "EN_VIGUEUR" && convention["est_en_demeure"] == true)
  }

  @Test func `réception inconnue : le délai n'a pas commencé ; elle le fait courir (V-16, T-020)`() async throws {
    let (dossier, _, utilisation) = try await utilisation()
    let mise = try await dossier.mettreEnDemeure(utilisation, Dossier.lettre(envoyee: "2025-01-02"))
    #expect(mise["etat"] == "ATTENTE_RECEPTION" && mise["dernier_jour"] == .null && mise["resiliable_le"] == .null, "\(mise.text)")
    let id = try #require(mise["id"]?.string)
    let tropTot = try await dossier.resilier(utilisation, apres: id, notification: Dossier.lettre(envoyee: "2025-03-10"))
    #expect(tropTot.refus == "409 DELAI_NON_COMMENCE V-16", "\(tropTot.text)")
    let version = try await dossier.lire(utilisation)["version"]?.int ?? 0
    let courrier = try #require(mise["courrier"]?["id"]?.string)
    let recue = try await dossier.agent.patch("/v1/courriers/\(courrier)", ["recu_le": "2025-02-10"], etag: "\"1\"")
    #expect(recue.status == 200, "\(recue.text)")
    let ensuite = try await dossier.lireMise(id)
    #expect(ensuite["etat"] == "EN_COURS" && ensuite["dernier_jour"] == "2025-03-12" && ensuite["courrier"]?["recu_le"] == "2025-02-10")
    // Whoever had read the convention is told that it has changed.
    #expect(try await dossier.lire(utilisation)["version"]?.int == version + 1)
    #expect(try await dossier.agent.patch("/v1/courriers/\(courrier)", ["recu_le": "2025-02-11"], etag: "\"2\"").code == "COURRIER_DEJA_RECU")
  }

  @Test func `jamais retirée, la mise en demeure court de sa présentation (V-16, Q-38)`() async throws {
    let (dossier, _, utilisation) = try await utilisation()
    let mise = try await dossier.mettreEnDemeure(utilisation, Dossier.lettre(envoyee: "2025-01-29"))
    let courrier = try #require(mise["courrier"]?["id"]?.string)
    _ = try await dossier.agent.patch("/v1/courriers/\(courrier)", ["presente_le": "2025-01-31"], etag: "\"1\"")
    #expect(try await dossier.lireMise(try #require(mise["id"]?.string))["etat"] == "ATTENTE_RECEPTION")
    _ = try await dossier.agent.patch("/v1/courriers/\(courrier)", ["non_reclame": true], etag: "\"2\"")
    #expect(try await dossier.lireMise(try #require(mise["id"]?.string))["dernier_jour"] == "2025-03-02")
  }

  @Test func `sans lettre recommandée, sans délai écrit ou sans convention en vigueur, pas de mise en demeure (V-16, V-17, V-28)`() async throws {
    let (dossier, metier, utilisation) = try await utilisation()
    for forme in ["COURRIER", "COURRIEL"] {
      let simple = try await dossier.mettreEnDemeure(utilisation, Dossier.lettre(envoyee: "2025-03-01", forme: forme))
      #expect(simple.refus == "422 FORME_LRAR_EXIGEE V-16", "\(simple.text)")
    }
    let sansDelai = try await dossier.mettreEnDemeure(metier, Dossier.lettre(envoyee: "2025-03-01"))
    #expect(sansDelai.refus == "409 MISE_EN_DEMEURE_NON_PREVUE V-16", "\(sansDelai.text)")
    let avant = try await dossier.mettreEnDemeure(utilisation, Dossier.lettre(envoyee: "2024-10-20"))
    #expect(avant.refus == "409 CONVENTION_NON_EN_VIGUEUR V-28" && avant["etat"] == "A_SIGNER", "\(avant.text)")
    let future = try await dossier.mettreEnDemeure(utilisation, Dossier.lettre(envoyee: "2025-03-13"))
    #expect(future.code == "DATE_FUTURE" && future["derniere_date"] == "2025-03-12")
    let recue = try await dossier.mettreEnDemeure(utilisation, Dossier.lettre(envoyee: "2025-03-03", recue: "2025-03-02"))
    #expect(recue.refus == "422 RECEPTION_AVANT_ENVOI V-27" && recue["premiere_date"] == "2025-03-03", "\(recue.text)")
    #expect(try await dossier.agent.get("/v1/conventions/\(utilisation)/courriers").elements == [])
    #expect(try await dossier.lire(utilisation)["est_en_demeure"] == false)
  }

  @Test func `on ne met pas en demeure une convention finie (V-28)`() async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let metier = try await dossier.conclure("METIER", modele: "900", le: "2024-03-12")
    let answer = try await dossier.mettreEnDemeure(metier, Dossier.lettre(envoyee: "2025-03-01"))
    #expect(
      answer.refus == "409 CONVENTION_NON_EN_VIGUEUR V-28" && answer["etat"] == "ECHUE" && answer["dernier_jour"] == "2025-03-11", "\(answer.text)")
  }

  @Test(arguments: [("2025-04-01", true), ("2025-04-02", true), ("2025-04-03", false)])
  func `réparé le dernier jour, le droit de résilier s'éteint ; le lendemain, non (V-20, T-027)`(date: String, aTemps: Bool) async throws {
    let (dossier, _, utilisation) = try await utilisation()
    let mise = try await dossier.mise(utilisation, Dossier.lettre(envoyee: "2025-03-01", recue: "2025-03-03"))
    let ensuite = try await dossier.a("2025-04-10T09:00:00+02:00")
    let answer = try await ensuite.reparer(mise, le: date)
    #expect(answer.status == 200 && answer["reparee_a_temps"]?.bool == aTemps && answer["reparee_le"]?.string == date, "\(answer.text)")
    #expect(answer["etat"]?.string == (aTemps ? "REPAREE" : "RESILIABLE") && answer["reparation"] == "Départs signalés." && answer["version"] == 2)
    #expect(try await ensuite.lire(utilisation)["est_en_demeure"]?.bool == !aTemps)
    #expect(try dossier.evenement("MANQUEMENT_REPARE", utilisation).regle == "V-20")
    let encore = try await ensuite.reparer(mise, le: date)
    #expect(encore.refus == "409 MANQUEMENT_REPARE V-20" && encore["reparee_le"]?.string == date, "\(encore.text)")
    let resiliation = try await ensuite.resilier(utilisation, apres: mise, notification: Dossier.lettre(envoyee: "2025-04-10"))
    #expect(aTemps ? resiliation.refus == "409 MANQUEMENT_REPARE V-20" : resiliation.status == 201, "\(resiliation.text)")
    if !aTemps { #expect(resiliation["effet_le"] == "2025-04-10") }
  }

  @Test(arguments: [("2025-02-28", "422 DATE_AVANT_ENVOI"), ("2025-03-01", "200 "), ("2025-03-12", "200 "), ("2025-03-13", "422 DATE_FUTURE")])
  func `la réparation date d'entre l'envoi et aujourd'hui (V-20)`(date: String, attendu: String) async throws {
    let (dossier, _, utilisation) = try await utilisation(try Scene.partagee)
    let mise = try await dossier.mise(utilisation, Dossier.lettre(envoyee: "2025-03-01"))
    let answer = try await dossier.reparer(mise, le: date)
    #expect("\(answer.status) \(answer.code ?? "")" == attendu, "\(answer.text)")
    if answer.status == 422 {
      #expect(answer["regle"] == "V-20" && answer["premiere_date"] == "2025-03-01" && answer["derniere_date"] == "2025-03-12")
    }
  }

  @Test func `la partie lésée, elle seule, renonce (V-20)`() async throws {
    let (dossier, _, utilisation) = try await utilisation()
    let mise = try await dossier.mise(utilisation, Dossier.lettre("PARTENAIRE", envoyee: "2025-01-29", recue: "2025-01-31"))
    let autre = try await dossier.classer(mise, par: "CAISSE")
    #expect(autre.refus == "409 PARTIE_NON_LESEE V-19" && autre["partie_lesee"] == "PARTENAIRE", "\(autre.text)")
    let classee = try await dossier.classer(mise, par: "PARTENAIRE")
    #expect(classee["etat"] == "CLASSEE" && classee["classee_le"] == "2025-03-12" && classee.etag == "\"2\"", "\(classee.text)")
    #expect(try await dossier.lire(utilisation)["est_en_demeure"] == false)
    #expect(try dossier.journal(utilisation).last == "MISE_EN_DEMEURE_CLASSEE")
    for answer in [try await dossier.classer(mise, par: "PARTENAIRE"), try await dossier.reparer(mise, le: "2025-03-10")] {
      #expect(answer.refus == "409 MISE_EN_DEMEURE_CLOSE V-20" && answer["etat"] == "CLASSEE", "\(answer.text)")
    }
    let notification = Dossier.lettre("PARTENAIRE", envoyee: "2025-03-10")
    #expect(try await dossier.resilier(utilisation, apres: mise, notification: notification, par: "PARTENAIRE").code == "MISE_EN_DEMEURE_CLOSE")
  }

  @Test func `deux mises en demeure courent à part ; la fin du métier clôt celle de l'utilisation (Q-51, V-22)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (metier, utilisation) = try await dossier.bundle(modele: "001", le: "2024-10-21")
    let surMetier = try await dossier.mise(metier, Dossier.lettre(envoyee: "2025-02-20"))
    let surUtilisation = try await dossier.mise(utilisation, Dossier.lettre(envoyee: "2025-02-20", recue: "2025-02-24"))
    #expect(try await dossier.lireMise(surMetier)["dernier_jour"] == "2025-03-07")
    #expect(try await dossier.lireMise(surUtilisation)["dernier_jour"] == "2025-03-26")
    #expect(try await dossier.resilier(metier, apres: surMetier).status == 201)
    #expect(try await dossier.lireMise(surUtilisation)["etat"] == "EN_COURS")
    let demain = try await dossier.a("2025-03-13T09:00:00+01:00")
    #expect(try await demain.lireMise(surUtilisation)["etat"] == "CLOSE")
    for answer in [try await demain.reparer(surUtilisation, le: "2025-03-10"), try await demain.classer(surUtilisation)] {
      #expect(answer.refus == "409 MISE_EN_DEMEURE_CLOSE V-20" && answer["etat"] == "CLOSE", "\(answer.text)")
    }
  }

  @Test func `les mises en demeure se lisent par page, la dernière d'abord (V-16)`() async throws {
    let (dossier, _, utilisation) = try await utilisation()
    var ids: [String] = []
    for (seconde, jour) in ["2025-03-03", "2025-03-01", "2025-03-02"].enumerated() {
      dossier.server.move(to: "2025-03-12T09:00:0\(seconde)+01:00")
      ids.append(try await dossier.mise(utilisation, Dossier.lettre(envoyee: jour)))
    }
    let path = "/v1/conventions/\(utilisation)/mises-en-demeure"
    let premiere = try await dossier.agent.get("\(path)?limite=2")
    let seconde = try await dossier.agent.get(try #require(premiere["suivant"]?.string))
    #expect((premiere.elements + seconde.elements).compactMap { $0["id"]?.string } == ids.reversed() && seconde["suivant"] == .null)
    #expect(try await dossier.agent.get("\(path)?curseur=WyJhIl0").code == "CURSEUR_INVALIDE")
  }

  @Test func `une autre caisse ne voit ni ne touche la mise en demeure (R-34)`() async throws {
    let (dossier, _, utilisation) = try await utilisation()
    let mise = try await dossier.mise(utilisation, Dossier.lettre(envoyee: "2025-03-01"))
    let ailleurs = dossier.vu(par: try await Monde.agent(dossier.server, "CPAM-60"))
    for answer in [
      try await ailleurs.lireMise(mise), try await ailleurs.reparer(mise, le: "2025-03-10"), try await ailleurs.classer(mise),
      try await ailleurs.mettreEnDemeure(utilisation, Dossier.lettre(envoyee: "2025-03-01")),
    ] { #expect(answer.code == "RESSOURCE_INTROUVABLE", "\(answer.text)") }
  }
}

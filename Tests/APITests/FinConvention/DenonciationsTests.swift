import Domain
import Foundation
import JSON
import Testing

/// Refusals to renew, by model.
@Suite(.serialized) struct DenonciationsTests {
  @Test(arguments: [
    ("2025-08-20", false, "2025-10-20"), ("2025-08-21", false, "2025-10-20"), ("2025-08-22", true, "2026-10-20"),
  ])
  func `Bas-Rhin : envoyée deux mois avant l'anniversaire, ce jour compris ; sinon l'échéance suivante (V-12, Q-04, Q-44, T-010, T-011)`(
    envoyee: String, horsDelai: Bool, fin: String
  ) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let ensuite = try await dossier.a("2025-08-25T09:00:00+02:00")
    let answer = try await ensuite.denoncer(unique, Dossier.lettre("PARTENAIRE", envoyee: envoyee))
    #expect(answer.status == 201 && answer["hors_delai"]?.bool == horsDelai && answer["dernier_jour"]?.string == fin, "\(answer.text)")
    #expect(
      answer["date_limite"] == "2025-08-21" && answer["regle"] == "V-12" && answer["auteur"] == "PARTENAIRE" && answer["motif"] == "Réorganisation.")
    let convention = try await ensuite.lire(unique)
    #expect(convention["est_denoncee"] == true && convention["etat"] == "EN_VIGUEUR" && convention["fin"]?["dernier_jour"]?.string == fin)
    #expect(convention["fin"]?["cause"] == "DENONCIATION" && convention["fin"]?["regle"] == "V-12")
    #expect(try await ensuite.lire(unique, au: fin)["etat"] == "EN_VIGUEUR")
    let (veille, jour) = (try #require(Jour(texte: envoyee)).veille.description, envoyee)
    let avant = try await ensuite.lire(unique, au: veille)
    #expect(avant["est_denoncee"] == false && avant["fin"] == .null, "the day before the letter, nothing was known: \(avant.text)")
    #expect(try await ensuite.lire(unique, au: jour)["fin"]?["cause"] == "DENONCIATION")
    let echeances = { (au: String) in
      try await ensuite.agent.get("/v1/conventions/\(unique)/echeances?au=\(au)").elements.compactMap { $0["code"]?.string }
    }
    let (connues, ensuiteConnues) = (try await echeances(veille), try await echeances(jour))
    #expect(!connues.contains("DERNIER_JOUR") && ensuiteConnues.contains("DERNIER_JOUR"))
    let liste = try await ensuite.agent.get("/v1/conventions/\(unique)/denonciation")
    #expect(liste.elements.count == 1 && liste.elements.first?["id"] == answer["id"] && liste.elements.first?["hors_delai"]?.bool == horsDelai)
    #expect(try dossier.titre()[2] == fin)
    let (regle, apres) = try dossier.evenement("CONVENTION_DENONCEE", unique)
    #expect(regle == (horsDelai ? "Q-44" : "V-12") && apres["dernier_jour"]?.string == fin)
    #expect(try dossier.evenement("CONVENTION_FIN_FIXEE", unique).regle == "V-12")
  }

  @Test(arguments: ["COURRIEL", "COURRIER"]) func `Bas-Rhin : la lettre recommandée est exigée (V-12, T-015)`(forme: String) async throws {
    let dossier = try await Dossier.ouvrir(try Scene.partagee, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let answer = try await dossier.denoncer(unique, Dossier.lettre(envoyee: "2025-03-01", forme: forme))
    #expect(answer.refus == "422 FORME_LRAR_EXIGEE V-12", "\(answer.text)")
    #expect(try await dossier.lire(unique)["fin"] == .null)
  }

  @Test(arguments: [("2025-03-11", "2025-03-11", false), ("2025-03-12", "2026-03-11", true)])
  func `004 : reçue le dernier jour, le métier n'est pas reconduit ; le lendemain, il l'est (V-13, Q-03, T-016)`(
    recue: String, fin: String, horsDelai: Bool
  ) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "004", le: "2024-03-12")
    let answer = try await dossier.denoncer(metier, Dossier.lettre(envoyee: "2025-03-01", recue: recue, forme: "COURRIEL"))
    #expect(answer.status == 201 && answer["dernier_jour"]?.string == fin && answer["hors_delai"]?.bool == horsDelai, "\(answer.text)")
    #expect(answer["date_limite"] == "2025-03-11" && answer["regle"] == "V-13")
    #expect(try await dossier.lire(metier)["etat"]?.string == (horsDelai ? "EN_VIGUEUR" : "ECHUE"))
  }

  @Test func `sans préavis écrit, elle reste sans effet jusqu'à sa réception, que l'utilisation suit (V-11, V-13, Q-03)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (metier, utilisation) = try await dossier.bundle(modele: "001", le: "2024-10-21")
    let envoyee = try await dossier.denoncer(metier, Dossier.lettre(envoyee: "2025-03-01", forme: "COURRIER"))
    #expect(envoyee["dernier_jour"] == .null && envoyee["hors_delai"] == false, "\(envoyee.text)")
    let avant = try await dossier.lire(metier)
    #expect(avant["est_denoncee"] == false && avant["fin"] == .null)
    let courrier = try #require(envoyee["courrier"]?["id"]?.string)
    let recue = try await dossier.agent.patch("/v1/courriers/\(courrier)", ["recu_le": "2025-03-10"], etag: "\"1\"")
    #expect(recue.status == 200, "\(recue.text)")
    let apres = try await dossier.lire(metier)
    #expect(
      apres["est_denoncee"] == true && apres["fin"] == ["cause": "DENONCIATION", "dernier_jour": "2025-10-20", "regle": "V-13"], "\(apres.text)")
    #expect(try await dossier.lire(utilisation)["fin"] == ["cause": "FIN_DU_METIER", "dernier_jour": "2025-10-20", "regle": "V-11"])
    #expect(try dossier.titre() == [utilisation, "2024-10-21", "2025-10-20"])
    #expect(try dossier.journal(metier).suffix(3) == ["CONVENTION_DENONCEE", "COURRIER_RECU", "CONVENTION_FIN_FIXEE"])
    #expect(try dossier.journal(utilisation).last == "CONVENTION_FIN_FIXEE")
  }

  @Test func `enregistrée à temps mais reçue après le terme, elle devient tardive (V-13, Q-44)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-04-01")
    let envoyee = try await dossier.denoncer(metier, Dossier.lettre(envoyee: "2025-03-10", forme: "COURRIER"))
    let courrier = try #require(envoyee["courrier"]?["id"]?.string)
    let avril = try await dossier.a("2025-04-02T09:00:00+02:00")
    _ = try await avril.agent.patch("/v1/courriers/\(courrier)", ["recu_le": "2025-04-01"], etag: "\"1\"")
    let liste = try await avril.agent.get("/v1/conventions/\(metier)/denonciation")
    #expect(liste.elements.first?["hors_delai"] == true && liste.elements.first?["dernier_jour"] == "2026-03-31", "\(liste.text)")
  }

  @Test func `l'utilisation suit son métier et ne se dénonce pas (V-11)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (_, utilisation) = try await dossier.bundle(le: "2024-10-21")
    let answer = try await dossier.denoncer(utilisation, Dossier.lettre(envoyee: "2025-03-01", recue: "2025-03-03"))
    #expect(answer.refus == "409 UTILISATION_SUIT_METIER V-11", "\(answer.text)")
  }

  @Test func `une dénonciation qui n'avance pas la fin est refusée (V-12)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    #expect(try await dossier.denoncer(unique, Dossier.lettre(envoyee: "2025-03-01")).status == 201)
    let encore = try await dossier.denoncer(unique, Dossier.lettre("PARTENAIRE", envoyee: "2025-03-02"))
    #expect(encore.refus == "409 CONVENTION_DEJA_DENONCEE V-12" && encore["dernier_jour"] == "2025-10-20", "\(encore.text)")
    #expect(try await dossier.agent.get("/v1/conventions/\(unique)/courriers").elements.count == 1)
  }

  @Test func `avant son effet ou après sa fin, une convention ne se dénonce pas (V-28)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let avant = try await dossier.denoncer(unique, Dossier.lettre(envoyee: "2024-10-20"))
    #expect(avant.refus == "409 CONVENTION_NON_EN_VIGUEUR V-28" && avant["etat"] == "A_SIGNER", "\(avant.text)")
    #expect(try await dossier.denoncer(unique, Dossier.lettre(envoyee: "2025-03-13")).code == "DATE_FUTURE")
    _ = try await dossier.denoncer(unique, Dossier.lettre(envoyee: "2025-03-01"))
    let finie = try await dossier.a("2025-10-21T09:00:00+02:00")
    let apres = try await finie.denoncer(unique, Dossier.lettre(envoyee: "2025-10-20"))
    #expect(apres.refus == "409 CONVENTION_NON_EN_VIGUEUR V-28" && apres["etat"] == "ECHUE" && apres["dernier_jour"] == "2025-10-20", "\(apres.text)")
  }
}

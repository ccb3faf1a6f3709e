import Foundation
import JSON
import Testing

/// Disputes: opened, settled between the parties, or brought to a court no sooner than the act allows.
@Suite(.serialized) struct DifferendsTests {
  private func ouvrir(_ dossier: Dossier, _ convention: String, le date: String) async throws -> Answer {
    try await dossier.agent.post(
      "/v1/conventions/\(convention)/differends", ["objet": "Délai d'habilitation.", "ouvert_par": "PARTENAIRE", "ouvert_le": .string(date)])
  }

  private func clore(_ dossier: Dossier, _ id: String, _ issue: String, le date: String) async throws -> Answer {
    try await dossier.agent.post("/v1/differends/\(id)/cloture", ["issue": .string(issue), "date": .string(date), "note": "Relevé signé."])
  }

  private func unique() async throws -> (Dossier, String) {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    return (dossier, try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21"))
  }

  @Test(arguments: [("2025-02-27", 409), ("2025-02-28", 200), ("2025-03-01", 200)])
  func `Bas-Rhin : la juridiction ne se saisit pas avant un mois (V-30, V-31)`(date: String, statut: Int) async throws {
    let (dossier, unique) = try await unique()
    let ouvert = try await ouvrir(dossier, unique, le: "2025-01-31")
    #expect(ouvert.status == 201 && ouvert["juridiction_des"] == "2025-02-28" && ouvert["terme_amiable"] == "2025-04-30", "\(ouvert.text)")
    let id = try #require(ouvert["id"]?.string)
    let clos = try await clore(dossier, id, "JURIDICTION", le: date)
    #expect(clos.status == statut, "\(clos.text)")
    if statut == 409 {
      #expect(clos.refus == "409 TENTATIVE_AMIABLE_EN_COURS V-30" && clos["premiere_date"] == "2025-02-28")
    } else {
      #expect(clos["issue"] == "JURIDICTION" && clos["clos_le"]?.string == date && clos["note"] == "Relevé signé." && clos["version"] == 2)
      #expect(try dossier.evenement("DIFFEREND_CLOS", unique).regle == "V-31")
    }
    let liste = try await dossier.agent.get("/v1/conventions/\(unique)/differends")
    #expect(liste.elements.count == 1 && liste.elements.first?["issue"] == (statut == 200 ? "JURIDICTION" : .null), "\(liste.text)")
  }

  @Test func `un accord se trouve le jour même, et une seule fois (V-29)`() async throws {
    let (dossier, unique) = try await unique()
    let id = try #require(try await ouvrir(dossier, unique, le: "2025-03-01")["id"]?.string)
    let avant = try await clore(dossier, id, "ACCORD", le: "2025-02-28")
    #expect(avant.refus == "422 CLOTURE_AVANT_OUVERTURE V-29" && avant["premiere_date"] == "2025-03-01", "\(avant.text)")
    let futur = try await clore(dossier, id, "ACCORD", le: "2025-03-13")
    #expect(futur.refus == "422 DATE_FUTURE V-29" && futur["derniere_date"] == "2025-03-12", "\(futur.text)")
    #expect(try await clore(dossier, id, "ACCORD", le: "2025-03-01")["issue"] == "ACCORD")
    let encore = try await clore(dossier, id, "ABANDON", le: "2025-03-02")
    #expect(encore.refus == "409 DIFFEREND_CLOS V-29" && encore["issue"] == "ACCORD", "\(encore.text)")
    #expect(try dossier.journal(unique).suffix(2) == ["DIFFEREND_OUVERT", "DIFFEREND_CLOS"])
    #expect(try dossier.evenement("DIFFEREND_CLOS", unique).regle == "V-29")
  }

  @Test func `sans durée écrite, la juridiction se saisit aussitôt (V-29)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    let ouvert = try await ouvrir(dossier, metier, le: "2025-03-12")
    #expect(ouvert["juridiction_des"] == "2025-03-12" && ouvert["terme_amiable"] == .null, "\(ouvert.text)")
    #expect(try await clore(dossier, try #require(ouvert["id"]?.string), "JURIDICTION", le: "2025-03-12").status == 200)
  }

  @Test func `un différend naît d'une convention signée, même finie depuis (V-29)`() async throws {
    let (dossier, unique) = try await unique()
    let projet = try await dossier.autre()
    let aSigner = try await ouvrir(projet, try await projet.creer("UNIQUE", modele: "002"), le: "2025-03-01")
    #expect(aSigner.refus == "409 CONVENTION_NON_EN_VIGUEUR V-28" && aSigner["etat"] == "A_SIGNER", "\(aSigner.text)")
    let avant = try await ouvrir(dossier, unique, le: "2024-10-20")
    #expect(avant.refus == "422 DIFFEREND_AVANT_EFFET V-29" && avant["premiere_date"] == "2024-10-21" && avant["derniere_date"] == "2025-03-12")
    let futur = try await ouvrir(dossier, unique, le: "2025-03-13")
    #expect(futur.refus == "422 DATE_FUTURE V-29", "\(futur.text)")
    #expect(try await ouvrir(dossier, unique, le: "2024-10-21").status == 201)
    _ = try await dossier.resilier(unique, accord: "2025-03-10", effet: "2025-03-11")
    #expect(try await dossier.lire(unique)["etat"] == "RESILIEE")
    #expect(try await ouvrir(dossier, unique, le: "2025-03-12").status == 201)
    let ailleurs = dossier.vu(par: try await Monde.agent(dossier.server, "CPAM-60"))
    #expect(try await ouvrir(ailleurs, unique, le: "2025-03-12").code == "RESSOURCE_INTROUVABLE")
  }

  @Test func `les différends se lisent par page, le dernier d'abord (V-29)`() async throws {
    let (dossier, unique) = try await unique()
    for (seconde, jour) in ["2025-03-01", "2025-01-02", "2025-02-03"].enumerated() {
      dossier.server.move(to: "2025-03-12T09:00:0\(seconde)+01:00")
      _ = try await ouvrir(dossier, unique, le: jour)
    }
    let premiere = try await dossier.agent.get("/v1/conventions/\(unique)/differends?limite=2")
    let seconde = try await dossier.agent.get(try #require(premiere["suivant"]?.string))
    #expect((premiere.elements + seconde.elements).compactMap { $0["ouvert_le"]?.string } == ["2025-02-03", "2025-01-02", "2025-03-01"])
  }
}

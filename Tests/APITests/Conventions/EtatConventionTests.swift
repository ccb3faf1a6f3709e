import Foundation
import JSON
import Testing

/// GET /v1/conventions/{id}, today and on any day.
@Suite(.serialized) struct EtatConventionTests {
  @Test(arguments: [
    ("2024-10-21", "2025-10-20", 1, "2024-10-21/2025-10-20"), ("2024-10-21", "2025-10-21", 2, "2025-10-21/2026-10-20"),
    ("2024-02-29", "2025-02-28", 1, "2024-02-29/2025-02-28"), ("2024-02-29", "2025-03-01", 2, "2025-03-01/2026-02-28"),
    ("2024-02-29", "2028-02-28", 4, "2027-03-01/2028-02-28"), ("2024-02-29", "2028-02-29", 5, "2028-02-29/2029-02-28"),
    ("2023-02-28", "2024-02-27", 1, "2023-02-28/2024-02-27"), ("2023-02-28", "2024-02-28", 2, "2024-02-28/2025-02-27"),
    ("2024-12-31", "2025-12-30", 1, "2024-12-31/2025-12-30"), ("2024-12-31", "2025-12-31", 2, "2025-12-31/2026-12-30"),
  ])
  func `un an finit la veille de l'anniversaire, puis se renouvelle (V-07, V-10, Q-02, T-001, T-003, T-004, T-005)`(
    signature: String, jour: String, numero: Int, bornes: String
  ) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: signature)
    let convention = try await dossier.lire(metier, au: jour)
    #expect(convention["etat"] == "EN_VIGUEUR" && convention["etat_au"]?.string == jour, "\(convention.text)")
    #expect(convention.periode == "\(numero) \(bornes)")
    #expect(convention["dernier_jour"]?.string.map { bornes.hasSuffix($0) } == true && convention["date_effet"]?.string == signature)
  }

  @Test func `l'utilisation finit avec la période du métier et se renouvelle avec lui (V-08, V-11, Q-01, T-007)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-06-01")
    let utilisation = try await dossier.conclure("UTILISATION", metier: metier, le: "2024-10-21")
    #expect(try await dossier.lire(utilisation, au: "2025-05-31").periode == "1 2024-10-21/2025-05-31")
    #expect(try await dossier.lire(utilisation, au: "2025-06-01").periode == "2 2025-06-01/2026-05-31")
    #expect(try await dossier.lire(utilisation)["dernier_jour"] == "2025-05-31")
  }

  @Test(arguments: [("2024-10-20", "A_SIGNER", "-"), ("2024-10-21", "EN_VIGUEUR", "1 2024-10-21/2025-10-20")])
  func `avant son effet la convention est à signer (V-05, V-06)`(jour: String, etat: String, periode: String) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.creer("METIER")
    _ = try await dossier.signer(metier, "PARTENAIRE", le: "2024-10-18")
    _ = try await dossier.signer(metier, "CAISSE", le: "2024-10-21")
    let convention = try await dossier.lire(metier, au: jour)
    #expect(convention["etat"]?.string == etat && convention.periode == periode, "\(convention.text)")
  }

  @Test func `un acte non daté reste à signer (V-06, Q-47)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.creer("METIER")
    _ = try await dossier.signer(metier, "CAISSE", le: "2024-10-21")
    let convention = try await dossier.lire(metier, au: "2030-01-01")
    #expect(convention["etat"] == "A_SIGNER" && convention["date_effet"] == .null && convention["dernier_jour"] == .null)
  }

  @Test(arguments: [
    ("2025-03-11", "EN_VIGUEUR", "1 2024-03-13/2025-03-12"), ("2025-03-12", "EN_VIGUEUR", "1 2024-03-13/2025-03-12"),
    ("2025-03-13", "ECHUE", "-"), ("2030-01-01", "ECHUE", "-"),
  ])
  func `sans reconduction, l'acte et son utilisation échoient au même terme (V-07, V-11, V-24)`(
    jour: String, etat: String, periode: String
  ) async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let (metier, utilisation) = try await dossier.bundle(modele: "900", le: "2024-03-13")
    for id in [metier, utilisation] {
      let convention = try await dossier.lire(id, au: jour)
      #expect(convention["etat"]?.string == etat && convention.periode == periode && convention["dernier_jour"] == "2025-03-12", "\(convention.text)")
    }
    #expect(try dossier.titre() == [utilisation, "2024-03-13", "2025-03-12"])
  }

  @Test func `l'état d'aujourd'hui suit la pendule de la caisse à la seconde (V-24, V-28)`() async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let metier = try await dossier.conclure("METIER", modele: "900", le: "2024-03-13")
    let soir = try await dossier.a("2025-03-12T23:59:59+01:00")
    #expect(try await soir.lire(metier)["etat"] == "EN_VIGUEUR")
    server.move(to: "2025-03-13T00:00:00+01:00")
    let echue = try await soir.lire(metier)
    #expect(echue["etat"] == "ECHUE" && echue["etat_au"] == "2025-03-13", "\(echue.text)")
  }

  @Test(arguments: [("2125-03-12", 200), ("2125-03-13", 400), ("1925-03-12", 200), ("1925-03-11", 400), ("2025-02-29", 400)])
  func `l'état se demande à moins d'un siècle`(jour: String, statut: Int) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    let answer = try await dossier.lire(metier, au: jour)
    #expect(answer.status == statut, "\(answer.text)")
    if statut == 400 { #expect(answer.code == "PARAMETRE_INVALIDE" && answer.pointers == ["/query/au"]) }
  }

  @Test func `le gestionnaire et le technicien lisent les conventions de leur partenaire (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let gestionnaire = try await monde.gestionnaire()
    let technicien = try await monde.technicien(gestionnaire)
    let autre = try await Dossier.ouvrir(server).creer("METIER")
    for personne in [gestionnaire, technicien] {
      for id in monde.conventions.values { #expect(try await personne.get("/v1/conventions/\(id)").status == 200) }
      #expect(try await personne.get("/v1/conventions/\(autre)").code == "RESSOURCE_INTROUVABLE")
    }
  }
}

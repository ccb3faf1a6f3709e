import Foundation
import JSON
import Postgres
import Testing

/// Amendments: proposed, signed by each party, in effect from a day (V-14, V-15, P-14).
@Suite(.serialized) struct AvenantTests {
  @Test func `le service joint la valeur d'avant, numérote et ne change rien (V-14, T-031)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    let premier = try await dossier.proposer(metier, [("techniciens.quota.max", 30), ("documents.lieu_signature", "Belcombe")])
    #expect(premier.status == 201 && premier.etag == "\"1\"" && premier["numero"] == 1 && premier["etat"] == "A_SIGNER", "\(premier.text)")
    #expect(premier["modifications"]?.array?.first == ["champ": "techniciens.quota.max", "avant": 25, "apres": 30])
    #expect(premier["date_effet"] == .null && premier["signatures"] == [])
    let id = try #require(premier["id"]?.string)
    #expect(premier.headers["location"] == "/v1/avenants/\(id)")
    #expect(try await dossier.agent.get("/v1/avenants/\(id)").text == premier.text)
    let second = try await dossier.proposer(metier, [("metier.duree_mois", 24)])
    #expect(second["numero"] == 2)
    let signe = try await dossier.signerAvenant(id, "CAISSE", le: "2025-03-10") { $0["exemplaires"] = 2 }
    #expect(signe.status == 201 && signe.etag == "\"2\"" && signe["etat"] == "A_SIGNER" && signe["date_effet"] == .null, "\(signe.text)")
    #expect(signe["signatures"]?.array?.first?["exemplaires"] == 2)
    let lue = try await dossier.lire(metier)
    #expect(lue.periode == "1 2024-10-21/2025-10-20" && lue.etag == "\"3\"", "\(lue.text)")
    #expect(try dossier.journal(metier).suffix(3) == ["AVENANT_PROPOSE", "AVENANT_PROPOSE", "AVENANT_SIGNE"])
  }

  @Test(arguments: [("2025-03-31", "A_VENIR"), ("2025-04-01", "EN_EFFET"), ("2025-04-02", "EN_EFFET")])
  func `signé de tous, il prend effet au jour voulu, ni la veille (V-14)`(jour: String, attendu: String) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let id = try await dossier.amender(unique, [("objet", "Un nouvel objet."), ("metier.duree_mois", 36)], le: "2025-03-12", effet: "2025-04-01")
    let lu = try await dossier.a("\(jour)T12:00:00+02:00").agent.get("/v1/avenants/\(id)")
    #expect(lu["etat"]?.string == (attendu == "EN_EFFET" ? "EN_EFFET" : "SIGNE") && lu["date_effet"] == "2025-04-01", "\(lu.text)")
    let agent = try await dossier.a("\(jour)T13:00:00+02:00").agent
    let convention = try await agent.get("/v1/conventions/\(unique)")
    #expect(convention["objet"] == (attendu == "EN_EFFET" ? "Un nouvel objet." : .null), "\(convention.text)")
    // The first period reads the amendments that come while it runs.
    #expect(convention.periode == "1 2024-10-21/2027-10-20")
  }

  @Test func `à la dernière signature, la durée change et les actes adossés suivent (V-14, V-08, V-11)`() async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let (metier, utilisation) = try await dossier.bundle(modele: "900", le: "2024-10-21")
    #expect(try await dossier.lire(utilisation)["dernier_jour"] == "2025-10-20")
    #expect(try dossier.titre() == [utilisation, "2024-10-21", "2025-10-20"])
    let id = try await dossier.amender(metier, [("metier.duree_mois", 24)], le: "2025-03-12")
    #expect(try await dossier.agent.get("/v1/avenants/\(id)")["date_effet"] == "2025-03-12")
    for acte in [metier, utilisation] {
      let lue = try await dossier.lire(acte)
      #expect(lue["dernier_jour"] == "2026-10-20" && lue["etat"] == "EN_VIGUEUR", "\(lue.text)")
    }
    #expect(try dossier.titre() == [utilisation, "2024-10-21", "2026-10-20"])
    #expect(try dossier.journal(metier).suffix(3) == ["AVENANT_SIGNE", "CONVENTION_FIN_FIXEE", "AVENANT_EN_EFFET"])
    #expect(try dossier.journal(utilisation).last == "CONVENTION_FIN_FIXEE")
  }

  @Test func `chaque ligne irrecevable est désignée, avec ce que le champ attend (V-14, V-15, P-14, T-033)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    let refused = try await dossier.proposer(
      metier,
      [
        ("techniciens.quota.max", "trente"), ("metier.renouvellement.mode", "PARFOIS"), ("techniciens.quota.max", 30), ("contacts", "Autre"),
        ("inconnu", 1), ("fonctionnalites.CONTACT", true), ("metier.renouvellement.duree_mois", 0), ("fonctionnalites.DOCUMENT", true),
        ("techniciens.quota.tranches", [["min": 1, "max": 20, "quota": 5], ["min": 11, "max": nil, "quota": 9]]),
        ("utilisation.duree", "INTEGREE"), ("document.types_demandables", ["ATTESTATION_DROITS", "RECETTE"]),
        ("litiges.amiable_min_mois", 9), ("litiges.amiable_max_mois", 3),
      ])
    #expect(refused.status == 422 && refused.code == "AVENANT_INVALIDE" && refused["regle"] == "V-14", "\(refused.text)")
    #expect(
      zip(refused.pointers, refused.fieldCodes).map { "\($0) \($1)" } == [
        "/modifications/0/apres VALEUR_INADMISE", "/modifications/1/apres VALEUR_INADMISE", "/modifications/2/champ CHAMP_REPETE",
        "/modifications/3/champ COORDONNEES_SANS_AVENANT", "/modifications/4/champ CHAMP_INCONNU",
        "/modifications/5/champ MODIFICATION_SANS_EFFET", "/modifications/6/apres VALEUR_INADMISE",
        "/modifications/7/champ MODIFICATION_SANS_EFFET", "/modifications/8/apres VALEUR_INADMISE", "/modifications/9/apres VALEUR_INADMISE",
        "/modifications/10/apres VALEUR_INADMISE",
        "/modifications/12/apres VALEUR_INADMISE",
      ], "\(refused.text)")
    let messages = refused["erreurs"]?.array?.compactMap { $0["message"]?.string } ?? []
    #expect(messages[1].contains("TACITE") && messages[6].contains("un entier de 1 à 1200") && messages[0].contains("entier"))
    let objectifs = try await dossier.proposer(metier, [("techniciens.quota.max", 30), ("objectifs", "D'autres")])
    #expect(objectifs.status == 422 && objectifs.code == "OBJECTIFS_INTANGIBLES" && objectifs["regle"] == "V-15")
    #expect(objectifs.pointers == ["/modifications/1/champ"])
    #expect(try await dossier.proposer(metier, []).code == "AVENANT_SANS_MODIFICATION")
    #expect(try await dossier.agent.get("/v1/conventions/\(metier)/avenants?total=true")["total"] == 0)
  }

  @Test(arguments: [("objet", 2_000), ("objectifs", 4_000)])
  func `là où le modèle le permet, l'objet et les objectifs changent, dans leurs bornes (V-15)`(champ: String, max: Int) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    for valeur: JSONValue in [nil, 3, "  ", .string(String(repeating: "a", count: max + 1))] {
      let refused = try await dossier.proposer(unique, [(champ, valeur)])
      #expect(refused.status == 422 && ["/modifications/0/apres", "/modifications/0/champ"].contains(refused.pointers.first), "\(refused.text)")
    }
    #expect(try await dossier.proposer(unique, [(champ, .string(String(repeating: "a", count: max)))]).status == 201)
  }

  @Test func `une même valeur écrite autrement n'est pas une modification (V-14)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    let tranches = try await dossier.agent.get("/v1/modeles-convention/000")["parametres"]?.array?.first { $0["cle"] == "techniciens.quota.tranches" }
    let retournees = JSONValue.array((tranches?["valeur"]?.array ?? []).map { .object(JSONObject(($0.object?.members ?? []).reversed())) })
    #expect(try await dossier.proposer(metier, [("techniciens.quota.tranches", retournees)]).fieldCodes == ["MODIFICATION_SANS_EFFET"])
  }

  @Test func `la valeur d'avant est celle du jour, avenants compris (V-14)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    _ = try await dossier.amender(metier, [("techniciens.quota.max", 30)], le: "2025-03-12")
    _ = try await dossier.amender(metier, [("techniciens.quota.max", 40)], le: "2025-03-12", effet: "2025-06-01")
    #expect(try await dossier.proposer(metier, [("techniciens.quota.max", 50)])["modifications"]?.array?.first?["avant"] == 30)
    let plusTard = try await dossier.a("2025-06-01T12:00:00+02:00").proposer(metier, [("techniciens.quota.max", 50)])
    #expect(plusTard["modifications"]?.array?.first?["avant"] == 40)
  }

  @Test func `un avenant suppose une convention en vigueur, ce jour et à son effet (V-14)`() async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let aSigner = try await dossier.creer("METIER")
    let tot = try await dossier.proposer(aSigner, [("metier.duree_mois", 24)])
    #expect(tot.status == 409 && tot.code == "CONVENTION_NON_EN_VIGUEUR", "\(tot.text)")
    let metier = try await dossier.autre().conclure("METIER", modele: "900", le: "2024-10-21")
    #expect(try await dossier.proposer(metier, [("techniciens.quota.max", 40)], effet: "2025-10-20").status == 201)
    let apres = try await dossier.proposer(metier, [("techniciens.quota.max", 40)], effet: "2025-10-21")
    #expect(apres.status == 422 && apres.code == "AVENANT_APRES_LA_FIN" && apres["dernier_jour"] == "2025-10-20", "\(apres.text)")
    // Four months from the effect of the act: over before the amendment can be signed.
    let retroactif = try await dossier.proposer(metier, [("metier.duree_mois", 4)])
    #expect(retroactif.code == "AVENANT_APRES_LA_FIN" && retroactif["dernier_jour"] == "2025-02-20" && retroactif["date_effet"] == "2025-03-12")
    #expect(try await dossier.proposer(metier, [("metier.duree_mois", 5)]).status == 201)
  }

  @Test(arguments: [(99, "201  "), (100, "409 LIMITE_ACTE_ATTEINTE V-14")])
  func `une convention porte cent avenants au plus (V-14)`(deja: Int, attendu: String) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let convention = try await dossier.conclure("METIER", le: "2024-10-21")
    _ = try dossier.server.admin().query(
      """
      insert into avenant (id, convention_id, numero, intitule, modifications, cree_le, modifie_le)
      select gen_random_uuid(), $1::uuid, n, 'Texte', '[{"champ": "objet", "avant": null, "apres": "Aider"}]', now(), now()
      from generate_series(1, $2::int) n
      """, [convention, String(deja)])
    let answer = try await dossier.proposer(convention, [("metier.denonciation.preavis_mois", 4)])
    #expect(answer.refus == attendu, "\(answer.text)")
    if answer.status == 409 { #expect(answer["plafond"] == 100) }
  }
}

import Foundation
import JSON
import Postgres
import Testing

/// Terminations: after a notice left without effect, or by common agreement.
@Suite(.serialized) struct ResiliationsTests {
  private func utilisation(recue: String = "2025-03-03") async throws -> (Dossier, utilisation: String, mise: String) {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (_, utilisation) = try await dossier.bundle(le: "2024-10-21")
    let mise = try await dossier.mise(utilisation, Dossier.lettre(envoyee: "2025-03-01", recue: recue))
    return (try await dossier.a("2025-04-10T09:00:00+02:00"), utilisation, mise)
  }

  @Test(arguments: [("2025-04-01", 409), ("2025-04-02", 409), ("2025-04-03", 201)])
  func `utilisation : la seconde lettre part au plus tôt le lendemain du délai, et fixe l'effet (V-19, Q-08)`(
    envoyee: String, statut: Int
  ) async throws {
    let (dossier, utilisation, mise) = try await utilisation()
    let answer = try await dossier.resilier(utilisation, apres: mise, notification: Dossier.lettre(envoyee: envoyee))
    #expect(answer.status == statut, "\(answer.text)")
    if statut == 409 {
      #expect(answer.refus == "409 DELAI_NON_ECHU V-19" && answer["dernier_jour"] == "2025-04-02" && answer["premiere_date"] == "2025-04-03")
      #expect(try await dossier.lire(utilisation)["fin"] == .null)
      return
    }
    #expect(answer["effet_le"]?.string == envoyee && answer["regle"] == "V-19" && answer["mise_en_demeure_id"]?.string == mise)
    #expect(answer["notification"]?["objet"] == "NOTIFICATION_RESILIATION" && answer["notification"]?["envoye_le"]?.string == envoyee)
    #expect(try await dossier.agent.get("/v1/conventions/\(utilisation)/resiliation").text == answer.text)
    let convention = try await dossier.lire(utilisation)
    #expect(convention["etat"] == "RESILIEE" && convention["fin"] == ["cause": "RESILIATION", "dernier_jour": .string(envoyee), "regle": "V-19"])
    #expect(try await dossier.lire(utilisation, au: envoyee)["etat"] == "EN_VIGUEUR")
    let (regle, apres) = try dossier.evenement("CONVENTION_RESILIEE", utilisation)
    #expect(regle == "V-19" && apres["effet_le"]?.string == envoyee && apres["mise_en_demeure_id"]?.string == mise)
  }

  @Test func `utilisation : seconde lettre recommandée, de la partie lésée (V-19)`() async throws {
    let (dossier, utilisation, mise) = try await utilisation()
    let sans = try await dossier.resilier(utilisation, apres: mise)
    #expect(sans.refus == "422 SECONDE_LETTRE_EXIGEE V-19", "\(sans.text)")
    let simple = try await dossier.resilier(utilisation, apres: mise, notification: Dossier.lettre(envoyee: "2025-04-10", forme: "COURRIEL"))
    #expect(simple.refus == "422 FORME_LRAR_EXIGEE V-19", "\(simple.text)")
    let autre = try await dossier.resilier(utilisation, apres: mise, notification: Dossier.lettre("PARTENAIRE", envoyee: "2025-04-10"))
    #expect(autre.refus == "409 PARTIE_NON_LESEE V-19" && autre["partie_lesee"] == "CAISSE", "\(autre.text)")
    let parAutre = try await dossier.resilier(utilisation, apres: mise, notification: Dossier.lettre(envoyee: "2025-04-10"), par: "PARTENAIRE")
    #expect(parAutre.code == "PARTIE_NON_LESEE")
    let effet = try await dossier.resilier(utilisation, apres: mise, notification: Dossier.lettre(envoyee: "2025-04-10"), effet: "2025-04-11")
    #expect(effet.status == 422 && effet.pointers == ["/effet_le"] && effet.fieldCodes == ["DATE_INVALIDE"], "\(effet.text)")
    let future = try await dossier.resilier(utilisation, apres: mise, notification: Dossier.lettre(envoyee: "2025-04-11"))
    #expect(future.code == "DATE_FUTURE" && future["derniere_date"] == "2025-04-10")
    #expect(try await dossier.agent.get("/v1/conventions/\(utilisation)/resiliation").code == "RESSOURCE_INTROUVABLE")
    #expect(try await dossier.agent.get("/v1/conventions/\(utilisation)/courriers").elements.count == 1)
  }

  @Test func `métier : une décision suffit, au plus tôt le lendemain du délai, jamais prise avant (V-17, V-20, Q-08)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (metier, _) = try await dossier.bundle(modele: "001", le: "2024-10-21")
    let mise = try await dossier.mise(metier, Dossier.lettre(envoyee: "2025-02-25"))
    // The delay ends on 12 March, today.
    for effet in [nil, "2025-03-13", "2025-06-30"] as [String?] {
      let tropTot = try await dossier.resilier(metier, apres: mise, effet: effet)
      #expect(tropTot.refus == "409 DELAI_NON_ECHU V-17" && tropTot["premiere_date"] == "2025-03-13", "\(tropTot.text)")
    }
    let demain = try await dossier.a("2025-03-13T00:00:00+01:00")
    #expect(try await demain.resilier(metier, apres: mise, effet: "2025-03-12").code == "DELAI_NON_ECHU")
    let answer = try await demain.resilier(metier, apres: mise)
    #expect(answer.status == 201 && answer["effet_le"] == "2025-03-13" && answer["notification"] == .null, "\(answer.text)")
  }

  @Test func `métier : la décision peut prendre effet plus tard (Q-08)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    let mise = try await dossier.mise(metier, Dossier.lettre(envoyee: "2025-02-20"))
    #expect(try await dossier.resilier(metier, apres: mise, effet: "2025-06-30")["effet_le"] == "2025-06-30")
    #expect(try await dossier.lire(metier, au: "2025-06-30")["etat"] == "EN_VIGUEUR")
    #expect(try await dossier.lire(metier, au: "2025-07-01")["etat"] == "RESILIEE")
    // What was decided stands: a repair told afterwards does not undo it.
    for answer in [try await dossier.reparer(mise, le: "2025-03-01"), try await dossier.classer(mise)] {
      #expect(answer.refus == "409 CONVENTION_DEJA_RESILIEE V-28" && answer["effet_le"] == "2025-06-30", "\(answer.text)")
    }
  }

  @Test func `la mise en demeure invoquée est celle de cette convention (V-19)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (metier, utilisation) = try await dossier.bundle(modele: "001", le: "2024-10-21")
    let surUtilisation = try await dossier.mise(utilisation, Dossier.lettre(envoyee: "2025-01-02", recue: "2025-01-03"))
    for id in [surUtilisation, "0192a5b0-7c00-7000-8000-00000000dead"] {
      let answer = try await dossier.resilier(metier, apres: id)
      #expect(answer.refus == "422 REFERENCE_INCONNUE V-19" && answer.pointers == ["/mise_en_demeure_id"], "\(answer.text)")
    }
  }

  @Test func `à l'amiable, toutes les parties consentent, et l'effet suit le dernier accord (V-21)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    for parties in [["CAISSE"], ["CAISSE", "CAISSE"]] {
      let seule = try await dossier.resilier(unique, Dossier.amiable(accord: "2025-03-10", effet: "2025-06-30", parties: parties))
      #expect(seule.refus == "409 ACCORD_INCOMPLET V-21" && seule["parties_manquantes"] == "PARTENAIRE", "\(seule.text)")
    }
    let avant = try await dossier.resilier(unique, accord: "2025-03-10", effet: "2025-03-09")
    #expect(avant.refus == "422 EFFET_AVANT_ACCORD V-21" && avant["premiere_date"] == "2025-03-10", "\(avant.text)")
    let futur = try await dossier.resilier(unique, accord: "2025-03-13", effet: "2025-06-30")
    #expect(futur.refus == "422 DATE_FUTURE V-21" && futur["derniere_date"] == "2025-03-12", "\(futur.text)")
    #expect(try await dossier.resilier(unique, accord: "2024-10-20", effet: "2025-06-30").code == "CONVENTION_NON_EN_VIGUEUR")
    let lointain = try await dossier.resilier(unique, accord: "2025-03-10", effet: "2125-03-13")
    #expect(lointain.status == 422 && lointain.pointers == ["/effet_le"], "\(lointain.text)")
    #expect(try await dossier.resilier(unique, accord: "2025-03-10", effet: "2025-03-10").status == 201)
    #expect(try dossier.evenement("CONVENTION_RESILIEE", unique).regle == "V-21")
  }

  @Test func `on ne résilie pas au-delà d'un terme déjà connu (V-28)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    _ = try await dossier.denoncer(unique, Dossier.lettre(envoyee: "2025-03-01"))
    let apres = try await dossier.resilier(unique, accord: "2025-03-10", effet: "2025-10-21")
    #expect(apres.refus == "422 EFFET_APRES_TERME V-28" && apres["derniere_date"] == "2025-10-20", "\(apres.text)")
    #expect(try await dossier.resilier(unique, accord: "2025-03-10", effet: "2025-10-20").status == 201)
    let ensuite = try await dossier.a("2025-10-21T09:00:00+02:00")
    #expect(try await ensuite.lire(unique)["etat"] == "RESILIEE")
  }

  @Test func `le dossier de résiliation garde motif, dommages et intérêts, canal et plan de bonne fin (V-25, V-26)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    var body = Dossier.amiable(accord: "2025-03-10", effet: "2025-06-30").object ?? [:]
    body["motif"] = "Fin du service."
    body["dommages_interets"] = "Aucune demande."
    body["canal_remplacement"] = "Boîte fonctionnelle."
    body["actions"] = [
      ["intitule": "Terminer les études en cours.", "porteur": "CAISSE", "echeance_le": "2025-06-30"],
      ["intitule": "Prévenir.", "porteur": "COMMUN"], ["intitule": "Rendre les documents.", "porteur": "PARTENAIRE"],
    ]
    let answer = try await dossier.resilier(unique, .object(body))
    #expect(answer.status == 201 && answer.headers["location"] == "/v1/conventions/\(unique)/resiliation", "\(answer.text)")
    #expect(
      answer["motif"] == "Fin du service." && answer["dommages_interets"] == "Aucune demande."
        && answer["canal_remplacement"] == "Boîte fonctionnelle.")
    #expect(answer["accords"]?.array?.first == ["partie": "CAISSE", "qualite": "Directrice", "date": "2025-03-10", "pour_ordre_de": nil])
    let lue = try await dossier.agent.get("/v1/conventions/\(unique)/resiliation")
    #expect(lue.text == answer.text)
    let plan = try dossier.server.admin().query(
      "select type, intitule, porteur, echeance_le::text, etat from action_convention where convention_id = $1::uuid order by id", [unique])
    #expect(
      plan == [
        ["BONNE_FIN", "Terminer les études en cours.", "CAISSE", "2025-06-30", "PREVUE"], ["BONNE_FIN", "Prévenir.", "COMMUN", nil, "PREVUE"],
        ["BONNE_FIN", "Rendre les documents.", "PARTENAIRE", nil, "PREVUE"],
      ])
    #expect(lue["actions"]?.array?.compactMap { $0["intitule"]?.string } == plan.compactMap { $0[1] })
  }

  @Test func `une convention se résilie une fois, même pour plus tard (V-28)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    #expect(try await dossier.resilier(unique, accord: "2025-03-10", effet: "2025-06-30").status == 201)
    let encore = try await dossier.resilier(unique, accord: "2025-03-11", effet: "2025-05-31")
    #expect(encore.refus == "409 CONVENTION_DEJA_RESILIEE V-28" && encore["effet_le"] == "2025-06-30", "\(encore.text)")
    // The schema holds it by itself.
    let constraint = try dossier.server.admin().query("select conname from pg_constraint where conrelid = 'resiliation'::regclass and contype = 'p'")
    #expect(constraint == [["resiliation_unique"]])
    let aSigner = try await dossier.autre()
    let refus = try await aSigner.resilier(try await aSigner.creer("UNIQUE", modele: "002"), accord: "2025-03-11", effet: "2025-05-31")
    #expect(refus.refus == "409 CONVENTION_NON_EN_VIGUEUR V-28" && refus["etat"] == "A_SIGNER", "\(refus.text)")
  }

  @Test func `le métier résilié résilie l'utilisation le même jour (V-22)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (metier, utilisation) = try await dossier.bundle(modele: "001", le: "2024-10-21")
    #expect(try await dossier.resilier(metier, accord: "2025-03-10", effet: "2025-06-30").status == 201)
    let suite = try await dossier.lire(utilisation)
    #expect(
      suite["etat"] == "EN_VIGUEUR" && suite["fin"] == ["cause": "RESILIATION_DU_METIER", "dernier_jour": "2025-06-30", "regle": "V-22"],
      "\(suite.text)")
    #expect(try await dossier.lire(utilisation, au: "2025-07-01")["etat"] == "RESILIEE")
    #expect(try dossier.titre() == [utilisation, "2024-10-21", "2025-06-30"])
    #expect(try dossier.evenement("CONVENTION_FIN_FIXEE", utilisation).regle == "V-22")
    // None of its own is recorded, and it may still end sooner by itself.
    #expect(try await dossier.agent.get("/v1/conventions/\(utilisation)/resiliation").status == 404)
    let apres = try await dossier.resilier(utilisation, accord: "2025-03-10", effet: "2025-07-01")
    #expect(apres.code == "EFFET_APRES_TERME" && apres["derniere_date"] == "2025-06-30")
    #expect(try await dossier.resilier(utilisation, accord: "2025-03-10", effet: "2025-05-31").status == 201)
    #expect(try dossier.titre() == [utilisation, "2024-10-21", "2025-05-31"])
  }

  @Test func `l'utilisation résiliée laisse vivre le métier (V-23)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (metier, utilisation) = try await dossier.bundle(modele: "001", le: "2024-10-21")
    #expect(try await dossier.resilier(utilisation, accord: "2025-03-10", effet: "2025-03-11").status == 201)
    #expect(try await dossier.lire(utilisation)["etat"] == "RESILIEE")
    let survivant = try await dossier.lire(metier)
    #expect(survivant["etat"] == "EN_VIGUEUR" && survivant["fin"] == .null && survivant.periode == "1 2024-10-21/2025-10-20", "\(survivant.text)")
    #expect(try dossier.journal(metier).contains("CONVENTION_FIN_FIXEE") == false)
  }
}

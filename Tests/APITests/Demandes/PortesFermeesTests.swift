import API
import Domain
import Foundation
import JSON
import Testing

/// A closed door is closed in lists too (D-29, R-34, Q-13): what a technicien could not read alone is in no list, search or count.
@Suite struct PortesFermeesTests {
  /// How the access of an account to one caisse of two is not open: `$1` the account, `$2` the caisse.
  enum Fermeture: String, CaseIterable, Sendable {
    case jamaisDonnee = "delete from annuaire where compte_id = $1::uuid and caisse_id = $2::uuid"
    case exclue = "update acces set exclu_le = now() where compte_id = $1::uuid and caisse_id = $2::uuid"
    case usageNonConforme =
      "update acces set exclu_le = now(), exclu_motif = 'USAGE_NON_CONFORME' where compte_id = $1::uuid and caisse_id = $2::uuid"
    case suspendue = "partenaire_caisse set suspendu_le = now()"
    case terminee = "partenaire_caisse set dernier_jour = '2025-03-11'"
    case aVenir = "partenaire_caisse set premier_jour = '2025-03-13'"
    case nonSignee = "partenaire_caisse set premier_jour = null"
    case sansConvention = "partenaire_caisse set convention_id = null"
    case uniteNonOuverte =
      "update acces set ouverture = 'APRES_SIGNATURE', decalage_mois = 60 where compte_id = $1::uuid and caisse_id = $2::uuid"
    /// Edges: the last day and the first one are open.
    case dernierJour = "partenaire_caisse set dernier_jour = '2025-03-12'"
    case premierJour = "partenaire_caisse set premier_jour = '2025-03-12'"

    /// Those of the relation with the caisse are the partner's.
    var sql: String {
      rawValue.hasPrefix("partenaire_caisse")
        ? "update \(rawValue) where caisse_id = $2::uuid and partenaire_id = (select partenaire_id from compte where id = $1::uuid)" : rawValue
    }

    var ferme: Bool { self != .dernierJour && self != .premierJour }
  }

  private struct Structure {
    let monde: Monde
    let compte: String
    let technicien: TestClient
    let autreCaisse: String
    /// Of its own caisse, then of the other one.
    let demandes: [String]

    /// A technicien of that act who files twice at its caisse and twice at another.
    init(_ acte: String, _ autre: String, unite: String?) async throws {
      monde = try await Monde.ouvrir(try TestServer(), acte)
      try monde.conventionnerAussi(autre)
      (compte, technicien) = try await monde.technicienActif(try await monde.gestionnaire(unite: unite), unite: unite)
      // A technicien has the accesses of the gestionnaire who opened the account.
      _ = try monde.sql(
        """
        insert into acces (compte_id, caisse_id, partenaire_id, modifie_le)
        select k.id, c.id, k.partenaire_id, now() from compte k, caisse c where k.id = $1::uuid and c.code = $2 on conflict do nothing
        """, [compte, autre])
      let caisses = try monde.sql(
        "select c.id::text from acces a join caisse c on c.id = a.caisse_id where a.compte_id = $1::uuid order by c.code = $2", [compte, autre])
      try #require(caisses.count == 2)
      autreCaisse = caisses[1][0] ?? ""
      var filed: [String] = []
      for caisse in caisses.flatMap({ [$0[0], $0[0]] }) {
        monde.server.horloge.figer(monde.server.horloge.maintenant.ajoutant(secondes: 60))
        let answer = try await technicien.post(
          "/v1/demandes", Monde.corpsDemande("DOCUMENT", acte: acte) { $0["caisse_id"] = .string(caisse ?? "") })
        guard let id = answer["id"]?.string else { throw Monde.Inattendu(answer) }
        filed.append(id)
      }
      demandes = filed
    }

    private static let requetes = [
      "", "tri=-depose_le", "tri=depose_le", "recherche=morvan", "recherche=elise%20mor", "recherche=mor%20%C3%A9li", "type=DOCUMENT&etat=ACCUSEE",
    ]

    func fermer(_ fermeture: Fermeture) throws {
      _ = try monde.sql(fermeture.sql, [compte, autreCaisse])
      if fermeture == .jamaisDonnee {
        _ = try monde.sql("delete from acces where compte_id = $1::uuid and caisse_id = $2::uuid", [compte, autreCaisse])
      }
    }

    func lisibles() async throws -> Set<String> {
      var read: Set<String> = []
      for id in demandes where try await technicien.get("/v1/demandes/\(id)").status == 200 { read.insert(id) }
      return read
    }

    /// Every way to list demandes, page by page, and what it counts.
    func listes() async throws -> [(requete: String, ids: [String], total: Int?)] {
      let numeros = try monde.sql("select numero from demande where partenaire_id = $1::uuid order by numero", [monde.partenaire]).compactMap {
        $0[0]
      }
      var lues: [(String, [String], Int?)] = []
      for requete in Self.requetes {
        var next: String? = "/v1/demandes?limite=1&total=true\(requete.isEmpty ? "" : "&")\(requete)"
        var ids: [String] = []
        var total: Int?
        while let path = next {
          let page = try await technicien.get(path)
          guard page.status == 200 else { throw Monde.Inattendu(page) }
          ids += page["elements"]?.array?.compactMap { $0["id"]?.string } ?? []
          total = page["total"]?.int
          next = page["suivant"]?.string
        }
        lues.append((requete, ids, total))
      }
      let courts = numeros.map { numero in String(numero.split(separator: "-", maxSplits: 1)[1]) }
      for numero in numeros + courts {
        let page = try await technicien.get("/v1/demandes?recherche=\(numero)")
        guard page.status == 200 else { throw Monde.Inattendu(page) }
        lues.append((numero, page["elements"]?.array?.compactMap { $0["id"]?.string } ?? [], nil))
      }
      return lues
    }
  }

  @Test(arguments: [("000", "CPAM-67", nil), ("002", "CPAM-57", "UTAMS_NORD")] as [(String, String, String?)], Fermeture.allCases)
  func `aucune liste, recherche ni décompte ne montre ce que la lecture refuse (D-29, R-34, Q-13)`(
    _ cas: (String, String, String?), _ fermeture: Fermeture
  ) async throws {
    let structure = try await Structure(cas.0, cas.1, unite: cas.2)
    // What the token saw last time is kept: it must not be believed.
    let avant = try await structure.technicien.get("/v1/demandes")
    #expect(avant["elements"]?.array?.count == 4, "\(avant.text)")
    try structure.fermer(fermeture)
    let lisibles = try await structure.lisibles()
    #expect(lisibles == Set(fermeture.ferme ? Array(structure.demandes.prefix(2)) : structure.demandes))
    var vues: Set<String> = []
    for liste in try await structure.listes() {
      #expect(Set(liste.ids).isSubset(of: lisibles), "\(liste)")
      #expect(Set(liste.ids).count == liste.ids.count, "\(liste)")
      if let total = liste.total {
        #expect(Set(liste.ids) == lisibles && total == lisibles.count, "\(liste)")
      } else {
        vues.formUnion(liste.ids)
      }
    }
    #expect(vues == lisibles)
  }

  /// The other lists of a partner's people are of acts and accounts, which no closing hides: what they show can be read one by one, no more.
  @Test(arguments: Fermeture.allCases)
  func `ce que montrent les autres listes d'un partenaire se lit élément par élément (R-34)`(_ fermeture: Fermeture) async throws {
    let structure = try await Structure("000", "CPAM-67", unite: nil)
    let chef = try await structure.monde.gestionnaire(1)
    try structure.fermer(fermeture)
    for (client, liste, chemin, membre) in [
      (chef, "/v1/comptes", "/v1/comptes/", nil), (chef, "/v1/comptes?recherche=sorbette", "/v1/comptes/", nil),
      (chef, "/v1/conventions", "/v1/conventions/", nil), (structure.technicien, "/v1/conventions", "/v1/conventions/", nil),
      (chef, "/v1/echeances", "/v1/conventions/", "convention"),
    ] as [(TestClient, String, String, String?)] {
      let page = try await client.get(liste)
      #expect(page.status == 200, "\(page.text)")
      for element in page["elements"]?.array ?? [] {
        let id = (membre.flatMap { element[$0] } ?? element)["id"]?.string ?? ""
        #expect(try await client.get("\(chemin)\(id)").status == 200, "\(liste) \(id)")
      }
    }
  }

  @Test func `une porte rouverte l'est aussi dans les listes, au même jeton`() async throws {
    let structure = try await Structure("000", "CPAM-67", unite: nil)
    func nombre() async throws -> Int? { try await structure.technicien.get("/v1/demandes")["elements"]?.array?.count }
    try structure.fermer(.suspendue)
    #expect(try await nombre() == 2)
    _ = try structure.monde.sql("update partenaire_caisse set suspendu_le = null where caisse_id = $1::uuid", [structure.autreCaisse])
    #expect(try await nombre() == 4)
  }

  @Test func `sans aucune porte ouverte, les listes répondent 403 avec le motif (Q-13, C-47)`() async throws {
    let structure = try await Structure("000", "CPAM-67", unite: nil)
    _ = try structure.monde.sql("update acces set exclu_le = now() where compte_id = $1::uuid", [structure.compte])
    for requete in ["", "?recherche=morvan", "?recherche=2025-000001", "?total=true"] {
      let answer = try await structure.technicien.get("/v1/demandes\(requete)")
      #expect(answer.status == 403 && answer.code == "ACCES_FERME" && answer["regle"] == "C-47", "\(answer.text)")
    }
    _ = try structure.monde.sql("delete from annuaire where compte_id = $1::uuid", [structure.compte])
    _ = try structure.monde.sql("delete from acces where compte_id = $1::uuid", [structure.compte])
    let jamais = try await structure.technicien.get("/v1/demandes")
    #expect(jamais.status == 403 && jamais["motif"] == "ACCES_NON_DONNE", "\(jamais.text)")
  }

  @Test func `une réponse gardée ne se redonne pas par une porte fermée depuis (D-29, R-34)`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "001")
    let (compte, technicien) = try await monde.technicienActif(try await monde.gestionnaire())
    let cle = ["Idempotency-Key": "une-cle"]
    let demande = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "001"), headers: cle)
    let messages = "/v1/demandes/\(demande["id"]?.string ?? "")/messages"
    func rejouer() async throws -> [Answer] {
      [
        try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "001"), headers: cle),
        try await technicien.post(messages, ["texte": "Un mot."], headers: ["Idempotency-Key": "une-autre"]),
      ]
    }
    _ = try await rejouer()
    #expect(try await rejouer().allSatisfy { $0.status == 201 && $0.headers["idempotency-replayed"] == "true" })
    _ = try monde.sql("update acces set exclu_le = now() where compte_id = $1::uuid", [compte])
    for refus in try await rejouer() { #expect(refus.status == 403 && refus.code == "ACCES_FERME" && refus["assure"] == nil, "\(refus.text)") }
    // An access that is no more is no door either.
    _ = try monde.sql("delete from annuaire where compte_id = $1::uuid", [compte])
    _ = try monde.sql("delete from acces where compte_id = $1::uuid", [compte])
    for refus in try await rejouer() { #expect(refus.status == 403 && refus.code == "ACCES_FERME" && refus["assure"] == nil, "\(refus.text)") }
  }
}

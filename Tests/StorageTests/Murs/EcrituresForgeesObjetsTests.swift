import Postgres
import Storage
import Testing

/// An event is of something that its context sees, and of the caisse and the partner of that thing.
@Suite struct EcrituresForgeesObjetsTests {
  private static let (a, b) = (Locataire.a, Locataire.b)

  /// The lines of tenant a that events tell of, by kind.
  private static let objets = [
    "COMPTE": Locataire.technicien, "SESSION": Locataire.technicien, "CONVENTION": Locataire.convention, "CONTACT": 22, "UNITE": Locataire.unite,
    "PARTENAIRE": Locataire.partenaire, "DEMANDE": 33,
  ]

  /// The event of the person of that context; nil of caisse or partenaire: none.
  private func fait(
    _ contexte: [String: String], _ objet: String, _ id: String, caisse: String? = nil, partenaire: String? = nil, apres: String = "{}"
  ) -> String {
    func q(_ texte: String?) -> String { texte.map { "'\($0)'" } ?? "null" }
    return """
      insert into evenement (instant, acteur_id, acteur_role, acteur_libelle, caisse_id, partenaire_id, objet, objet_id, code, apres)
      values (now(), \(q(contexte["compte"])), \(q(contexte["role"])), 'P N', \(q(caisse)), \(q(partenaire)), '\(objet)', '\(id)', 'X', '\(apres)')
      """
  }

  /// Not read back, which the policy of reading would judge too.
  private func ecrit(_ contexte: [String: String], avant: String? = nil, _ sql: String) throws -> Bool {
    try EcrituresForgees.passe(contexte, avant: avant, sql)
  }

  @Test func `un événement est d'un objet que son contexte voit, de sa caisse et de son partenaire (C-58, R-34)`() throws {
    let agent = EcrituresForgees.agent
    let (caisse, partenaire) = (Self.a.id(Locataire.caisse), Self.a.id(Locataire.partenaire))
    for (objet, rang) in Self.objets {
      #expect(try ecrit(agent, fait(agent, objet, Self.a.id(rang), caisse: caisse, partenaire: partenaire)), "\(objet)")
      for (id, caisse, partenaire) in [
        (Self.b.id(rang), caisse, partenaire), (Self.b.id(rang), nil, nil),
        (Self.b.id(rang), Self.b.id(Locataire.caisse), Self.b.id(Locataire.partenaire)),
        (Self.a.id(99), caisse, partenaire), (Self.a.id(99), nil, nil),
        (Self.a.id(rang), Self.b.id(Locataire.caisse), partenaire), (Self.a.id(rang), caisse, Self.b.id(Locataire.partenaire)),
        (Self.a.id(rang), caisse, nil),
      ] as [(String, String?, String?)] {
        #expect(try !ecrit(agent, fait(agent, objet, id, caisse: caisse, partenaire: partenaire)), "\(objet) \(id) \(caisse ?? "-")")
      }
      if !["COMPTE", "SESSION"].contains(objet) {
        #expect(try !ecrit(agent, fait(agent, objet, Self.a.id(rang), partenaire: partenaire)), "\(objet) sans caisse")
      }
    }
    for objet in ["CAISSE", "MODELE", "AUTRE"] {
      #expect(
        try !ecrit(agent, fait(agent, objet, caisse, caisse: caisse, partenaire: partenaire, apres: #"{"code": "t", "version": 1}"#)), "\(objet)")
    }
  }

  @Test func `un gestionnaire n'écrit rien dans l'histoire d'un compte d'un autre partenaire, à combien de caisses qu'il ait un titre`() throws {
    let gestionnaire = EcrituresForgees.gestionnaire
    let partage = """
      insert into partenaire_caisse (caisse_id, partenaire_id, cree_le) values ('\(Self.a.id(Locataire.caisse))', '\(Self.b.id(Locataire.partenaire))', now());
      insert into acces (compte_id, caisse_id, partenaire_id, modifie_le)
      values ('\(Self.b.id(Locataire.technicien))', '\(Self.a.id(Locataire.caisse))', '\(Self.b.id(Locataire.partenaire))', now())
      """
    for (caisse, partenaire) in [(nil, nil), (nil, Self.b.id(Locataire.partenaire)), (Self.b.id(Locataire.caisse), Self.b.id(Locataire.partenaire))]
      as [(String?, String?)]
    {
      #expect(try !ecrit(gestionnaire, avant: partage, fait(gestionnaire, "COMPTE", Self.b.id(13), caisse: caisse, partenaire: partenaire)))
    }
    #expect(try ecrit(gestionnaire, fait(gestionnaire, "COMPTE", Self.a.id(13), partenaire: Self.a.id(Locataire.partenaire))))
  }
}

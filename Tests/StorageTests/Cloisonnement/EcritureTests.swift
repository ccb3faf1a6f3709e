import Bytes
import Domain
import Foundation
import Postgres
import Storage
import Testing

/// Writes across the wall: refused by the policies and the grants, whatever the statement.
@Suite struct CloisonnementEcritureTests {
  enum Issue: Equatable {
    /// Rows that the statement wrote; undone at once.
    case lignes(Int)
    case refuse(String)
    static let horsPortee = Issue.refuse("42501")
  }

  /// Runs one statement as the application's role under what the person's token opens; the end of the connection undoes it.
  private func tenter(_ personne: Personne?, _ sql: String) throws -> Issue {
    let connection = try AdminConnection(try MondeMure.partage.get().base + " user=ep_app")
    try connection.run("begin")
    let jeton = personne?.jeton ?? [UInt8](repeating: 7, count: 32)
    _ = try connection.query(SessionStatements.ouvrir.sql, ["\\x\(hexText(jeton))", "2025-03-12T08:00:00Z"])
    do throws(PostgresError) {
      return .lignes(try connection.query(sql).count)
    } catch {
      guard case .server(let refusal) = error else { throw error }
      return .refuse(refusal.sqlState)
    }
  }

  private static func id(_ sorte: Identifiant, _ number: Int?) -> String { number.map { "'\(Identifiant.de(sorte, $0).text)'::uuid" } ?? "null" }

  private static func demande(caisse: Int, partenaire: Int, unite: Int? = nil, convention: Int? = nil, auteur: Personne) -> String {
    """
    insert into demande (caisse_id, partenaire_id, unite_id, technicien_id, id, numero, convention_id, technicien_nom, technicien_prenom,
      partenaire_denomination, type, details, assure_civilite, assure_nom, assure_prenom, assure_date_naissance, assure_departement_residence,
      personne_accompagnee, qualite_representation, urgente, complexe, prioritaire, avertissements, origine, etat, depose_le, modifie_le)
    values (\(id(.caisse, caisse)), \(id(.partenaire, partenaire)), \(id(.unite, unite)), '\(auteur.id.text)', gen_random_uuid(), 'N-1',
      \(id(.convention, convention ?? caisse * 10 + partenaire)), 'N', 'P', 'p', 'DOCUMENT', '{}', 'M', 'N', 'P', '1980-01-01', '01', true, 'AUCUNE', false, false, false, '{}',
      'PORTAIL', 'ACCUSEE', now(), now()) returning id
    """
  }

  @Test func `une demande se dépose en son nom, pour son partenaire et son unité, auprès d'une de ses caisses (D-10, D-29, Q-15)`() throws {
    for (auteur, caisse, partenaire, unite) in [
      (Personne.technicien1, 1, 1, nil as Int?), (.technicien1, 2, 1, nil), (.technicien1, 1, 1, 11), (.technicien11, 1, 1, 11),
      (.technicien2, 1, 2, nil),
    ] {
      #expect(try tenter(auteur, Self.demande(caisse: caisse, partenaire: partenaire, unite: unite, auteur: auteur)) == .lignes(1))
    }
    for (auteur, sql) in [
      (Personne.technicien2, Self.demande(caisse: 1, partenaire: 1, auteur: .technicien2)),  // another partner
      (.technicien2, Self.demande(caisse: 1, partenaire: 2, auteur: .technicien1)),  // in somebody else's name
      (.technicien11, Self.demande(caisse: 1, partenaire: 1, unite: 12, auteur: .technicien11)),  // another unit
      (.technicien11, Self.demande(caisse: 1, partenaire: 1, auteur: .technicien11)),  // the whole partner
      (.gestionnaire1, Self.demande(caisse: 1, partenaire: 1, auteur: .gestionnaire1)),
      (.agent1, Self.demande(caisse: 1, partenaire: 1, auteur: .technicien1)),
      (.administrateur, Self.demande(caisse: 1, partenaire: 1, auteur: .technicien1)),
    ] { #expect(try tenter(auteur, sql) == .horsPortee, "\(auteur): \(sql.prefix(0))") }
    #expect(try tenter(nil, Self.demande(caisse: 1, partenaire: 1, auteur: .technicien1)) == .horsPortee)
    // A caisse that does not know the partner opened nothing to it; the convention of another couple does not stand for its own.
    for convention in [22, 12] {
      #expect(try tenter(.technicien2, Self.demande(caisse: 2, partenaire: 2, convention: convention, auteur: .technicien2)) == .horsPortee)
    }
    #expect(try tenter(.technicien2, Self.demande(caisse: 1, partenaire: 2, convention: 11, auteur: .technicien2)) == .refuse("23503"))
  }

  @Test func `une demande hors de portée ne se modifie pas, et nul ne change à qui elle est (D-29, R-34)`() throws {
    for personne in Personne.allCases where personne.role != .technicien {
      let sienne = MondeMure.demandes(de: personne)
      #expect(try tenter(personne, "update demande set etat = 'EN_COURS' returning id") == .lignes(sienne.count), "\(personne)")
    }
    // A technicien cancels, at the caisses that are open to him.
    for personne in Personne.allCases where personne.role == .technicien {
      let siennes = Set(MondeMure.demandes(de: personne))
      for demande in MondeMure.demandes where demande.rang % MondeMure.demandesParCouple == 0 {
        let annulee = try tenter(personne, "update demande set etat = 'ANNULEE', cloture_le = now() where id = '\(demande.id.text)' returning id")
        let admise = personne.titres.contains(demande.caisse) && demande.estOuverte
        #expect(annulee == (!siennes.contains(demande) ? .lignes(0) : admise ? .lignes(1) : .horsPortee), "\(personne) \(demande)")
      }
    }
    #expect(try tenter(nil, "update demande set etat = 'EN_COURS' returning id") == .lignes(0))
    for column in ["caisse_id", "partenaire_id", "unite_id", "technicien_id", "convention_id", "id", "numero", "assure_nom", "depose_le"] {
      #expect(try tenter(.agent1, "update demande set \(column) = \(column) returning id") == .horsPortee, "\(column)")
    }
    #expect(try tenter(.agent1, "delete from demande returning id") == .horsPortee)
  }

  private static func message(_ demande: MondeMure.Demande, caisse: Int? = nil, partenaire: Int? = nil, unite: Int?) -> String {
    """
    insert into message (caisse_id, id, demande_id, partenaire_id, unite_id, auteur_id, auteur_role, auteur_libelle, texte, attend_reponse,
      avertissements, cree_le)
    values (\(id(.caisse, caisse ?? demande.caisse)), gen_random_uuid(), '\(demande.id.text)', \(id(.partenaire, partenaire ?? demande.partenaire)),
      \(id(.unite, unite)), contexte('compte'), current_setting('ep.role'), 'x', 'texte', false, '{}', now()) returning id
    """
  }

  @Test func `un message ne s'écrit que dans le dialogue d'une demande que l'on voit (D-22, D-29, Q-15)`() throws {
    for personne in Personne.allCases {
      let siennes = Set(MondeMure.demandes(de: personne))
      for demande in MondeMure.demandes where demande.rang % MondeMure.demandesParCouple == 0 {
        let issue = try tenter(personne, Self.message(demande, unite: demande.unite))
        let ouverte = personne.role != .technicien || personne.titres.contains(demande.caisse)
        #expect(issue == (siennes.contains(demande) && ouverte ? .lignes(1) : .horsPortee), "\(personne) \(demande)")
      }
    }
  }

  @Test func `un partenaire n'écrit pas sous son nom dans le dialogue d'un autre (D-22, D-29)`() throws {
    let autre = try #require(MondeMure.demandes.first { $0.partenaire == 1 && $0.unite == nil && $0.caisse == 1 })
    #expect(try tenter(.technicien2, Self.message(autre, partenaire: 2, unite: nil)) == .horsPortee)
    let deLUnite12 = try #require(MondeMure.demandes.first { $0.unite == 12 && $0.caisse == 1 })
    #expect(try tenter(.technicien11, Self.message(deLUnite12, unite: 11)) == .horsPortee)
    #expect(try tenter(.agent1, Self.message(autre, partenaire: 2, unite: nil)) == .horsPortee)
    #expect(try tenter(.technicien1, Self.message(deLUnite12, unite: 11)) == .horsPortee)
    #expect(try tenter(.agent1, "update message set texte = 'autre' returning id") == .horsPortee)
    #expect(try tenter(.agent1, "delete from message returning id") == .horsPortee)
  }

  private static func compte(role: String, caisse: Int? = nil, partenaire: Int? = nil, unite: Int? = nil) -> String {
    """
    insert into compte (id, role, identifiant, etat, caisse_id, partenaire_id, unite_id, civilite, nom, prenom, email, cree_par, cree_le, modifie_le)
    values (gen_random_uuid(), '\(role)', 'nouveau', 'DEMANDE', \(id(.caisse, caisse)), \(id(.partenaire, partenaire)), \(id(.unite, unite)),
      'M', 'N', 'P', 'nouveau@x.example', contexte('compte'), now(), now())
    """
  }

  @Test func `un compte se crée chez soi seulement (A-02, C-05, R-34)`() throws {
    let sql = { (compte: String) in "with n as (\(compte)) select 1" }
    #expect(try tenter(.gestionnaire1, sql(Self.compte(role: "TECHNICIEN", partenaire: 1))) == .lignes(1))
    #expect(try tenter(.gestionnaire11, sql(Self.compte(role: "TECHNICIEN", partenaire: 1, unite: 11))) == .lignes(1))
    #expect(try tenter(.agent1, sql(Self.compte(role: "GESTIONNAIRE", partenaire: 2))) == .lignes(1))
    for (auteur, compte) in [
      (Personne.gestionnaire2, Self.compte(role: "TECHNICIEN", partenaire: 1)),
      (.gestionnaire11, Self.compte(role: "TECHNICIEN", partenaire: 1, unite: 12)), (.gestionnaire11, Self.compte(role: "TECHNICIEN", partenaire: 1)),
      (.technicien1, Self.compte(role: "TECHNICIEN", partenaire: 1)), (.gestionnaire1, Self.compte(role: "AGENT_CAISSE", caisse: 1)),
      (.agent1, Self.compte(role: "GESTIONNAIRE", partenaire: 3)), (.agent1, Self.compte(role: "DIRECTION_CAISSE", caisse: 1)),
      (.agent1, Self.compte(role: "AGENT_CAISSE", caisse: 2)),
      (.agent1, Self.compte(role: "ADMIN_NATIONAL")),
    ] { #expect(try tenter(auteur, sql(compte)) == .horsPortee, "\(auteur) \(compte.suffix(200))") }
  }

  @Test func `un compte hors de portée ne se modifie pas, et ne change pas de camp (A-02, R-34)`() throws {
    for personne in Personne.allCases {
      // Of the people of a caisse, each changes oneself.
      let siens = MondeMure.comptes(de: personne).filter { $0.partenaire != nil || $0 == personne }
      #expect(try tenter(personne, "update compte set version = version + 1 returning id") == .lignes(siens.count), "\(personne)")
    }
    let technicien = "where id = '\(Personne.technicien1.id.text)' returning id"
    #expect(try tenter(.gestionnaire1, "update compte set partenaire_id = \(Self.id(.partenaire, 2)) \(technicien)") == .horsPortee)
    #expect(try tenter(.agent1, "update compte set partenaire_id = \(Self.id(.partenaire, 3)) \(technicien)") == .horsPortee)
    #expect(try tenter(.gestionnaire11, "update compte set unite_id = \(Self.id(.unite, 12)) returning id") == .horsPortee)
    #expect(try tenter(.agent1, "delete from compte returning id") == .horsPortee)
  }

  @Test func `ni contact ni réponse enregistrée ne s'écrit chez un autre (R-34)`() throws {
    let contact = { (caisse: Int, partenaire: Int) in
      """
      insert into contact (id, caisse_id, partenaire_id, role, partie, cree_le, modifie_le)
      values (gen_random_uuid(), \(Self.id(.caisse, caisse)), \(Self.id(.partenaire, partenaire)), 'R', 'P', now(), now()) returning id
      """
    }
    #expect(try tenter(.agent1, contact(1, 1)) == .lignes(1))
    #expect(try tenter(.agent1, contact(2, 1)) == .horsPortee)
    #expect(try tenter(.gestionnaire2, contact(1, 1)) == .horsPortee)
    #expect(try tenter(.agent1, "update contact set nom = 'X' returning id") == .lignes(2))
    #expect(try tenter(.agent1, "delete from contact where caisse_id = \(Self.id(.caisse, 2)) returning id") == .lignes(0))
    let reponse = { (compte: Personne) in
      """
      insert into idempotence (compte_id, cle, operation, empreinte, statut, entetes, corps, cree_le)
      values ('\(compte.id.text)', 'n', 'o', '', 201, '{}', '', now()) returning cle
      """
    }
    #expect(try tenter(.agent1, reponse(.agent1)) == .lignes(1))
    #expect(try tenter(.agent1, reponse(.agent2)) == .horsPortee)
    #expect(try tenter(.agent1, "delete from idempotence returning cle") == .horsPortee)
  }

  @Test func `aucun jeton n'ouvre un contexte du programme, ni celui d'une machine (R-34)`() throws {
    let admin = try AdminConnection(try MondeMure.partage.get().base)
    for role in ["SYSTEME", "COMPTE", "CLIENT", ""] {
      let sql = """
        insert into session (jeton, compte_id, role, libelle, mot_de_passe_expire_le, expire_le, cree_le)
        values (sha256('x'), '\(Personne.agent1.id.text)', '\(role)', 'x', now(), now(), now()) returning role
        """
      #expect(try tenter(.agent1, sql) == .horsPortee)
      #expect(throws: PostgresError.self) { _ = try admin.query(sql) }
    }
  }
}

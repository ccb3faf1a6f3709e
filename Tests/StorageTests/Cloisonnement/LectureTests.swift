import Domain
import Foundation
import Postgres
import Storage
import Testing

/// Who reads what (A-02, C-51, D-29, Q-15, R-34): first by the product's statements, then with their filters dropped.
@Suite struct CloisonnementLectureTests {
  private var base: String { get throws { try MondeMure.partage.get().base } }

  @Test(arguments: Personne.allCases)
  func `les listes de demandes ne montrent à chacun que les siennes (D-07, D-29, Q-15)`(_ personne: Personne) async throws {
    try await surBoucle(try base, Brut.all) { base, _ async throws in
      let page = PageDemandes(filtre: MondeMure.toutOuvert, apresDeposeLe: nil, apresId: nil, limite: 200)
      let siennes = MondeMure.demandes(de: personne)
      let (estDeLaCaisse, ids) = (personne.caisse != nil, Set(siennes.map(\.id)))
      // The statements of another scope than one's own find nothing: a wrong guess shows nothing.
      for portee in PorteeDemandes.allCases {
        let attendues = portee == personne.portee ? ids : []
        #expect(try await Set(base.sous(personne.cle, DemandeStatements.recentes[portee], page).map(\.id)) == attendues)
        #expect(try await Set(base.sous(personne.cle, DemandeStatements.anciennes[portee], page).map(\.id)) == attendues)
        #expect(try await base.sous(personne.cle, DemandeStatements.nombreDeToutes[portee], MondeMure.toutOuvert) == [Int64(attendues.count)])
        for mots in ["n", "p N"] {
          let noms = RechercheNom(filtre: MondeMure.toutOuvert, cherches: try #require(MotsCherches(mots)), limite: 200)
          #expect(try await Set(base.sous(personne.cle, DemandeStatements.parNom[portee], noms).map(\.id)) == attendues)
          #expect(try await base.sous(personne.cle, DemandeStatements.nombreParNom[portee], noms) == [Int64(attendues.count)])
        }
      }
      let file = Set(siennes.filter(\.estOuverte).map(\.id))
      #expect(try await Set(base.sous(personne.cle, DemandeStatements.file, page).map(\.id)) == (estDeLaCaisse ? file : []))
      #expect(try await base.sous(personne.cle, DemandeStatements.nombreEnFile, FiltreDemandes()) == [Int64(estDeLaCaisse ? file.count : 0)])
    }
  }

  @Test(arguments: Personne.allCases)
  func `la demande d'un autre est introuvable, son dialogue et son journal vides (D-29, T-111, T-112)`(_ personne: Personne) async throws {
    let siennes = Set(MondeMure.demandes(de: personne))
    try await surBoucle(try base) { database, _ in
      for demande in MondeMure.demandes {
        let found = try await database.read { batch in
          (
            ouverture: batch.enqueue(SessionStatements.ouvrir, personne.cle), demande: batch.enqueue(DemandeStatements.lire, demande.id),
            messages: batch.enqueue(MessageStatements.lister, MessageStatements.Page(demandeId: demande.id, apresRang: nil, limite: 50)),
            journal: batch.enqueue(JournalStatements.historique, JournalStatements.Page(objetId: demande.id, apres: nil, limite: 50))
          )
        }
        let estSienne = siennes.contains(demande)
        #expect(try found.demande.count == (estSienne ? 1 : 0))
        if estSienne { #expect(try DemandeJugee.suite(found.demande) { try DemandeColumns.read(&$0) }.id == demande.id) }
        #expect(try found.messages.rows().map(\.id) == (estSienne ? demande.messages : []))
        #expect(try found.journal.rows().count == (estSienne ? 1 : 0))
      }
    }
  }

  @Test(arguments: Personne.allCases)
  func `la table des habilitations ne montre à chacun que les siennes (A-02, C-51, R-34)`(_ personne: Personne) async throws {
    try await surBoucle(try base, Brut.all) { base, _ async throws in
      let filtre = FiltreComptes(a: MondeMure.instant)
      let attendus = Set(MondeMure.comptesListes(de: personne).map(\.id))
      let page = PageComptes(filtre: filtre, apresId: nil, limite: 200)
      #expect(try await Set(base.sous(personne.cle, CompteStatements.parNom, page).map(\.id)) == attendus)
      #expect(try await Set(base.sous(personne.cle, CompteStatements.recents, page).map(\.id)) == attendus)
      #expect(try await base.sous(personne.cle, CompteStatements.nombre, filtre) == [Int64(attendus.count)])
      for autre in Personne.allCases {
        let lu = try await base.sous(personne.cle, CompteStatements.lire, CompteStatements.Cle(autre.id, a: MondeMure.instant))
        #expect(Set(lu.map(\.id)) == (attendus.contains(autre.id) ? [autre.id] : []), "\(autre)")
      }
      #expect(try await Set(base.sous(personne.cle, CompteStatements.soi, MondeMure.instant).map(\.id)) == [personne.id])
    }
  }

  @Test(arguments: Personne.allCases)
  func `sans le filtre des requêtes, la politique de lignes ne laisse rien passer de plus (D-29, Q-15, R-34)`(_ personne: Personne) async throws {
    try await surBoucle(try base, Brut.all) { base, _ async throws in
      let siennes = MondeMure.demandes(de: personne)
      #expect(try await Set(base.sous(personne.cle, Brut.demandes, ())) == Set(siennes.map(\.id)))
      #expect(try await Set(base.sous(personne.cle, Brut.messages, ())) == Set(siennes.flatMap(\.messages)))
      #expect(try await Set(base.sous(personne.cle, Brut.comptes, ())) == Set(MondeMure.comptes(de: personne).map(\.id)))
      #expect(try await base.sous(personne.cle, Brut.reponses, ()) == [personne.id])
    }
  }

  @Test(arguments: Personne.allCases)
  func `ni les contacts ni le journal ne passent d'une caisse ou d'un partenaire à l'autre (C-58, R-34)`(_ personne: Personne) async throws {
    try await surBoucle(try base, Brut.all) { base, _ async throws in
      let lit = [.technicien, .gestionnaire, .agentCaisse, .directionCaisse].contains(personne.role)
      let relations = Relation.toutes.filter { lit && ($0.caisse == personne.caisse || $0.partenaire == personne.partenaire) }
      #expect(
        try await Set(base.sous(personne.cle, Brut.contacts, ())) == Set(relations.map { Identifiant.de(.contact, $0.caisse * 10 + $0.partenaire) }))
      let evenements = Set(try await base.sous(personne.cle, Brut.evenements, ()))
      // Of its demandes, and of the accounts that it sees and that are its partner's, or have a title to its caisse.
      let comptes = MondeMure.comptes(de: personne).filter { compte in
        guard let caisse = personne.caisse else { return lit && compte.partenaire == personne.partenaire }
        return lit && (compte.caisse == caisse || compte.titres.contains(caisse))
      }
      #expect(evenements == Set(MondeMure.demandes(de: personne).map(\.id) + comptes.map(\.id)))
    }
  }

  enum SansSession: CaseIterable { case expire, inconnu, aucunContexte }

  @Test(arguments: SansSession.allCases)
  func `sans session vivante, rien n'est visible (R-34, T-113)`(_ cas: SansSession) async throws {
    try await surBoucle(try base, Brut.all) { base, _ async throws in
      // A session that ends at this instant is over; see the next test for the instant before.
      let cle: CleDeSession? =
        switch cas {
        case .expire: CleDeSession(empreinte: Personne.agent1.jeton, instant: try #require(Instant(rfc3339: "2025-03-13T00:00:00Z")))
        case .inconnu: CleDeSession(empreinte: [UInt8](repeating: 7, count: 32), instant: MondeMure.instant)
        case .aucunContexte: nil
        }
      for statement in [Brut.demandes, Brut.messages, Brut.comptes, Brut.contacts, Brut.evenements, Brut.reponses] {
        #expect(try await base.sous(cle, statement, ()) == [], "\(statement.name)")
      }
      let page = PageDemandes(filtre: MondeMure.toutOuvert, apresDeposeLe: nil, apresId: nil, limite: 200)
      let listes = PorteeDemandes.allCases.flatMap { [DemandeStatements.recentes[$0], DemandeStatements.anciennes[$0]] }
      for liste in listes + [DemandeStatements.file] {
        #expect(try await base.sous(cle, liste, page).isEmpty, "\(liste.name)")
      }
      #expect(
        try await base.sous(cle, CompteStatements.parNom, PageComptes(filtre: FiltreComptes(a: MondeMure.instant), apresId: nil, limite: 200)).isEmpty
      )
      #expect(try await base.sous(cle, Brut.contexte, ()) == [""])
    }
  }

  @Test func `une session vit jusqu'à l'instant d'avant son terme`() async throws {
    try await surBoucle(try base, Brut.all) { base, _ async throws in
      let fin = try #require(Instant(rfc3339: "2025-03-13T00:00:00Z"))
      let derniere = Instant(microsecondes: fin.microsecondes - 1)
      for (instant, vit) in [(derniere, true), (fin, false)] {
        let lue = try await base.sous(CleDeSession(empreinte: Personne.agent1.jeton, instant: instant), Brut.demandes, ())
        #expect(lue.isEmpty != vit)
      }
    }
  }

  @Test func `l'ouverture rend l'acteur que la session désigne, et toujours une ligne`() async throws {
    try await surBoucle(try base, Brut.all) { base, _ async throws in
      for personne in Personne.allCases {
        let lue = try await base.sous(nil, SessionStatements.ouvrir, personne.cle)
        let attendu = Acteur(
          compteId: personne.id, role: personne.role, partenaireId: personne.partenaire.map { Identifiant.de(.partenaire, $0) },
          uniteId: personne.unite.map { Identifiant.de(.unite, $0) }, caisseId: personne.caisse.map { Identifiant.de(.caisse, $0) })
        #expect(lue.count == 1 && lue[0].session?.acteur == attendu)
      }
      let inconnu = try await base.sous(
        nil, SessionStatements.ouvrir, CleDeSession(empreinte: [UInt8](repeating: 7, count: 32), instant: MondeMure.instant))
      #expect(inconnu.count == 1 && inconnu[0].session == nil)
    }
  }
}

import Domain
import Testing

@Suite struct DossierConventionTests {
  private let metier = Fabrique.metier(signeLe: "2024-10-21")
  private let aSigner = Fabrique.metier(signeLe: "2024-10-21").avec { $0.signatures = [] }

  private func enregistrer(
    _ faits: FaitsConvention, _ type: TypeDocumentConvention, remisLe: Jour? = nil, remplace: DocumentRemplace? = nil
  ) throws(RefusDossier) -> Int {
    try faits.enregistrer(type, date: nil, remisLe: remisLe, remplace: remplace, aujourdhui: "2025-03-12")
  }

  @Test func `le mémo se remet à partir de la dernière signature, pas la veille (V-36)`() throws {
    #expect(throws: RefusDossier.memoAvantSignature(premiereDate: "2024-10-21")) { try enregistrer(metier, .memo, remisLe: "2024-10-20") }
    #expect(try enregistrer(metier, .memo, remisLe: "2024-10-21") == 1)
    #expect(try enregistrer(metier, .memo, remisLe: "2025-03-12") == 1)
    #expect(throws: RefusDossier.memoAvantSignature(premiereDate: nil)) { try enregistrer(aSigner, .memo, remisLe: "2025-03-12") }
    #expect(try enregistrer(aSigner, .memo) == 1)
    #expect(try enregistrer(aSigner, .annexe, remisLe: "2024-01-01") == 1)
  }

  @Test func `un remplaçant porte le numéro suivant, une seule fois, dans le même type (V-32)`() throws {
    let quatrieme = DocumentRemplace(type: .annexeRgpd, numeroVersion: 4, dejaRemplace: false)
    #expect(try enregistrer(metier, .annexeRgpd, remplace: quatrieme) == 5)
    let ancien = DocumentRemplace(type: .annexeRgpd, numeroVersion: 3, dejaRemplace: true)
    #expect(throws: RefusDossier.documentDejaRemplace) { try enregistrer(metier, .annexeRgpd, remplace: ancien) }
    let autre = #expect(throws: RefusDossier.self) { try enregistrer(metier, .support, remisLe: "2025-03-13", remplace: quatrieme) }
    #expect(autre?.erreurs.map(\.pointeur) == ["/remis_le", "/type"] && autre?.code == "CORPS_INVALIDE")
  }

  @Test(arguments: EtatAction.allCases, EtatAction.allCases)
  func `une action passe d'un état à l'autre tant qu'elle n'est pas close (V-34)`(de: EtatAction, vers: EtatAction) throws {
    let suivi = SuiviAction(etat: de, faiteLe: de == .faite ? "2025-03-01" : nil)
    let change: Changement<Jour> = vers == .faite && de != .faite ? .vers("2025-03-12") : .aucun
    if de.estClos, vers != de {
      #expect(throws: RefusDossier.actionClose(etat: de)) { try suivi.changer(etat: vers, faiteLe: change, aujourdhui: "2025-03-12") }
    } else {
      let suivant = try suivi.changer(etat: vers, faiteLe: change, aujourdhui: "2025-03-12")
      #expect(suivant.etat == vers && (suivant.faiteLe != nil) == (vers == .faite))
    }
  }

  @Test func `une action ne se fait pas demain (V-34)`() throws {
    #expect(try SuiviAction.ouvrir(faiteLe: "2025-03-12", aujourdhui: "2025-03-12").etat == .faite)
    #expect(try SuiviAction.ouvrir(faiteLe: nil, aujourdhui: "2025-03-12").etat == .prevue)
    let demain = #expect(throws: RefusDossier.self) { try SuiviAction.ouvrir(faiteLe: "2025-03-13", aujourdhui: "2025-03-12") }
    #expect(demain?.code == "DATE_FUTURE" && demain?.regle == "V-34")
  }

  private static let refus: [any Refus] = [
    RefusDossier.documentDejaRemplace, RefusDossier.memoAvantSignature(premiereDate: "2024-10-21"),
    RefusDossier.memoAvantSignature(premiereDate: nil), RefusDossier.actionClose(etat: .faite), RefusAvenant.abandonne(numero: 2),
    RefusAvenant.dejaSigne(numero: 2, dateEffet: "2025-04-01"), RefusAvenant.apresLaFin(effet: "2025-04-01", dernierJour: "2025-03-31"),
    RefusModele.versionPerimee(derniere: 3), RefusModele.versionPerimee(derniere: nil), RefusModele.sansChangement(version: 3),
    RefusModele.invalide([]),
  ]

  @Test func `chaque refus a un code stable, une règle et un message qui dit quoi faire`() {
    for refus in Self.refus {
      #expect(refus.code.allSatisfy { $0.isASCII && ($0.isUppercase || $0 == "_") })
      #expect(refus.regle.wholeMatch(of: /V-[0-9]{2}/) != nil)
      #expect(refus.message.count > 40 && refus.message.hasSuffix(".") && !refus.message.contains(refus.code))
      #expect(refus.faits.allSatisfy { $0.nom.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "_") } })
    }
  }
}

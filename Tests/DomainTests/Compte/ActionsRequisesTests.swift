import Domain
import Testing

@Suite struct ActionsRequisesTests {
  private func faits(cgu: String? = "2025-1", change: Jour = "2025-01-01") -> FaitsSession {
    FaitsSession(cguEnCours: "2025-1", cguAcceptee: cgu, motDePasseChangeLe: change, mdpValiditeJours: 180)
  }

  @Test func `sans CGU acceptées, tout le reste est refusé (C-20, T-071)`() {
    for acceptee in [nil, "2024-1"] {
      let faits = faits(cgu: acceptee)
      #expect(faits.actionsRequises(le: "2025-01-10") == [.accepterCGU])
      let refus = refus { () throws(RefusCompte) in try faits.verifier(le: "2025-01-10") }
      #expect(refus?.code == "CGU_NON_ACCEPTEES")
      #expect(refus?.nature == .interdit)
      #expect(refus?.regle == "C-20")
    }
  }

  @Test func `un mot de passe périmé est à changer avant tout le reste (C-19)`() {
    #expect(throws: Never.self) { try faits().verifier(le: "2025-06-29") }
    let refus = refus { () throws(RefusCompte) in try faits().verifier(le: "2025-06-30") }
    #expect(refus?.code == "MOT_DE_PASSE_EXPIRE")
    #expect(refus?.nature == .interdit)
    #expect(faits(cgu: nil).actionsRequises(le: "2025-06-30") == [.accepterCGU, .changerMotDePasse])
  }

  @Test func `seule la version en cours des CGU s'accepte (C-20)`() {
    #expect(throws: Never.self) { try faits(cgu: nil).accepterCGU(version: "2025-1") }
    let refus = refus { () throws(RefusCompte) in try faits(cgu: nil).accepterCGU(version: "2024-1") }
    #expect(refus?.code == "CGU_VERSION_PERIMEE")
    #expect(refus?.nature == .etat)
    #expect(refus?.texte("version") == "2025-1")
  }
}

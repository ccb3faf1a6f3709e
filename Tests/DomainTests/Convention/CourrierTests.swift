import Domain
import Testing

@Suite struct CourrierTests {
  private func verifier(_ courrier: Courrier, aujourdhui: Jour = "2025-12-31") -> RefusConvention? {
    refus { () throws(RefusConvention) in try courrier.verifier(aujourdhui: aujourdhui) }
  }

  @Test func `une lettre reçue avant d'être envoyée est refusée, le jour même admise (V-27, T-021)`() {
    let refuse = verifier(Fabrique.lettre(.miseEnDemeure, envoyee: "2025-03-03", recue: "2025-03-02"))
    #expect(refuse == .receptionAvantEnvoi(envoyeLe: "2025-03-03"))
    #expect(refuse?.nature == .invalide)
    #expect(verifier(Fabrique.lettre(.miseEnDemeure, envoyee: "2025-03-03", recue: "2025-03-03")) == nil)
  }

  @Test func `présentation et réception suivent l'envoi dans l'ordre (V-27)`() {
    var courrier = Fabrique.lettre(.denonciation, envoyee: "2025-03-03")
    courrier.presenteLe = "2025-03-02"
    #expect(verifier(courrier) == .presentationAvantEnvoi(envoyeLe: "2025-03-03"))
    courrier.presenteLe = "2025-03-03"
    #expect(verifier(courrier) == nil)
    courrier.presenteLe = "2025-03-05"
    courrier.recuLe = "2025-03-04"
    #expect(verifier(courrier) == .receptionAvantPresentation(presenteLe: "2025-03-05"))
    courrier.recuLe = "2025-03-05"
    #expect(verifier(courrier) == nil)
    #expect(verifier(courrier, aujourdhui: "2025-03-04")?.code == "DATE_FUTURE")
    #expect(verifier(courrier, aujourdhui: "2025-03-05") == nil)
  }

  @Test func `une lettre non réclamée compte à sa première présentation (Q-38)`() throws {
    let courrier = Fabrique.lettre(.miseEnDemeure, envoyee: "2025-03-01")
    #expect(courrier.receptionRetenue == nil)
    let sansDate = refus { () throws(RefusConvention) in try courrier.complete(nonReclame: true, aujourdhui: "2025-04-01") }
    #expect(sansDate == .presentationInconnue)
    let presente = try courrier.complete(presenteLe: "2025-03-03", aujourdhui: "2025-03-03")
    #expect(presente.receptionRetenue == nil)
    let retourne = try presente.complete(nonReclame: true, aujourdhui: "2025-03-20")
    #expect(retourne.receptionRetenue == "2025-03-03")
  }

  @Test func `une réception enregistrée ne change plus (V-16, V-27)`() throws {
    let recu = try Fabrique.lettre(.miseEnDemeure, envoyee: "2025-03-01").complete(recuLe: "2025-03-03", aujourdhui: "2025-03-04")
    #expect(recu.receptionRetenue == "2025-03-03")
    let refuse = refus { () throws(RefusConvention) in try recu.complete(recuLe: "2025-03-04", aujourdhui: "2025-03-05") }
    #expect(refuse == .courrierDejaRecu(recuLe: "2025-03-03"))
    let contradictoire = refus { () throws(RefusConvention) in
      try Fabrique.lettre(.miseEnDemeure, envoyee: "2025-03-01").complete(
        presenteLe: "2025-03-02", recuLe: "2025-03-03", nonReclame: true, aujourdhui: "2025-03-04")
    }
    #expect(contradictoire == .courrierDejaRecu(recuLe: "2025-03-03"))
  }
}

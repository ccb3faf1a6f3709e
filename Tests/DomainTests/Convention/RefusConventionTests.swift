import Domain
import Testing

@Suite struct RefusConventionTests {
  /// One of each reason.
  private static let tous: [RefusConvention] = [
    .metierObligatoire, .metierInattendu(nature: .metier), .metierNonConforme, .natureNonConforme(nature: .unique), .modeleFige,
    .transitionInterdite(de: .resiliee, vers: .enVigueur), .conventionNonEnVigueur(etat: .echue, dernierJour: "2025-10-20"),
    .conventionNonSignable(etat: .brouillon), .conventionNonSignable(etat: .resiliee),
    .partieDejaSignataire(partie: .caisse, date: "2024-10-21"), .dateFuture(regle: "V-06", BornesDate(max: "2024-10-21")),
    .deliberationPosterieure(BornesDate(min: "2023-06-30", max: "2024-10-21")), .signatureAvantMetier(BornesDate(min: "2024-10-22")),
    .metierNonEnVigueur(etat: .aSigner, dernierJour: nil), .metierNonEnVigueur(etat: .resiliee, dernierJour: "2024-10-21"),
    .conventionDejaEnVigueur(), .partieDejaSignataire(),
    .conventionDejaEnVigueur(nature: .metier, dernierJour: nil), .conventionDejaEnVigueur(nature: .unique, dernierJour: "2024-10-21"),
    .formeLRARExigee(regle: "V-12"), .presentationAvantEnvoi(envoyeLe: "2025-03-03"), .receptionAvantEnvoi(envoyeLe: "2025-03-03"),
    .receptionAvantPresentation(presenteLe: "2025-03-03"), .presentationInconnue, .courrierDejaRecu(recuLe: "2025-03-03"),
    .utilisationSuitMetier, .dejaDenoncee(dernierJour: "2025-10-20"), .miseEnDemeureNonPrevue, .miseEnDemeureClose(etat: .close),
    .manquementRepare(le: "2025-04-02"), .dateAvantEnvoi(BornesDate(min: "2025-03-01", max: "2025-04-02")), .delaiNonCommence,
    .delaiNonEchu(regle: "V-19", dernierJour: "2025-04-02"), .secondeLettreExigee, .partieNonLesee(lesee: .caisse),
    .accordIncomplet(manquantes: [.partenaire]), .effetAvantAccord(BornesDate(min: "2025-05-05")),
    .effetApresTerme(BornesDate(max: "2025-10-20")), .differendClos(issue: .accord), .clotureAvantOuverture(BornesDate()),
    .tentativeAmiableEnCours(BornesDate(min: "2025-02-28")), .avenantSansModification,
    .avenantInvalide([ErreurChamp(pointeur: "/modifications/0/champ", code: "CHAMP_INCONNU", message: "Corrigez.")]),
    .objectifsIntangibles([ErreurChamp(pointeur: "/modifications/0/champ", code: "OBJECTIFS_INTANGIBLES", message: "Retirez.")]),
    .signatureTropAncienne(BornesDate(min: "1945-10-04", max: "2024-10-21")), .limiteAtteinte(.avenants),
    .referentManquant(parties: [.caisse]), .seanceHorsPeriode(BornesDate(min: "2023-07-10", max: "2024-07-09")),
  ]

  @Test(arguments: tous)
  func `chaque refus a un code stable, une règle et un message qui dit quoi faire`(refuse: RefusConvention) {
    #expect(refuse.code.allSatisfy { $0.isASCII && ($0.isUppercase || $0 == "_") })
    #expect(refuse.regle.wholeMatch(of: /[VPBQ]-[0-9]{2}/) != nil)
    #expect(refuse.message.count > 40 && refuse.message.hasSuffix("."))
    #expect(!refuse.message.contains(refuse.code))
    #expect(refuse.message.unicodeScalars.allSatisfy { $0.value < 0x2000 })
    #expect(refuse.faits.allSatisfy { $0.nom.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "_") } })
  }

  @Test func `les dates admissibles figurent dans le message et dans les faits`() {
    let refuse = RefusConvention.deliberationPosterieure(BornesDate(min: "2023-06-30", max: "2024-10-21"))
    #expect(refuse.message.contains("du 30/06/2023 au 21/10/2024"))
    #expect(refuse.fait("premiere_date") == .jour("2023-06-30"))
    #expect(refuse.fait("derniere_date") == .jour("2024-10-21"))
  }

  @Test func `deux raisons différentes n'ont pas le même code`() {
    let parCode = Dictionary(grouping: Self.tous, by: \.code)
    #expect(parCode.values.filter { $0.count > 1 }.allSatisfy { Set($0.map(\.regle)).count == 1 })
    #expect(parCode.count == Self.tous.count - 5)
  }
}

import Domain
import Testing

/// Formal notices, letters and disputes, each the day before the limit, the day and the day after.
@Suite struct BornesDelaisTests {
  /// One act, its formal notice, and the last day to repair.
  struct Cas: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let faits: FaitsConvention
    let mise: MiseEnDemeure
    let regle: String
    let dernierJour: Jour

    /// A usage act counts from the reception, the others from the sending.
    init(_ acte: String, _ faits: FaitsConvention, depuis depart: Jour, regle: String, dernierJour: Jour) {
      testDescription = "\(acte), \(regle), depuis le \(depart)"
      let surReception = faits.nature == .utilisation
      self.mise = Fabrique.mise(
        envoyee: surReception ? depart.ajoutant(jours: -2) : depart, recue: surReception ? depart : depart.ajoutant(jours: 2))
      self.faits = faits
      self.regle = regle
      self.dernierJour = dernierJour
    }
  }

  private static let metier001 = Fabrique.metier(signeLe: "2023-07-10")
  private static let metier004 = Fabrique.metier(ActesReels.acte004, signeLe: "2023-07-10")
  private static let unique = Fabrique.unique(signeLe: "2023-07-10")
  private static let utilisation = Fabrique.utilisation(signeLe: "2023-07-10", metier: metier001)

  // A Saturday (16/09/2023), New Year's Day and Christmas move nothing.
  static let cas = [
    Cas("utilisation", utilisation, depuis: "2025-03-03", regle: "V-16", dernierJour: "2025-04-02"),
    Cas("utilisation", utilisation, depuis: "2025-01-31", regle: "V-16", dernierJour: "2025-03-02"),
    Cas("utilisation", utilisation, depuis: "2024-01-31", regle: "V-16", dernierJour: "2024-03-01"),
    Cas("utilisation", utilisation, depuis: "2024-12-02", regle: "V-16", dernierJour: "2025-01-01"),
    Cas("001", metier001, depuis: "2023-09-01", regle: "V-17", dernierJour: "2023-09-16"),
    Cas("004", metier004, depuis: "2024-12-10", regle: "V-17", dernierJour: "2024-12-25"),
    Cas("004", metier004, depuis: "2024-02-15", regle: "V-17", dernierJour: "2024-03-01"),
    Cas("002", unique, depuis: "2025-01-31", regle: "V-18", dernierJour: "2025-02-28"),
    Cas("002", unique, depuis: "2024-01-31", regle: "V-18", dernierJour: "2024-02-29"),
    Cas("002", unique, depuis: "2024-11-25", regle: "V-18", dernierJour: "2024-12-25"),
  ]

  @Test(arguments: cas, [-1, 0, 1])
  func `le dernier jour du délai on répare encore, le lendemain on résilie (V-16 à V-20, Q-08, Q-27, T-018, T-027)`(
    cas: Cas, decalage: Int
  ) throws {
    let jour = cas.dernierJour.ajoutant(jours: decalage)
    let echu = decalage > 0
    let delai = try #require(cas.faits.delai(de: cas.mise))
    #expect(delai == DelaiOuvert(regle: cas.regle, dernierJour: cas.dernierJour))
    #expect(cas.faits.etat(de: cas.mise, le: jour) == (echu ? .resiliable : .enCours))
    #expect(try cas.faits.reparer(cas.mise, le: jour, aujourdhui: jour) == !echu)

    let lettre = cas.faits.exigeSecondeLettre ? Fabrique.lettre(.notificationResiliation, envoyee: jour) : nil
    let decision = Result { () throws(RefusConvention) in
      try cas.faits.resilier(apres: cas.mise, notification: lettre, decideeLe: jour, par: .caisse, aujourdhui: jour)
    }
    if echu {
      #expect(decision == .success(Resiliation(cause: .miseEnDemeure(Fabrique.miseId), effetLe: jour)))
    } else {
      let regle = cas.faits.exigeSecondeLettre ? "V-19" : cas.regle
      #expect(decision == .failure(.delaiNonEchu(regle: regle, dernierJour: cas.dernierJour)))
    }
  }

  @Test(arguments: cas, [-1, 0, 1])
  func `réparé au plus tard le dernier jour, le droit de résilier est éteint (V-20)`(cas: Cas, decalage: Int) {
    var mise = cas.mise
    mise.repareeLe = cas.dernierJour.ajoutant(jours: decalage)
    let plusTard = cas.dernierJour.ajoutant(jours: 5)
    #expect(cas.faits.etat(de: mise, le: plusTard) == (decalage > 0 ? .resiliable : .reparee))
    #expect(cas.faits.avec { $0.misesEnDemeure = [mise] }.etat(le: plusTard) == (decalage > 0 ? .enDemeure : .enVigueur))
  }

  @Test(
    arguments: [
      ("2025-01-31", "2025-02-27", false), ("2025-01-31", "2025-02-28", true), ("2025-01-31", "2025-03-01", true),
      ("2024-01-31", "2024-02-28", false), ("2024-01-31", "2024-02-29", true), ("2024-01-31", "2024-03-01", true),
      ("2025-03-15", "2025-04-14", false), ("2025-03-15", "2025-04-15", true), ("2025-03-15", "2025-04-16", true),
    ] as [(Jour, Jour, Bool)])
  func `Bas-Rhin : la juridiction est saisie à partir d'un mois de tentative amiable (V-30)`(ouvert: Jour, saisie: Jour, admise: Bool) {
    let refuse = refus { () throws(RefusConvention) in
      try Self.unique.clore(Differend(ouvertLe: ouvert), issue: .juridiction, le: saisie, aujourdhui: "2025-12-31")
    }
    #expect((refuse == nil) == admise)
    if !admise { #expect(refuse?.code == "TENTATIVE_AMIABLE_EN_COURS") }
  }

  @Test(
    arguments: [("2025-01-31", "2025-04-30"), ("2024-11-30", "2025-02-28"), ("2023-11-30", "2024-02-29"), ("2025-03-15", "2025-06-15")]
      as [(Jour, Jour)])
  func `Bas-Rhin : la tentative amiable dure trois mois au plus, fin de mois ramenée (V-30, V-35)`(ouvert: Jour, terme: Jour) {
    let faits = Self.unique.avec { $0.differends = [Differend(ouvertLe: ouvert)] }
    let echeance = faits.echeancier(le: ouvert).first { $0.code == .termeAmiable }
    #expect(echeance?.date == terme)
    #expect(echeance?.estAtteinte(le: terme.veille) == false)
    #expect(echeance?.estAtteinte(le: terme) == true)
    #expect(echeance?.estAtteinte(le: terme.lendemain) == true)
  }

  @Test(arguments: [("2025-03-02", false), ("2025-03-03", true), ("2025-03-04", true)] as [(Jour, Bool)])
  func `une lettre se reçoit au plus tôt le jour de son envoi (V-27, T-021)`(reception: Jour, admise: Bool) {
    let lettre = Fabrique.lettre(.miseEnDemeure, envoyee: "2025-03-03", recue: reception)
    let refuse = refus { () throws(RefusConvention) in try lettre.verifier(aujourdhui: "2025-12-31") }
    #expect(refuse == (admise ? nil : .receptionAvantEnvoi(envoyeLe: "2025-03-03")))
  }
}

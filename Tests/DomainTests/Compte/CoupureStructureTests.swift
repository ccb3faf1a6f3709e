import Domain
import Testing

@Suite struct CoupureStructureTests {
  @Test func `la direction coupe toute la structure, les autres caisses averties (C-48, Q-12)`() throws {
    let faits = CoupureStructure.Faits(suspendue: false, autresCaisses: [Acteurs.caisse67])
    let coupure = try CoupureStructure.prononcer(motif: "Détournement", par: Acteurs.direction, faits: faits)
    #expect(coupure.caissesAAvertir == [Acteurs.caisse67])
    #expect(coupure.motif.texte == "Détournement")
  }

  @Test(arguments: [Role.adminNational, .agentCaisse, .gestionnaire, .technicien])
  func `nul autre que la direction ne coupe ni ne rétablit une structure (C-48)`(role: Role) {
    for suspendue in [false, true] {
      let faits = CoupureStructure.Faits(suspendue: suspendue)
      let coupure = refus { () throws(RefusCompte) in
        try CoupureStructure.prononcer(motif: "Détournement", par: Acteurs.de(role), faits: faits)
      }
      #expect(coupure?.code == "PROFIL_NON_HABILITANT")
      #expect(coupure?.regle == "C-48")
      let retour = refus { () throws(RefusCompte) in
        try CoupureStructure.lever(motif: "Réparé", par: Acteurs.de(role), faits: faits)
      }
      #expect(retour?.nature == .interdit)
    }
  }

  @Test func `une coupure est motivée, ne se répète pas, et se lève (Q-12)`() throws {
    let coupee = CoupureStructure.Faits(suspendue: true)
    let libre = CoupureStructure.Faits(suspendue: false)
    let sansMotif = refus { () throws(RefusCompte) in
      try CoupureStructure.prononcer(motif: nil, par: Acteurs.direction, faits: libre)
    }
    #expect(sansMotif?.champs == ["/motif CHAMP_OBLIGATOIRE"])
    let deja = refus { () throws(RefusCompte) in
      try CoupureStructure.prononcer(motif: "x", par: Acteurs.direction, faits: coupee)
    }
    #expect(deja?.code == "STRUCTURE_DEJA_SUSPENDUE")
    let rien = refus { () throws(RefusCompte) in try CoupureStructure.lever(motif: "x", par: Acteurs.direction, faits: libre) }
    #expect(rien?.code == "STRUCTURE_NON_SUSPENDUE")
    #expect(try CoupureStructure.lever(motif: "Réparé", par: Acteurs.direction, faits: coupee).texte == "Réparé")
  }
}

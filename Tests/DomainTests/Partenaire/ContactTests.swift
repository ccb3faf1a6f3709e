import Domain
import Testing

@Suite struct ContactTests {
  @Test func `un contact peut n'être qu'une boîte, avec son usage (A-12, A-20)`() throws {
    var corps = CorpsContact()
    corps.role = "BOITE_CONVENTION"
    corps.partie = "CAISSE"
    corps.email = .vers("Partenariat@cpam-basrhin.example")
    corps.usage = .vers("Fonctionnement général, jamais la situation d'un assuré")
    let contact = try NouveauContact.creer(corps, par: Acteurs.agent, faits: FaitsContact())
    #expect(contact.role == .boiteConvention)
    #expect(contact.donnees.email.valeur?.texte == "partenariat@cpam-basrhin.example")
    #expect(contact.donnees.nom == .aucun)
  }

  @Test func `tous les défauts d'un contact sont dits d'un coup (A-12, D-12)`() {
    var corps = CorpsContact()
    corps.role = "AMI"
    corps.civilite = .vers("DR")
    corps.nom = .vers("255081416802538")
    corps.telephone = .vers("36 46")
    corps.uniteId = .vers(Acteurs.uniteNord)
    corps.conventionId = .vers(Acteurs.id(900))
    let refus = refus { () throws(RefusPartenaire) in
      try NouveauContact.creer(corps, par: Acteurs.agent, faits: FaitsContact(unites: [Acteurs.uniteSud]))
    }
    #expect(
      refus?.champs == [
        "/role VALEUR_INCONNUE", "/partie CHAMP_OBLIGATOIRE", "/civilite VALEUR_INCONNUE", "/nom NIR_INTERDIT",
        "/telephone TELEPHONE_INVALIDE", "/unite_id REFERENCE_INCONNUE", "/convention_id REFERENCE_INCONNUE",
      ])
  }

  @Test func `les coordonnées se changent et s'effacent sans avenant (P-14, Q-19, T-033)`() throws {
    var corps = CorpsContact()
    corps.telephone = .vers("03 53 01 00 09")
    corps.prenom = .efface
    let donnees = try DonneesContact.modifier(corps, par: Acteurs.agent, faits: FaitsContact())
    #expect(donnees.telephone.valeur?.texte == "0353010009")
    #expect(donnees.prenom == .efface)
    #expect(donnees.email == .aucun)
  }

  @Test(arguments: [Role.directionCaisse, .gestionnaire, .technicien])
  func `seul un agent de la caisse tient les contacts (A-02)`(role: Role) {
    let creation = refus { () throws(RefusPartenaire) in
      try NouveauContact.creer(CorpsContact(), par: Acteurs.de(role), faits: FaitsContact())
    }
    #expect(creation == .reserveALaCaisse)
    let modification = refus { () throws(RefusPartenaire) in
      try DonneesContact.modifier(CorpsContact(), par: Acteurs.de(role), faits: FaitsContact())
    }
    #expect(modification == .reserveALaCaisse)
  }
}

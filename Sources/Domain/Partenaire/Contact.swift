package import FoundationEssentials

/// What a contact is for.
package enum RoleContact: String, Sendable, Hashable, CaseIterable {
  case referent = "REFERENT"
  case dpo = "DPO"
  case supportLocal = "SUPPORT_LOCAL"
  case boiteConvention = "BOITE_CONVENTION"
  case boitePartenaires = "BOITE_PARTENAIRES"
  case relaisDroits = "RELAIS_DROITS"
  case gestionnaire = "GESTIONNAIRE"
}

/// For whom a contact speaks.
package enum PartieContact: String, Sendable, Hashable, CaseIterable {
  case caisse = "CAISSE"
  case partenaire = "PARTENAIRE"
  case tiers = "TIERS"
}

/// The body of a contact, as received: to create one, all changes `vers`; to update one, null erases.
package struct CorpsContact: Sendable, Hashable {
  /// Creation only, as `partie`: they never change.
  package var role: String?
  package var partie: String?
  package var fonction: Changement<String> = .aucun
  package var civilite: Changement<String> = .aucun
  package var nom: Changement<String> = .aucun
  package var prenom: Changement<String> = .aucun
  package var email: Changement<String> = .aucun
  package var telephone: Changement<String> = .aucun
  package var uniteId: Changement<UUID> = .aucun
  package var organisme: Changement<String> = .aucun
  package var adresse: Changement<String> = .aucun
  package var conventionId: Changement<UUID> = .aucun
  package var usage: Changement<String> = .aucun

  package init() {}
}

/// What may be recorded of a contact, and nothing more: changes with its person or its data need no amendment (P-14,
///
package struct DonneesContact: Sendable, Hashable {
  package let fonction: Changement<TexteCourt>
  package let civilite: Changement<Civilite>
  package let nom: Changement<TexteCourt>
  package let prenom: Changement<TexteCourt>
  package let email: Changement<AdresseCourriel>
  package let telephone: Changement<Telephone>
  package let uniteId: Changement<UUID>
  package let organisme: Changement<TexteCourt>
  package let adresse: Changement<TexteCourt>
  package let conventionId: Changement<UUID>
  /// what may be written there, as shown to people.
  package let usage: Changement<TexteCourt>
}

/// A contact to create, role and party included.
package struct NouveauContact: Sendable, Hashable {
  package let role: RoleContact
  package let partie: PartieContact
  package let donnees: DonneesContact
}

/// What a contact must agree with.
package struct FaitsContact: Sendable, Hashable {
  package var unites: Set<UUID>
  /// The conventions of the partner with the caisse of the actor.
  package var conventions: Set<UUID>
  /// Of the contact that changes; nil for a new one, whose body says it.
  package var partie: PartieContact?

  package init(unites: Set<UUID> = [], conventions: Set<UUID> = []) {
    self.unites = unites
    self.conventions = conventions
  }
}

extension NouveauContact {
  /// Order: role of the actor (403), fields all at once (422).
  package static func creer(_ corps: CorpsContact, par acteur: Acteur, faits: FaitsContact) throws(RefusPartenaire) -> NouveauContact {
    guard acteur.role == .agentCaisse else { throw .reserveALaCaisse }
    var collecte = CollecteErreurs()
    let role = collecte.exigerChoix(corps.role, "/role", regle: "A-12", parmi: RoleContact.self)
    let partie = collecte.exigerChoix(corps.partie, "/partie", regle: "A-12", parmi: PartieContact.self)
    let donnees = DonneesContact.lire(corps, faits, dans: &collecte)
    guard collecte.erreurs.isEmpty, let role, let partie else { throw RefusPartenaire(collecte) }
    return NouveauContact(role: role, partie: partie, donnees: donnees)
  }
}

extension DonneesContact {
  /// Order: role of the actor (403), fields all at once (422).
  package static func modifier(_ corps: CorpsContact, par acteur: Acteur, faits: FaitsContact) throws(RefusPartenaire) -> DonneesContact {
    guard acteur.role == .agentCaisse else { throw .reserveALaCaisse }
    var collecte = CollecteErreurs()
    let donnees = lire(corps, faits, dans: &collecte)
    guard collecte.erreurs.isEmpty else { throw RefusPartenaire(collecte) }
    return donnees
  }

  static func lire(_ corps: CorpsContact, _ faits: FaitsContact, dans collecte: inout CollecteErreurs) -> DonneesContact {
    DonneesContact(
      fonction: collecte.changer(corps.fonction, "/fonction", texteCourt(200)),
      civilite: collecte.changer(corps.civilite, "/civilite") { (brut) throws(FauteCommune) in
        guard let civilite = Civilite(rawValue: brut) else {
          throw .valeurInconnue(admises: Civilite.allCases.map(\.rawValue), regle: "A-12")
        }
        return civilite
      },
      nom: collecte.changer(corps.nom, "/nom", texteCourt(100)),
      prenom: collecte.changer(corps.prenom, "/prenom", texteCourt(100)),
      email: collecte.changer(corps.email, "/email", AdresseCourriel.init),
      telephone: collecte.changer(corps.telephone, "/telephone") { (brut) throws(TelephoneInvalide) in
        // A caisse has a short number; other parties have none.
        try Telephone(brut, court: (faits.partie ?? corps.partie.flatMap(PartieContact.init(rawValue:))) == .caisse)
      },
      uniteId: collecte.changer(corps.uniteId, "/unite_id", FautePartenaire.connue(parmi: faits.unites)),
      organisme: collecte.changer(corps.organisme, "/organisme", texteCourt(200)),
      adresse: collecte.changer(corps.adresse, "/adresse", texteCourt(LongueurPartenaire.adresseMax)),
      conventionId: collecte.changer(corps.conventionId, "/convention_id", FautePartenaire.connue(parmi: faits.conventions)),
      usage: collecte.changer(corps.usage, "/usage", texteCourt(300)))
  }
}

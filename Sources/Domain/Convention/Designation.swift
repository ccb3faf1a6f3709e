/// A person or a mailbox that a party owes to the act (A-11, A-12, P-13). Its absence is told; it delays nothing (V-05).
package struct Designation: Sendable, Hashable {
  package let partie: Partie
  package let role: RoleContact
  package let regle: String

  init(_ partie: Partie, _ role: RoleContact, _ regle: String) {
    self.partie = partie
    self.role = role
    self.regle = regle
  }
}

extension FaitsConvention {
  /// What the act asks each party to designate: référents to lead it, a DPO where the annex on personal data was supplied, and a
  /// gestionnaire where it opens the portal. The usage act leans on the persons of its core act.
  package func designationsDues(le jour: Jour) -> [Designation] {
    let parametres = parametres(le: jour)
    var dues: [Designation] = []
    if nature != .utilisation {
      dues += Partie.allCases.map { Designation($0, .referent, $0 == .partenaire ? "P-13" : "A-12") }
      if parametres.documents.annexeRgpdFournie == true { dues += Partie.allCases.map { Designation($0, .dpo, "A-11") } }
    }
    if nature.ouvreLePortail { dues.append(Designation(.partenaire, .gestionnaire, "P-13")) }
    return dues
  }
}

/// The professional e-mail domains of a partner (P-08): the only ones its accounts may use (C-23, Q-18).
package struct DomainesCourriel: Sendable, Hashable {
  /// 1 to 20, each once, in the order given.
  package let liste: [DomaineCourriel]

  package static let nombreMax = 20

  /// Domains anybody may have an address in: they attach nobody to a structure (P-08).
  package static let grandPublicParDefaut: Set<String> = [
    "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr", "msn.com",
    "yahoo.com", "yahoo.fr", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.fr", "mail.com",
    "proton.me", "protonmail.com", "tutanota.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "cegetel.net",
    "bbox.fr", "laposte.net", "numericable.fr", "club-internet.fr", "aliceadsl.fr",
  ]

  /// As recorded: nothing is checked again.
  package init(enregistres liste: [DomaineCourriel]) {
    self.liste = liste
  }

  /// Whether that address is attached to the structure: its domain is one of the list, exactly.
  package func admettent(_ adresse: AdresseCourriel) -> Bool {
    liste.contains(adresse.domaine)
  }

  /// C-23: notes an address that is not one of the structure, with the domains that are.
  func verifier(_ adresse: AdresseCourriel?, dans collecte: inout CollecteErreurs) {
    guard let adresse, !admettent(adresse) else { return }
    collecte.ajouter(DomaineRefuse.horsListe, sur: "/email")
    collecte.preciser("domaines", liste.map(\.texte))
  }

  /// Reads a list; every faulty element is noted under `pointeur/rang`. Nil when anything is wrong.
  static func lire(
    _ bruts: [String], _ pointeur: String, grandPublic: Set<String>, dans collecte: inout CollecteErreurs
  ) -> DomainesCourriel? {
    guard !bruts.isEmpty else {
      collecte.ajouter(FauteCommune.obligatoire(regle: "P-08"), sur: pointeur)
      return nil
    }
    guard bruts.count <= nombreMax else {
      collecte.ajouter(FauteListe.tropLongue(elementsMax: nombreMax, regle: "P-08"), sur: pointeur)
      return nil
    }
    var liste: [DomaineCourriel] = []
    for (rang, brut) in bruts.enumerated() {
      let domaine = collecte.lire(brut, "\(pointeur)/\(rang)") { (brut) throws(DomaineCourrielInvalide) in
        let domaine = try DomaineCourriel(brut)
        guard !grandPublic.contains(domaine.texte) else { throw .grandPublic }
        guard !liste.contains(domaine) else { throw .enDouble }
        return domaine
      }
      if let domaine { liste.append(domaine) }
    }
    return liste.count == bruts.count ? DomainesCourriel(enregistres: liste) : nil
  }
}

/// C-23: the address is not one of the structure.
package enum DomaineRefuse: FauteChamp, Hashable {
  case horsListe

  package var code: CodeFaute { .domaineEmailRefuse }
  package var regle: String? { "C-23" }
  package var message: String {
    "Cette adresse n'appartient pas aux domaines professionnels du partenaire : utilisez une adresse de la structure, "
      + "ou faites ajouter le domaine par la caisse."
  }
}

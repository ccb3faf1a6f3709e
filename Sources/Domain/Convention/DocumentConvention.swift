/// The kinds of documents of a convention's file: their particulars are kept, not the files.
package enum TypeDocumentConvention: String, Sendable, Hashable, CaseIterable {
  case acteSigne = "ACTE_SIGNE"
  case deliberation = "DELIBERATION"
  case annexe = "ANNEXE"
  case annexeRgpd = "ANNEXE_RGPD"
  case annexeContacts = "ANNEXE_CONTACTS"
  case memo = "MEMO"
  case support = "SUPPORT"
  /// The written notice before the works of the other party are spread.
  case avisDiffusion = "AVIS_DIFFUSION"
  case autre = "AUTRE"

  package var regle: String {
    switch self {
    case .memo: "V-36"
    case .support: "B-13"
    case .avisDiffusion: "X-06"
    case .deliberation: "P-15"
    case .acteSigne, .annexe, .annexeRgpd, .annexeContacts, .autre: "V-32"
    }
  }
}

/// The document that a new one takes the place of.
package struct DocumentRemplace: Sendable, Hashable {
  package let type: TypeDocumentConvention
  package let numeroVersion: Int
  package let dejaRemplace: Bool

  package init(type: TypeDocumentConvention, numeroVersion: Int, dejaRemplace: Bool) {
    self.type = type
    self.numeroVersion = numeroVersion
    self.dejaRemplace = dejaRemplace
  }
}

extension FaitsConvention {
  /// Decides the record of a document and gives its number of version: one more than the document it replaces, of the same kind,
  /// which nothing has replaced yet (V-32). The memo is handed over once all parties have signed (V-36).
  package func enregistrer(
    _ type: TypeDocumentConvention,
    date: Jour?,
    remisLe: Jour?,
    remplace: DocumentRemplace?,
    aujourdhui: Jour
  ) throws(RefusDossier) -> Int {
    var erreurs: [ErreurChamp] = []
    for (nom, jour) in [("date", date), ("remis_le", remisLe)] {
      if let jour, jour > aujourdhui { erreurs.append(FauteCommune.dateFuture(regle: type.regle).sur("/\(nom)")) }
    }
    if let remplace, remplace.type != type {
      erreurs.append(.valeurInadmise("/type", attendu: "\(remplace.type.rawValue), le type du document remplacé", regle: "V-32"))
    }
    if !erreurs.isEmpty { throw .corps(erreurs) }
    if type == .memo, let remisLe {
      guard let dateEffet, remisLe >= dateEffet else { throw .memoAvantSignature(premiereDate: dateEffet) }
    }
    if remplace?.dejaRemplace == true { throw .documentDejaRemplace }
    return (remplace?.numeroVersion ?? 0) + 1
  }
}

/// How a document asked for reaches the person (J-02 to J-06): computed at the filing to inform, and again at the remise, which
/// alone counts (J-15).
package enum CanalDocument {
  /// - `habilite`: the caisse lets the partner receive documents (P-18); the first lock everywhere.
  /// - `qualite`: what the demande states (J-04).
  ///
  /// An act without any quality sends everything to the person (J-05). A quality stated must be one of the act (J-04: curatelle
  /// in 000 goes to the address). Where the act lists CURATELLE, a quality that only a demande can bear, the statement is the
  /// second lock; elsewhere the flag of the caisse is enough (J-02, J-06).
  package static func calculer(
    _ parametres: ParametresConvention, habilite: Bool, qualite: QualiteRepresentation?
  ) -> CanalRemise {
    let admises = parametres.documentsSortants.qualitesPortail ?? []
    let defaut = parametres.documentsSortants.canalDefaut ?? .adresseAssure
    guard habilite, !admises.isEmpty else { return defaut }
    if let portee = qualite?.qualitePortail { return admises.contains(portee) ? .portail : defaut }
    return admises.contains(.curatelle) ? defaut : .portail
  }

  /// J-02, J-05, T-115, T-116: a document is put on the portal only where that channel is open that day.
  package static func verifierPieceSortante(
    _ parametres: ParametresConvention, habilite: Bool, qualite: QualiteRepresentation?
  ) throws(RefusDemande) {
    guard calculer(parametres, habilite: habilite, qualite: qualite) == .portail else { throw .pieceSortanteInterdite }
  }
}

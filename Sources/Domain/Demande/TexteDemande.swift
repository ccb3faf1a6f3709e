extension TexteLibre {
  /// D-12, D-13: what an accepted text still has to tell.
  var avertissements: [Avertissement] {
    (soupconNir ? [.numeroSuspect] : []) + (termesSante.isEmpty ? [] : [.donneesSanteConfirmees])
  }
}

extension CollecteErreurs {
  /// A free text of a demande with its confirmation (D-13): nil when absent or refused.
  mutating func texteDemande(
    _ brut: String?, _ pointeur: String, caracteresMax: Int, obligatoire: Bool, regle: String, confirme: Bool, lexique: LexiqueSante
  ) -> TexteLibre? {
    let analyse: (String) throws(TexteInvalide) -> TexteLibre = { (brut) throws(TexteInvalide) in
      try TexteLibre(brut, caracteresMax: caracteresMax, lexique: lexique)
    }
    let lu = obligatoire ? exiger(brut, pointeur, regle: regle, analyse) : lire(brut, pointeur, analyse)
    guard let lu, !confirme, !lu.termesSante.isEmpty else { return lu }
    ajouter(ConfirmationRequise(termes: lu.termesSante), sur: pointeur)
    return nil
  }
}

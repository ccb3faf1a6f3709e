/// Why a document or an action is refused.
package enum RefusDossier: Refus, Hashable {
  /// Another one took its place already (V-32); held by a constraint too.
  case documentDejaRemplace
  /// Nil while a signature is missing.
  case memoAvantSignature(premiereDate: Jour?)
  case actionClose(etat: EtatAction)
  case corps([ErreurChamp])

  package var code: String {
    switch self {
    case .documentDejaRemplace: "DOCUMENT_DEJA_REMPLACE"
    case .memoAvantSignature: "MEMO_AVANT_SIGNATURE"
    case .actionClose: "ACTION_CLOSE"
    case .corps(let erreurs): ChampsInvalides(erreurs)?.code ?? CodeProbleme.corpsInvalide
    }
  }

  package var regle: String {
    switch self {
    case .documentDejaRemplace: "V-32"
    case .memoAvantSignature: "V-36"
    case .actionClose: "V-34"
    case .corps(let erreurs): ChampsInvalides(erreurs)?.regle(aDefaut: "V-32") ?? "V-32"
    }
  }

  package var nature: NatureRefus {
    switch self {
    case .documentDejaRemplace, .actionClose: .etat
    case .memoAvantSignature, .corps: .invalide
    }
  }

  package var message: String {
    switch self {
    case .documentDejaRemplace:
      "Ce document a déjà été remplacé : remplacez sa dernière version, que la liste des documents montre."
    case .memoAvantSignature(let premiereDate?):
      "Le mémo se remet après la signature : indiquez une date de remise à partir du \(premiereDate.enFrancais)."
    case .memoAvantSignature(nil):
      "Le mémo se remet après la signature, et une partie n'a pas encore signé : enregistrez-le sans date de remise, ou plus tard."
    case .actionClose(let etat):
      "Cette action est à l'état \(etat.rawValue) et ne se rouvre pas : ajoutez une nouvelle action."
    case .corps(let erreurs):
      ChampsInvalides(erreurs)?.message ?? ""
    }
  }

  package var faits: [(nom: String, valeur: FaitRefus)] {
    switch self {
    case .memoAvantSignature(let premiereDate?): [("premiere_date", .jour(premiereDate))]
    case .actionClose(let etat): [("etat", .texte(etat.rawValue))]
    case .documentDejaRemplace, .memoAvantSignature(nil), .corps: []
    }
  }

  package var erreurs: [ErreurChamp] {
    if case .corps(let erreurs) = self { erreurs } else { [] }
  }
}

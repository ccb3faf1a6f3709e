package import Domain

/// The name a person signs in with (C-01): three letters for the profile and eight characters drawn at random, so that it says nothing of
/// the person. Read aloud without mistake: Crockford's base 32 has no I, L, O nor U. Not a secret.
package enum Identifiant {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let longueurAleatoire = 8

  /// 40 random bits: the constraint `compte_identifiant` catches the rare collision, and the caller draws again.
  package static func tirer(_ role: Role) -> String {
    String(prefixe(role) + (0..<longueurAleatoire).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
  }

  /// As people type it: case and blanks around do not count.
  package static func lire(_ texte: String) -> String {
    let blanc: (Character) -> Bool = { $0.isWhitespace }
    return String(texte.drop(while: blanc).reversed().drop(while: blanc).reversed()).uppercased()
  }

  private static func prefixe(_ role: Role) -> [Character] {
    switch role {
    case .adminNational: Array("ADM")
    case .agentCaisse: Array("AGE")
    case .directionCaisse: Array("DIR")
    case .gestionnaire: Array("GES")
    case .technicien: Array("TEC")
    case .dpo: Array("DPO")
    case .client: Array("CLI")
    }
  }
}

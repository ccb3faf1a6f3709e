package import Domain
package import FoundationEssentials
package import Postgres

extension CompteStatements {
  /// What the others hold at one caisse of an account: figures, whoever asks (C-25, Q-43).
  package struct PlacesAutour: Sendable {
    package let caisseId: UUID
    package let fuseau: FuseauHoraire
    package let effectif: Int?
    package let modele: ModeleAmende?
    /// Accounts that hold a place, of the whole partner and of the account's unit.
    package let comptes: (partenaire: Int, unite: Int)
    /// Those of them that are active already.
    package let actifs: (partenaire: Int, unite: Int)
    /// Those of the active ones that the account replaces (C-34, C-56).
    package let remplaces: [UUID]

    init(_ row: inout RowReader) throws(DecodingFailure) {
      (caisseId, fuseau) = (try row.uuid(), try row.text(FuseauHoraire.init(rawValue:)))
      (effectif, modele) = (try row.intOrNull(), try ModeleAmende.read(&row))
      comptes = (try row.int(), try row.int())
      actifs = (try row.int(), try row.int())
      remplaces = try row.uuids()
    }
  }

  static func placesSql(compte: String, instant: String) -> String {
    """
    select r.caisse_id, r.fuseau, r.effectif, \(ModeleAmende.columns), r.comptes, r.de_l_unite, r.actifs, r.actifs_de_l_unite, r.remplaces
    from places_autour(\(compte), \(instant)::timestamptz) r
    """
  }

  /// At each caisse where the account has a title in force, whatever the actor sees of it. After `verrouiller`.
  package static let placesAutour = Statement<Cle, PlacesAutour>(
    "compte_places_autour", placesSql(compte: "$1::uuid", instant: "$2"), bind: { key, p in key.bind(&p) },
    decode: { row in try PlacesAutour(&row) })
}

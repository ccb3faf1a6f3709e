import Catalogue
import Foundation
import JSON
import Postgres
import Storage
import Testing

/// Models of one's own, made of an embedded one.
enum Modeles {
  /// Installs a version of a model whose parameters `adapt` changes: dotted name to value.
  static func installer(
    _ server: TestServer, _ source: String, code: String? = nil, version: Int, _ adapt: (inout [String: JSONValue]) -> Void
  ) throws {
    let embarques = try JSONReader.parse(Catalogue.donnees(.modeles)).array ?? []
    var modele = try #require(embarques.first { $0["code"]?.string == source }?.object)
    var changes: [String: JSONValue] = [:]
    adapt(&changes)
    var parametres = try #require(modele["parametres"]?.object)
    for (nom, valeur) in changes { parametres[nom] = ["valeur": valeur, "origine": "ACTE", "regles": []] }
    modele["parametres"] = .object(parametres)
    modele["code"] = .string(code ?? source)
    modele["version"] = .number(JSONNumber(version))
    try Installation.modeles(try server.admin(), [.object(modele)])
  }

  /// `900`: one year, no renewal. No real act says so, a model may.
  static func installerSansReconduction(_ server: TestServer) throws {
    try installer(server, "001", code: "900", version: 1) { $0["metier.renouvellement.mode"] = "AUCUN" }
  }
}

/// Ties a partner to another caisse: no operation does it yet (P-07).
func rattacher(_ dossier: Dossier, _ caisse: String) throws {
  _ = try dossier.server.admin().query(
    "insert into partenaire_caisse (partenaire_id, caisse_id, cree_le) select $1::uuid, id, now() from caisse where code = $2",
    [dossier.partenaire, caisse])
}

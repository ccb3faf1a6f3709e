import Bytes
import Catalogue
package import Domain
import FoundationEssentials
package import JSON
package import Postgres

/// What a database holds before anybody uses it: the caisses and the models of convention. Idempotent; run by commands, never by a loop.
package enum Installation {
  /// Why the reference data cannot be installed.
  package enum Refusal: Error, CustomStringConvertible {
    /// A version never changes once conventions may hold to it (V-03).
    case otherContent(modele: String, version: Int)
    /// The rules could not read that model.
    case unreadable(modele: String, ParametreIllisible)
    /// A model has parameters that no rule reads, or one thing that is not a model.
    case unknownParameters(modele: String, [String])
    case malformed(String)

    package var description: String {
      switch self {
      case .otherContent(let modele, let version):
        "le modèle \(modele), version \(version), est déjà installé avec un autre contenu : donnez un nouveau numéro à cette version."
      case .unreadable(let modele, let cause): "le modèle \(modele) ne se lit pas : \(cause)."
      case .unknownParameters(let modele, let cles): "le modèle \(modele) porte des paramètres inconnus : \(cles.joined(separator: ", "))."
      case .malformed(let object): "donnée de référence mal formée : \(object)."
      }
    }
  }

  /// Installs the five embedded models. A version already there with the same content is left alone.
  package static func modeles(_ connection: AdminConnection) throws {
    let embedded = try JSONReader.parse(Catalogue.donnees(.modeles)).array ?? []
    try modeles(connection, embedded)
  }

  /// Installs these models, in the shape of the embedded ones. Nothing is installed unless all can be.
  package static func modeles(_ connection: AdminConnection, _ modeles: [JSONValue]) throws {
    try inTransaction(connection) {
      for modele in modeles { try installer(modele, connection) }
    }
  }

  private static func installer(_ modele: JSONValue, _ connection: AdminConnection) throws {
    guard let code = modele["code"]?.string, let version = modele["version"]?.int, let titre = modele["titre"]?.string,
      let natures = modele["natures"]?.array, let typeCaisse = modele["type_caisse"]?.string,
      let typePartenaire = modele["type_partenaire"]?.string, let parametres = modele["parametres"]
    else { throw Refusal.malformed("modèle \(modele["code"]?.string ?? "?")") }
    try verifier(parametres, code)
    let content = [code, "\(version)", titre, JSONValue.array(natures).text, typeCaisse, typePartenaire, parametres.text]
    try _ = connection.query(
      """
      insert into modele_convention (code, version, titre, natures, type_caisse, type_partenaire, parametres, cree_le)
      values ($1, $2::int, $3, array (select jsonb_array_elements_text($4::jsonb)), $5, $6, $7::jsonb, now())
      on conflict (code, version) do nothing
      """, content)
    let same = try connection.query(
      """
      select from modele_convention where code = $1 and version = $2::int and titre = $3
        and natures = array (select jsonb_array_elements_text($4::jsonb)) and type_caisse = $5 and type_partenaire = $6
        and parametres = $7::jsonb
      """, content)
    guard !same.isEmpty else { throw Refusal.otherContent(modele: code, version: version) }
  }

  private static func verifier(_ parametres: JSONValue, _ code: String) throws {
    do { _ = try ParametresConvention(parametres) } catch { throw Refusal.unreadable(modele: code, error) }
    let said = Set(parametres.object?.members.map(\.name) ?? [])
    if let missing = ParametresConvention.cles.first(where: { !said.contains($0) }) {
      throw Refusal.unreadable(modele: code, ParametreIllisible(cle: missing, attendu: "un membre « valeur »"))
    }
    let unknown = said.subtracting(ParametresConvention.cles)
    guard unknown.isEmpty else { throw Refusal.unknownParameters(modele: code, unknown.sorted()) }
  }

  /// Installs these caisses, known by their code; those already there take the new particulars. `fuseau` is an IANA name, by default
  /// that of the département, and so is `calendrier`.
  package static func caisses(_ connection: AdminConnection, _ caisses: [JSONValue], le instant: Instant) throws {
    try inTransaction(connection) {
      for caisse in caisses { try installer(caisse: caisse, connection, le: instant) }
    }
  }

  private static func installer(caisse: JSONValue, _ connection: AdminConnection, le instant: Instant) throws {
    guard let code = caisse["code"]?.string, let denomination = caisse["denomination"]?.string,
      let departement = caisse["departement"]?.string, let adresse = caisse["adresse"]?.string,
      let fuseau = fuseau(caisse["fuseau"], departement), let calendrier = calendrier(caisse["calendrier"], departement)
    else { throw Refusal.malformed("caisse \(caisse["code"]?.string ?? "?")") }
    let id = UUID(v7Milliseconds: instant.microsecondes / 1000, random: (0..<10).map { _ in .random(in: .min ... .max) })
    try _ = connection.query(
      """
      insert into caisse (id, code, denomination, departement, adresse, code_postal, commune, representant_qualite, fuseau,
        calendrier_jours_ouvres, cree_le)
      values ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz)
      on conflict (code) do update set denomination = excluded.denomination, departement = excluded.departement,
        adresse = excluded.adresse, code_postal = excluded.code_postal, commune = excluded.commune,
        representant_qualite = excluded.representant_qualite, fuseau = excluded.fuseau,
        calendrier_jours_ouvres = excluded.calendrier_jours_ouvres
      """,
      [
        id.text, code, denomination, departement, adresse, caisse["code_postal"]?.string, caisse["commune"]?.string,
        caisse["representant_qualite"]?.string, fuseau.rawValue, calendrier.rawValue, instant.description,
      ])
  }

  private static func fuseau(_ value: JSONValue?, _ departement: String) -> FuseauHoraire? {
    guard let name = value?.string else { return FuseauHoraire(departement: departement) }
    return FuseauHoraire.allCases.first { $0.iana == name }
  }

  private static func calendrier(_ value: JSONValue?, _ departement: String) -> CalendrierJoursOuvres? {
    guard let name = value?.string else { return CalendrierJoursOuvres(departement: departement) }
    return CalendrierJoursOuvres(rawValue: name)
  }

  private static func inTransaction(_ connection: AdminConnection, _ body: () throws -> Void) throws {
    try connection.run("begin; select set_config('ep.role', 'SYSTEME', true)")
    do {
      try body()
      try connection.run("commit")
    } catch {
      try connection.run("rollback")
      throw error
    }
  }
}

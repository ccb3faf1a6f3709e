package import Domain
package import JSON
package import Postgres
import Synchronization

/// The model that a convention holds to, as a statement reads it: its parameters travel as text, and only when the cache that asked
/// does not know that version yet.
package struct ModeleFige: Sendable {
  package let code: String
  package let version: Int
  let parametres: String?

  /// A version that a cache already knows.
  package init(connu modele: ModeleReference) { self.init(code: modele.code, version: modele.version, parametres: nil) }

  init(code: String, version: Int, parametres: String?) {
    self.code = code
    self.version = version
    self.parametres = parametres
  }

  /// Three columns of a model `m`, given the place of the parameter that carries `ParametresCache.connus`, e.g. `$2`.
  package static func columns(connus parameter: String) -> String {
    "m.code, m.version, case when m.code || ' ' || m.version = any (\(parameter)::text[]) then null else m.parametres end"
  }

  package static func read(_ row: inout RowReader) throws(DecodingFailure) -> ModeleFige {
    ModeleFige(code: try row.text(), version: try row.int(), parametres: try row.jsonbOrNull())
  }
}

/// The parameters of models already decoded. A version never changes (V-03), so nothing ever leaves; past its bound a version is
/// decoded at each reading.
package final class ParametresCache: Sendable {
  /// A version as it came, and as the rules read it.
  private struct Decode: Sendable {
    let json: JSONValue
    let parametres: ParametresConvention
  }

  private let decodes: Mutex<[ModeleReference: Decode]> = Mutex([:])
  private let versionsMax = 256

  package init() {}

  /// The versions that need not travel again, as `ModeleFige.columns` compares them.
  package var connus: [String] { decodes.withLock { $0.keys.map { "\($0.code) \($0.version)" } } }

  /// Nil when that version has not been decoded yet.
  package func connu(_ modele: ModeleReference) -> ParametresConvention? {
    decodes.withLock { $0[modele]?.parametres }
  }

  package func parametres(_ modele: ModeleFige) throws(ParametreIllisible) -> ParametresConvention {
    try decode(modele).parametres
  }

  /// The flat map of a model, dotted name to `{valeur, origine, …}`: what an amendment is written on (V-14).
  package func json(_ modele: ModeleFige) throws(ParametreIllisible) -> JSONValue {
    try decode(modele).json
  }

  private func decode(_ modele: ModeleFige) throws(ParametreIllisible) -> Decode {
    let key = ModeleReference(code: modele.code, version: modele.version)
    if let known = decodes.withLock({ $0[key] }) { return known }
    guard let text = modele.parametres, let json = try? JSONReader.parse(text) else {
      throw ParametreIllisible(cle: "", attendu: "les paramètres du modèle \(modele.code) \(modele.version)")
    }
    let decode = Decode(json: json, parametres: try ParametresConvention(json))
    decodes.withLock { if $0.count < versionsMax { $0[key] = decode } }
    return decode
  }
}

package import Domain
package import FoundationEssentials
package import JSON
import Postgres

/// One amendment as recorded (V-14).
package struct AvenantLu: Sendable {
  package let id: UUID
  package let conventionId: UUID
  package let version: Int
  package let numero: Int
  package let intitule: String
  /// `[{champ, avant, apres}]`, in the contract's shape.
  package let modifications: JSONValue
  package let effetSouhaiteLe: Jour?
  /// Nil until every party has signed.
  package let effetLe: Jour?
  package let abandonneLe: Instant?
  package var signatures: [SignatureLue]
  /// Of the caisse.
  package let fuseau: FuseauHoraire
  package let creeLe: Instant
  package let modifieLe: Instant

  package init(
    id: UUID, conventionId: UUID, numero: Int, intitule: String, modifications: JSONValue, effetSouhaiteLe: Jour?, fuseau: FuseauHoraire,
    instant: Instant
  ) {
    self.id = id
    self.conventionId = conventionId
    version = 1
    self.numero = numero
    self.intitule = intitule
    self.modifications = modifications
    self.effetSouhaiteLe = effetSouhaiteLe
    effetLe = nil
    abandonneLe = nil
    signatures = []
    self.fuseau = fuseau
    creeLe = instant
    modifieLe = instant
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    conventionId = try row.uuid()
    version = try row.int()
    numero = try row.int()
    intitule = try row.text()
    modifications = try row.json()
    effetSouhaiteLe = try row.jourOrNull()
    effetLe = try row.jourOrNull()
    abandonneLe = try row.instantOrNull()
    let column = row.column
    let elements = try row.json().array ?? []
    signatures = elements.compactMap(SignatureLue.init)
    guard signatures.count == elements.count else { throw DecodingFailure(column: column, expected: "signatures") }
    fuseau = try row.text(FuseauHoraire.init(rawValue:))
    creeLe = try row.instant()
    modifieLe = try row.instant()
  }

  var lignes: [(champ: String, avant: JSONValue, apres: JSONValue)] {
    (modifications.array ?? []).compactMap { line in
      line["champ"]?.string.map { (champ: $0, avant: line["avant"] ?? .null, apres: line["apres"] ?? .null) }
    }
  }

  /// As the rules see it, without its effect on the parameters.
  package var avenant: Avenant {
    Avenant(
      numero: numero, modifications: lignes.map { ModificationAvenant(champ: $0.champ, avant: $0.avant.text, apres: $0.apres.text) },
      signatures: signatures.map(\.signature), effetSouhaiteLe: effetSouhaiteLe)
  }
}

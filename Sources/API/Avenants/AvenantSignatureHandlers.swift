import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Signatures of amendments, party by party: the last one gives the effect (V-14, P-15, T-031).
enum AvenantSignatureHandlers {
  static func signer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let (avenant, tenue) = try await AvenantHandlers.tenir(id, writing, cache)
      let corps = try CorpsSignature(request.body)
      let convention = try tenue.convention()
      if avenant.abandonneLe != nil { throw RefusAvenant.abandonne(numero: avenant.numero) }
      let effet = try convention.faits.signerAvenant(
        avenant.avenant, signature: corps.signature, deliberation: corps.deliberationDate, aujourdhui: convention.lue.jour(a: request.now))
      let nouvelle = ConventionStatements.SignatureNouvelle(
        id: try request.nouvelId(), conventionId: avenant.conventionId, signature: corps.signature,
        lieu: corps.lieu, exemplaires: corps.exemplaires, deliberation: corps.deliberation, instant: request.now)
      _ = writing.enqueue(AvenantStatements.signer, AvenantStatements.Signee(avenantId: id, signature: nouvelle, effetLe: effet))
      writing.record(
        "AVENANT_SIGNE", convention.lue, regle: "V-14",
        apres: avenant.trace(["partie": .string(corps.signature.partie.rawValue), "date": .string(corps.signature.date.description)]))
      if let effet { try prendreEffet(avenant, SignatureLue(nouvelle), effet, tenue, writing, cache) }
      let signed = try await AvenantHandlers.relire(id, writing)
      return Reply(201, version: signed.version, location: "/v1/avenants/\(id.text)")
    }
  }

  /// The life of the act may change with a duration, and that of the acts behind it: written in the same transaction.
  private static func prendreEffet(
    _ avenant: AvenantLu, _ derniere: SignatureLue, _ effet: Jour, _ tenue: ConventionTenue, _ writing: Writing, _ cache: ParametresCache
  ) throws {
    let lue = try tenue.convention().lue
    var signe = avenant
    signe.signatures.append(derniere)
    let faits = try lue.amendee(signe).faits(cache)
    try faits.verifierEffet(effet)
    try writing.ecrireVie(tenue, faits)
    writing.record("AVENANT_EN_EFFET", lue, regle: "V-14", apres: avenant.trace(["date_effet": .string(effet.description)]))
  }
}

extension SignatureLue {
  fileprivate init(_ nouvelle: ConventionStatements.SignatureNouvelle) {
    self.init(
      id: nouvelle.id, signature: nouvelle.signature, lieu: nouvelle.lieu, exemplaires: nouvelle.exemplaires,
      deliberation: nouvelle.deliberation)
  }
}

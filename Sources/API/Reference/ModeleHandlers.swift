import Bytes
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Models of convention as data: a new version, or a model of its own (V-03). Conventions already signed keep theirs.
enum ModeleHandlers {
  static func publier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await service.write(request) { writing in
      let found = writing.enqueue(ModeleStatements.lister, ())
      try await writing.load()
      let connus = try found.rows()
      let corps = try CorpsModele(request.body, connus: connus) { service.shared.references[regle: $0] != nil }
      let derniere = connus.first { $0.code == corps.code }
      if let attendue = request.body["version_precedente"]?.int, attendue != derniere?.version {
        throw RefusModele.versionPerimee(derniere: derniere?.version)
      }
      if let derniere, corps.repete(derniere) { throw RefusModele.sansChangement(version: derniere.version) }
      let version = (derniere?.version ?? 0) + 1
      _ = writing.enqueue(
        ModeleStatements.publier,
        ModeleAPublier(
          code: corps.code, version: version, titre: corps.titre, natures: corps.natures, typeCaisse: corps.typeCaisse,
          typePartenaire: corps.typePartenaire, parametres: corps.parametres, instant: request.now))
      // A model is known by its code and version; the journal asks for an identifier.
      writing.record(
        "MODELE_PUBLIE", on: .modele, try request.nouvelId(), regle: "V-03",
        apres: [
          "code": .string(corps.code), "version": .number(JSONNumber(version)),
          "parametres": .array((request.body["parametres"]?.object?.members ?? []).map { .string($0.name) }),
        ])
      let published = writing.enqueue(ModeleStatements.lireVersion, (code: corps.code, version: version))
      try await writing.load()
      guard let modele = try published.first() else { throw Problem(.erreurInterne) }
      request.exchange.body.append(modele: modele)
      return Reply(201, location: "/v1/modeles-convention/\(corps.code)?version=\(version)")
    }
  }
}

import Bytes
import Domain
import FoundationEssentials
import JSON
import Storage

/// An amendment as asked for: the contract has checked the shape of its lines.
struct CorpsAvenant {
  let intitule: String
  let lignes: [(champ: String, apres: JSONValue)]
  let effetSouhaiteLe: Jour?

  init(_ body: JSONValue) throws(Problem) {
    var erreurs = CollecteErreurs()
    let intitule = erreurs.exiger(body["intitule"]?.string, "/intitule", regle: "V-14") { texte throws(TexteInvalide) in
      try TexteCourt(texte, caracteresMax: 200)
    }
    guard let intitule else { throw Problem(.corpsInvalide, erreurs.erreurs) }
    self.intitule = intitule.texte
    lignes = (body["modifications"]?.array ?? []).compactMap { line in
      line["champ"]?.string.map { (champ: $0, apres: line["apres"] ?? .null) }
    }
    effetSouhaiteLe = body["effet_souhaite_le"]?.string.flatMap { Jour(texte: $0) }
  }

  /// What each line needs instead of its value, by rank; nothing for those that name no field, which the rules refuse by name.
  func attendus(_ carte: JSONValue, nature: NatureConvention) throws -> [Int: String] {
    var amendee = carte.object ?? [:]
    var cles: [String] = []
    for ligne in lignes where ParametresConvention.cles.contains(ligne.champ) && !cles.contains(ligne.champ) {
      cles.append(ligne.champ)
      amendee[ligne.champ] = ["valeur": ligne.apres]
    }
    let attendus = try ParametresConvention.attendus(.object(amendee), cles, natures: [nature])
    return lignes.enumerated().reduce(into: [:]) { parRang, ligne in
      parRang[ligne.offset] = attendus[ligne.element.champ] ?? Self.texteAttendu(ligne.element.champ, ligne.element.apres)
    }
  }

  /// The bounds of the texts of an act, as its creation has them.
  private static let textes = ["objet": 2_000, "objectifs": 4_000]

  private static func texteAttendu(_ champ: String, _ valeur: JSONValue) -> String? {
    guard let max = textes[champ] else { return nil }
    if let texte = valeur.string, (try? TexteLibre(texte, caracteresMax: max, lexique: LexiqueSante(termes: []))) != nil { return nil }
    return "un texte de 1 à \(max) caractères"
  }
}

extension AvenantLu {
  /// One word for where it stands on that day.
  func etat(le jour: Jour) -> String {
    if abandonneLe != nil { return "ABANDONNE" }
    guard let effetLe else { return "A_SIGNER" }
    return effetLe <= jour ? "EN_EFFET" : "SIGNE"
  }
}

extension Bytes {
  /// `Avenant` of the contract, as it stands at that instant.
  mutating func append(avenant: AvenantLu, a instant: Instant) {
    beginObject()
    field("id", avenant.id)
    field("version", avenant.version)
    field("convention_id", avenant.conventionId)
    field("numero", avenant.numero)
    field("intitule", avenant.intitule)
    list("modifications", avenant.modifications.array ?? []) { line, out in
      out.beginObject()
      for name: StaticString in ["champ", "avant", "apres"] { out.field(name, line["\(name)"] ?? .null) }
      out.endObject()
    }
    field("etat", avenant.etat(le: avenant.fuseau.jour(a: instant)))
    field("effet_souhaite_le", avenant.effetSouhaiteLe)
    field("date_effet", avenant.effetLe)
    field("abandonne_le", avenant.abandonneLe)
    list("signatures", avenant.signatures) { signature, out in out.append(signature: signature) }
    field("cree_le", avenant.creeLe)
    field("modifie_le", avenant.modifieLe)
    endObject()
  }
}

import Bytes
package import Domain
package import FoundationEssentials
package import JSON
import Postgres

/// One convention as recorded, with everything its state is computed from.
package struct ConventionLue: Sendable {
  package let id: UUID
  package let version: Int
  package let caisse: (id: UUID, code: String, denomination: String, fuseau: FuseauHoraire)
  package let partenaire: (id: UUID, denomination: String)
  package let nature: NatureConvention
  /// Frozen by the first signature, the latest before (V-03).
  package let modele: ModeleFige
  package let metierId: UUID?
  let objetSigne: String?
  let objectifsSignes: String?
  package let publicConcerne: String?
  package let cadreNational: String?
  /// Nil while a draft (V-28).
  package let proposeeLe: Instant?
  package let signatures: [SignatureLue]
  /// What the caisse has switched (D-08).
  package let interrupteurs: [Fonctionnalite: Bool]
  /// The core act behind a usage act.
  package let metier: ActeMetier?
  var actes: ActesLus
  package let creeLe: Instant
  package let modifieLe: Instant

  /// As much of a core act as the life of its usage act depends on.
  package struct ActeMetier: Sendable {
    let modele: ModeleFige
    let estProposee: Bool
    let signatures: [SignatureLue]
    let actes: ActesLus
  }

  /// The dated facts that the rules read: the one place where rows become `FaitsConvention`.
  package func faits(_ cache: ParametresCache) throws(ParametreIllisible) -> FaitsConvention {
    var faits = try FaitsConvention(nature, modele, estProposee: proposeeLe != nil, signatures, actes, cache)
    if let metier {
      faits.metier = try FaitsConvention(
        .metier, metier.modele, estProposee: metier.estProposee, metier.signatures, metier.actes, cache)
    }
    return faits
  }

  /// The object of the act, as amended on that day (V-14, V-15).
  package func objet(le jour: Jour) -> String? { actes.texte("objet", le: jour).map(\.string) ?? objetSigne }

  /// Its general objectives (V-33).
  package func objectifs(le jour: Jour) -> String? { actes.texte("objectifs", le: jour).map(\.string) ?? objectifsSignes }

  /// Civil day of its caisse.
  package func jour(a instant: Instant) -> Jour { caisse.fuseau.jour(a: instant) }
}

extension FaitsConvention {
  fileprivate init(
    _ nature: NatureConvention, _ modele: ModeleFige, estProposee: Bool, _ signatures: [SignatureLue], _ actes: ActesLus,
    _ cache: ParametresCache
  ) throws(ParametreIllisible) {
    self.init(
      nature: nature, parametresFiges: try cache.parametres(modele), estProposee: estProposee, signatures: signatures.map(\.signature),
      denonciations: actes.denonciations, misesEnDemeure: actes.misesEnDemeure, resiliation: actes.resiliation,
      avenants: actes.avenants.isEmpty ? [] : try actes.avenants(sur: try cache.json(modele)), differends: actes.differends)
  }
}

/// One party's signature as recorded (V-05, V-06, A-10, P-15).
package struct SignatureLue: Sendable {
  package let id: UUID
  package let signature: Signature
  package let lieu: String?
  package let exemplaires: Int?
  /// In the contract's shape.
  package let deliberation: JSONValue?

  package init(id: UUID, signature: Signature, lieu: String?, exemplaires: Int?, deliberation: JSONValue?) {
    self.id = id
    self.signature = signature
    self.lieu = lieu
    self.exemplaires = exemplaires
    self.deliberation = deliberation
  }

  /// From an element of the array that `ConventionColumns.signatures` builds.
  init?(_ value: JSONValue) {
    guard let id = value["id"]?.string.flatMap({ UUID(text: $0) }), let partie = value["partie"]?.string.flatMap(Partie.init(rawValue:)),
      let date = value["date"]?.string.flatMap({ Jour(texte: $0) }), let qualite = value["qualite"]?.string
    else { return nil }
    self.id = id
    signature = Signature(partie: partie, date: date, qualite: qualite, pourOrdreDe: value["pour_ordre_de"]?.string)
    lieu = value["lieu"]?.string
    exemplaires = value["exemplaires"]?.int
    deliberation = value["deliberation"].flatMap { $0.isNull ? nil : $0 }
  }
}

import Bytes
import Domain
import FoundationEssentials
import JSON
import Storage

// Bodies of the conventions: from the contract's JSON to the domain's words, and back.

/// A signature as received (A-10, P-15, V-04, V-06); the contract has checked its shape.
struct CorpsSignature {
  let signature: Signature
  let lieu: String?
  let exemplaires: Int?
  let deliberationDate: Jour?
  /// All the members of the contract's `Deliberation`.
  let deliberation: JSONValue?

  init(_ body: JSONValue) throws(Problem) {
    guard let partie = body["partie"]?.string.flatMap(Partie.init(rawValue:)), let date = body["date"]?.string.flatMap({ Jour(texte: $0) })
    else { throw Problem(.corpsInvalide) }
    signature = Signature(
      partie: partie, date: date, qualite: body["qualite"]?.string ?? "", pourOrdreDe: body["pour_ordre_de"]?.string)
    lieu = body["lieu"]?.string
    exemplaires = body["exemplaires"]?.int
    let given = body["deliberation"]
    deliberationDate = given?["date"]?.string.flatMap { Jour(texte: $0) }
    deliberation = given.map { given in
      .object(
        JSONObject(
          ["date", "numero", "executoire_le", "pour", "contre", "abstentions"].map { name in (name: name, value: given[name] ?? .null) }))
    }
  }
}

/// A convention with its facts: what every answer shows.
struct ConventionMontree {
  let lue: ConventionLue
  let faits: FaitsConvention

  /// `jour`: as known that day; nil with everything known.
  init(_ lue: ConventionLue, _ cache: ParametresCache, le jour: Jour? = nil) throws {
    self.lue = lue
    let faits = try lue.faits(cache)
    self.faits = jour.map(faits.connus) ?? faits
  }

  /// What a newcomer must know of it (V-37).
  var voisine: ConventionVoisine { ConventionVoisine(nature: lue.nature, vie: faits.vie) }
}

extension Bytes {
  /// `Convention` of the contract, as it stands on that day.
  mutating func append(convention: ConventionMontree, au jour: Jour) {
    let (lue, situation) = (convention.lue, convention.faits.situation(le: jour))
    beginObject()
    field("id", lue.id)
    field("version", lue.version)
    object("partenaire") { out in
      out.field("id", lue.partenaire.id)
      out.field("denomination", lue.partenaire.denomination)
    }
    object("caisse") { out in
      out.field("id", lue.caisse.id)
      out.field("code", lue.caisse.code)
      out.field("denomination", lue.caisse.denomination)
    }
    field("nature", lue.nature.rawValue)
    object("modele") { out in
      out.field("code", lue.modele.code)
      out.field("version", lue.modele.version)
    }
    field("convention_metier_id", lue.metierId)
    field("objet", lue.objet(le: jour))
    field("objectifs", lue.objectifs(le: jour))
    field("public", lue.publicConcerne)
    field("cadre_national", lue.cadreNational)
    field("etat", situation.etat.estEnVigueur ? EtatConvention.enVigueur.rawValue : situation.etat.rawValue)
    field("etat_au", jour)
    field("est_en_demeure", situation.estEnDemeure)
    field("est_denoncee", situation.estDenoncee)
    field("date_effet", situation.dateEffet)
    field("premier_jour", situation.dateEffet)
    field("dernier_jour", situation.periode?.dernierJour ?? situation.dernierJour)
    append(periode: situation.periode)
    append(fin: convention.faits)
    field("proposee_le", lue.proposeeLe)
    list("signatures", lue.signatures) { signature, out in out.append(signature: signature) }
    append(fonctionnalites: convention, au: jour)
    field("cree_le", lue.creeLe)
    field("modifie_le", lue.modifieLe)
    endObject()
  }

  private mutating func append(periode: PeriodeConvention?) {
    guard let periode else {
      name("periode")
      null()
      return
    }
    object("periode") { out in
      out.field("numero", periode.numero)
      out.field("premier_jour", periode.premierJour)
      out.field("dernier_jour", periode.dernierJour)
    }
  }

  /// The end to come or come, as known on the day asked; null while the act is tacitly renewed.
  private mutating func append(fin faits: FaitsConvention) {
    guard let fin = faits.fin else {
      name("fin")
      null()
      return
    }
    object("fin") { out in
      out.field("cause", fin.cause.rawValue)
      out.field("dernier_jour", fin.dernierJour)
      out.field("regle", faits.regleDeFin)
    }
  }

  /// `Signature` of the contract: of an act or of an amendment.
  mutating func append(signature: SignatureLue) {
    beginObject()
    field("id", signature.id)
    field("partie", signature.signature.partie.rawValue)
    field("qualite", signature.signature.qualite)
    field("date", signature.signature.date)
    field("lieu", signature.lieu)
    field("exemplaires", signature.exemplaires)
    field("pour_ordre_de", signature.signature.pourOrdreDe)
    field("deliberation", signature.deliberation ?? .null)
    endObject()
  }

  /// Only an act that opens the portal has features (D-01, D-08).
  private mutating func append(fonctionnalites convention: ConventionMontree, au jour: Jour) {
    let etat = EtatFonctionnalites(convention.faits.parametres(le: jour), interrupteurs: convention.lue.interrupteurs)
    list("fonctionnalites", convention.lue.nature.ouvreLePortail ? Fonctionnalite.allCases : []) { fonctionnalite, out in
      out.beginObject()
      out.field("code", fonctionnalite.rawValue)
      out.field("active", etat.estActive(fonctionnalite))
      out.field("origine", etat.origine(fonctionnalite).rawValue)
      out.endObject()
    }
  }
}

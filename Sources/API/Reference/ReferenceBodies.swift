import Bytes
import Contract
import Domain
import JSON
import Storage

extension Bytes {
  mutating func append(caisse: CaisseLue) {
    beginObject()
    field("id", caisse.id)
    field("code", caisse.code)
    field("denomination", caisse.denomination)
    field("departement", caisse.departement)
    field("adresse", caisse.adresse)
    field("code_postal", caisse.codePostal)
    field("commune", caisse.commune)
    field("representant_qualite", caisse.representantQualite)
    field("calendrier_jours_ouvres", caisse.calendrierJoursOuvres)
    field("fuseau", caisse.fuseau.iana)
    endObject()
  }

  mutating func append(modeleFields modele: ModeleLu) {
    field("code", modele.code)
    field("version", modele.version)
    field("titre", modele.titre)
    field("natures", modele.natures)
    list("versions", modele.versions) { version, out in out.value(version) }
  }

  /// The model with its parameters as a list, null where the act is silent.
  mutating func append(modele: ModeleLu) {
    beginObject()
    append(modeleFields: modele)
    field("type_caisse", modele.typeCaisse)
    field("type_partenaire", modele.typePartenaire)
    list("parametres", modele.parametres.object?.members ?? []) { parametre, out in
      out.beginObject()
      out.field("cle", parametre.name)
      for name in ["valeur", "origine", "regles", "note", "defaut"] {
        out.name(name)
        out.value(parametre.value[name] ?? .null)
      }
      out.endObject()
    }
    endObject()
  }

  mutating func append(probleme entry: ProblemCatalogue.Entry, operations: [String]) {
    beginObject()
    field("code", entry.code)
    field("type", "/v1/problemes/\(entry.code)")
    field("titre", entry.titre)
    field("statut", entry.statut)
    field("description", entry.detail)
    field("regles", entry.regles)
    field("operations", operations)
    endObject()
  }
}

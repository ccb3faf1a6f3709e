import Bytes
import Domain
import FoundationEssentials
import JSON
import Storage

/// A formal notice as it stands on a day, with the act it is about.
struct MiseEnDemeureMontree {
  let lue: MiseEnDemeureLue
  let faits: FaitsConvention
  let aujourdhui: Jour
  let catalogue: ProblemCatalogue
}

extension MiseEnDemeureLue {
  /// What the journal says of a notice: its dates, never its texts.
  func trace(_ delai: DelaiOuvert?) -> JSONObject {
    [
      "mise_en_demeure_id": .string(id.text), "courrier_id": .string(courrier.id.text),
      "partie_lesee": .string(mise.partieLesee.rawValue), "envoye_le": .string(courrier.courrier.envoyeLe.description),
      "dernier_jour": .optional(delai?.dernierJour), "reparee_le": .optional(repareeLe), "classee_le": .optional(classeeLe),
    ]
  }
}

extension Bytes {
  /// `MiseEnDemeure` of the contract.
  mutating func append(mise montree: MiseEnDemeureMontree) {
    let (lue, faits) = (montree.lue, montree.faits)
    let delai = faits.delai(de: lue.mise)
    beginObject()
    field("id", lue.id)
    field("version", lue.version)
    field("convention_id", lue.conventionId)
    field("manquement", lue.manquement)
    field("partie_lesee", lue.mise.partieLesee)
    name("courrier")
    append(courrier: lue.courrier)
    field("etat", faits.etat(de: lue.mise, le: montree.aujourdhui).rawValue)
    field("etat_au", montree.aujourdhui)
    field("dernier_jour", delai?.dernierJour)
    field("resiliable_le", delai?.resiliableLe)
    field("regle", delai?.regle)
    field("sources", delai.map { montree.catalogue.sources(ofRule: $0.regle) } ?? [])
    field("seconde_lettre_exigee", faits.exigeSecondeLettre)
    field("reparee_le", lue.repareeLe)
    field("reparation", lue.reparation)
    field("reparee_a_temps", lue.repareeLe.map { reparee in delai?.dernierJour.map { reparee <= $0 } ?? true })
    field("classee_le", lue.classeeLe)
    field("cree_le", lue.creeLe)
    field("modifie_le", lue.modifieLe)
    endObject()
  }
}

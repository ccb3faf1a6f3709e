import Bytes
import Domain
import JSON
import Storage

extension Bytes {
  /// `Instance` of the contract.
  mutating func append(instance lue: InstanceLue, le jour: Jour) {
    let instance = lue.instance
    beginObject()
    field("id", lue.id)
    field("version", lue.version)
    field("convention_id", lue.conventionId)
    append(promesse: instance)
    field("etat", instance.etat.rawValue)
    field("en_retard", instance.estEnRetard(le: jour))
    field("date", instance.date)
    field("lieu", lue.lieu)
    field("theme", lue.theme)
    field("accords", Partie.allCases.filter(instance.accords.contains).map(\.rawValue))
    field("tenue_le", instance.tenueLe)
    field("participants", lue.participants)
    field("compte_rendu", lue.compteRendu)
    field("cree_le", lue.creeLe)
    field("modifie_le", lue.modifieLe)
    endObject()
  }

  /// `InstancePrevue` of the contract.
  mutating func append(prevue instance: Instance) {
    beginObject()
    append(promesse: instance)
    endObject()
  }

  private mutating func append(promesse instance: Instance) {
    field("type", instance.genre.rawValue)
    field("regle", instance.genre.regle)
    field("partie", instance.partie?.rawValue)
    field("rang", instance.rang)
    field("ordre", instance.ordre)
    field("ouverture_le", instance.ouvertureLe)
    field("limite_le", instance.limiteLe)
  }
}

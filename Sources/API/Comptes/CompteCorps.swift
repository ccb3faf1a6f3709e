import Bytes
import Domain
import FoundationEssentials
import JSON

// Bodies, already checked against the contract, to what the rules read.

extension CorpsCompte {
  init(_ body: JSONValue) {
    self.init()
    civilite = body["civilite"]?.string
    nom = body["nom"]?.string
    prenom = body["prenom"]?.string
    fonction = body["fonction"]?.string
    telephone = body["telephone"]?.string
    email = body["email"]?.string
    uniteId = body.id("unite_id")
    statutPersonne = body["statut_personne"]?.string
    equipementAntivirus = body["equipement_antivirus"]?.bool
    engagementConfidentialiteLe = body["engagement_confidentialite_le"]?.string
    formationLe = body["formation_le"]?.string
    remplaceId = body.id("remplace_id")
  }
}

extension CorpsModificationCompte {
  init(_ body: JSONValue) {
    self.init()
    civilite = body.changement("civilite")
    nom = body.changement("nom")
    prenom = body.changement("prenom")
    fonction = body.changement("fonction")
    telephone = body.changement("telephone")
    email = body.changement("email")
    statutPersonne = body.changement("statut_personne")
    if let antivirus = body["equipement_antivirus"]?.bool { equipementAntivirus = .vers(antivirus) }
    engagementConfidentialiteLe = body["engagement_confidentialite_le"]?.string
    formationLe = body["formation_le"]?.string
    demandeReference = body["demande_reference"]?.string
    demandeRecueLe = body["demande_recue_le"]?.string
  }
}

extension CorpsInactivation {
  init(_ body: JSONValue) {
    self.init(
      motif: body["motif"]?.string, dateSouhaitee: body["date_souhaitee"]?.string, remplacantId: body.id("remplacant_id"),
      commentaire: body["commentaire"]?.string)
  }
}

extension CorpsModificationCompte {
  /// The new telephone as it is kept and compared.
  var numero: String? { telephone.valeur.flatMap { try? Telephone($0) }?.texte }
}

/// A name as it would be kept, so that it is compared with those that are: without what nobody sees in it.
enum NomLu {
  static func texte(_ brut: String) -> String { (try? TexteCourt(brut, caracteresMax: 100))?.texte ?? brut }
}

extension JSONValue {
  /// A member that is a UUID.
  fileprivate func id(_ name: String) -> UUID? { self[name]?.string.flatMap { UUID(text: $0) } }

  /// What a partial update says of a text.
  fileprivate func changement(_ name: String) -> Changement<String> {
    guard let value = self[name] else { return .aucun }
    return value.string.map(Changement.vers) ?? .efface
  }
}

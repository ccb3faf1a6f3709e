import Bytes
import Domain
import JSON
import Storage

/// An access as the person sees it: its state now, the features and why not, what the convention admits.
struct AccesMontre {
  let caisse: CaisseNommee
  let constat: ConstatAcces
  /// Nil without convention.
  let parametres: ParametresConvention?
  let interrupteurs: [Fonctionnalite: Bool]

  /// The features of the convention, before the state of the access.
  var fonctionnalites: EtatFonctionnalites? {
    parametres.map { EtatFonctionnalites($0, interrupteurs: interrupteurs) }
  }

  /// Why a feature cannot serve now; nil when it can (D-08, D-33).
  func raison(_ fonctionnalite: Fonctionnalite, _ etat: EtatFonctionnalites) -> String? {
    switch etat.raison(fonctionnalite) {
    case .horsConvention: "NON_PREVUE_AU_MODELE"
    case .desactiveeParLaCaisse: "DESACTIVEE_PAR_LA_CAISSE"
    case nil: constat.estOuvert ? nil : "ACCES_FERME"
    }
  }
}

extension Bytes {
  /// `partenaire`, `unite` and `caisse` of the person.
  mutating func append(appartenance: Appartenance) {
    name("partenaire")
    if let partenaire = appartenance.partenaire {
      beginObject()
      field("id", partenaire.id)
      field("denomination", partenaire.denomination)
      endObject()
    } else {
      null()
    }
    name("unite")
    if let unite = appartenance.unite {
      beginObject()
      field("id", unite.id)
      field("code", unite.code)
      field("libelle", unite.libelle)
      endObject()
    } else {
      null()
    }
    name("caisse")
    if let caisse = appartenance.caisse { append(caisseReference: caisse) } else { null() }
  }

  mutating func append(acces: AccesMontre) {
    let etat = acces.fonctionnalites
    beginObject()
    name("caisse")
    append(caisseReference: acces.caisse)
    field("etat", acces.constat.etat.rawValue)
    field("motif", acces.constat.motif?.contrat)
    field("convention_id", acces.constat.conventionId)
    field("premier_jour", acces.constat.premierJour)
    field("dernier_jour", acces.constat.dernierJour)
    list("fonctionnalites", etat == nil ? [] : Fonctionnalite.allCases) { fonctionnalite, out in
      let raison = etat.flatMap { acces.raison(fonctionnalite, $0) }
      out.beginObject()
      out.field("code", fonctionnalite.rawValue)
      out.field("active", raison == nil)
      out.field("raison", raison)
      out.endObject()
    }
    name("parametres")
    if let parametres = acces.parametres, let etat {
      let types = TypeDemande.allCases.filter { type in
        Fonctionnalite(rawValue: type.rawValue).map { acces.raison($0, etat) == nil } ?? false
      }
      append(parametres: parametres, types: types)
    } else {
      null()
    }
    endObject()
  }

  /// What the convention admits and asks for, to compose a demande without trial.
  private mutating func append(parametres: ParametresConvention, types: [TypeDemande]) {
    beginObject()
    field("types", types.map(\.rawValue))
    field("sous_types", (parametres.etude.sousTypes ?? []).map(\.rawValue))
    field("motifs", (parametres.signalement.motifs ?? []).map(\.rawValue))
    field("types_document", parametres.typesDocumentDemandables.map(\.rawValue))
    field("motif_recours_obligatoire", parametres.etude.motifRecoursObligatoire ?? false)
    field("autonomie_insuffisante_obligatoire", parametres.rendezVous.autonomieInsuffisanteObligatoire ?? false)
    field("information_prealable_obligatoire", parametres.rgpd.informationPrealablePersonne ?? false)
    field("accord_personne_avancement", parametres.demandes.accordPersonneAvancement ?? false)
    field("priorite", (parametres.demandes.priorite ?? .aucune).rawValue)
    endObject()
  }
}

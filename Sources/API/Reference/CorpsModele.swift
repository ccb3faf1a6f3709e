import Domain
import JSON
import Storage

/// A version of a model as an administrator writes it, on top of the latest one of that code: what it does not say stays (V-03).
struct CorpsModele {
  let code: String
  let titre: String
  let natures: [String]
  let typeCaisse: String
  let typePartenaire: String
  /// Every parameter.
  let parametres: JSONValue

  /// `connus`: the latest version of every model. `regleConnue`: whether a rule of that number exists.
  init(_ body: JSONValue, connus: [ModeleLu], regleConnue: (String) -> Bool) throws {
    var lecture = Lecture(body: body, derniere: connus.first { $0.code == body["code"]?.string }, connus: connus)
    code = body["code"]?.string ?? ""
    titre = lecture.titre()
    natures = lecture.natures()
    typeCaisse = lecture.texte("type_caisse") { $0.typeCaisse }
    typePartenaire = lecture.texte("type_partenaire") { $0.typePartenaire }
    parametres = try lecture.parametres(Set(natures.compactMap(NatureConvention.init(rawValue:))), regleConnue: regleConnue)
    guard lecture.erreurs.isEmpty else { throw RefusModele.invalide(lecture.erreurs) }
  }

  /// Whether it says the same as that version.
  func repete(_ modele: ModeleLu) -> Bool {
    titre == modele.titre && Set(natures) == Set(modele.natures) && typeCaisse == modele.typeCaisse
      && typePartenaire == modele.typePartenaire && parametres == modele.parametres
  }
}

/// The reading of one body: every fault is noted.
private struct Lecture {
  let body: JSONValue
  let derniere: ModeleLu?
  let connus: [ModeleLu]
  var erreurs: [ErreurChamp] = []

  mutating func titre() -> String {
    guard let brut = body["titre"]?.string else { return texte("titre") { $0.titre } }
    do throws(TexteInvalide) {
      return try TexteCourt(brut, caracteresMax: 200).texte
    } catch {
      erreurs.append(error.sur("/titre"))
      return ""
    }
  }

  mutating func natures() -> [String] {
    guard let natures = body["natures"]?.array?.compactMap(\.string) ?? derniere?.natures else {
      erreurs.append(FauteCommune.obligatoire(regle: "V-03").sur("/natures"))
      return []
    }
    if natures.count > 1, natures.contains(NatureConvention.unique.rawValue) {
      erreurs.append(.valeurInadmise("/natures", attendu: "UNIQUE seule, ou METIER et UTILISATION", regle: "V-01"))
    }
    return natures
  }

  mutating func texte(_ name: String, _ former: (ModeleLu) -> String) -> String {
    if let texte = body[name]?.string ?? derniere.map(former) { return texte }
    erreurs.append(FauteCommune.obligatoire(regle: "V-03").sur("/\(name)"))
    return ""
  }

  /// The former map with what the body changes, each origin worked out anew.
  mutating func parametres(_ natures: Set<NatureConvention>, regleConnue: (String) -> Bool) throws -> JSONValue {
    let dits = body["parametres"]?.object ?? [:]
    var carte = derniere?.parametres.object ?? [:]
    for dit in dits.members {
      guard ParametresConvention.cles.contains(dit.name) else {
        let message = "Aucun paramètre ne porte ce nom : ceux qui existent sont dans tout modèle publié."
        erreurs.append(ErreurChamp(pointeur: "/parametres/\(dit.name)", code: "CHAMP_INCONNU", regle: "V-03", message: message))
        continue
      }
      for (rang, regle) in (dit.value["regles"]?.array ?? []).enumerated() where !regleConnue(regle.string ?? "") {
        let message = "Aucune règle ne porte ce numéro : voyez GET /v1/regles."
        erreurs.append(
          ErreurChamp(pointeur: "/parametres/\(dit.name)/regles/\(rang)", code: "REFERENCE_INCONNUE", regle: "V-03", message: message))
      }
      carte[dit.name] = parametre(dit.name, dit.value, avant: carte[dit.name])
    }
    for cle in ParametresConvention.cles where carte[cle] == nil {
      erreurs.append(FauteCommune.obligatoire(regle: "V-03").sur("/parametres/\(cle)"))
      carte[cle] = ["valeur": nil]
    }
    for (cle, attendu) in try ParametresConvention.attendus(.object(carte), ParametresConvention.cles, natures: natures) {
      erreurs.append(.valeurInadmise("/parametres/\(cle)/valeur", attendu: attendu, regle: "V-03"))
    }
    erreurs.sort { $0.pointeur < $1.pointeur }
    return .object(carte)
  }

  /// One entry of the map: a value is of the act; without one, the default of the project is shown and marked as such.
  private func parametre(_ cle: String, _ dit: JSONValue, avant: JSONValue?) -> JSONValue {
    let valeur = dit["valeur"] ?? .null
    let defaut = valeur.isNull ? defaut(cle) : nil
    var parametre: JSONObject = [
      "valeur": valeur, "origine": valeur.isNull ? defaut == nil ? "NON_ECRIT" : "DEFAUT_PROJET" : "ACTE",
      "regles": dit["regles"] ?? avant?["regles"] ?? ailleurs(cle, "regles") ?? [],
    ]
    if let note = dit["note"] ?? avant?["note"], !note.isNull { parametre["note"] = note }
    if let defaut { parametre["defaut"] = defaut }
    return .object(parametre)
  }

  /// What the rules apply where an act says nothing (ParametresEffectifs), with the reason that a model gives.
  private func defaut(_ cle: String) -> JSONValue? {
    if let connu = ailleurs(cle, "defaut") { return connu }
    guard let defaut = ParametresConvention().defautsProjet.first(where: { $0.cle == cle }) else { return nil }
    return [
      "valeur": (try? JSONReader.parse(defaut.valeur)) ?? .string(defaut.valeur), "raison": .string(defaut.regle),
      "explication": "L'acte n'en dit rien : défaut retenu par le projet.",
    ]
  }

  /// That member of that parameter in any other model.
  private func ailleurs(_ cle: String, _ membre: String) -> JSONValue? {
    connus.lazy.compactMap { $0.parametres[cle]?[membre] }.first { !$0.isNull }
  }
}

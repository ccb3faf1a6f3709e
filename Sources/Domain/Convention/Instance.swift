/// One meeting, report or task as recorded, and the decisions about it (B-01 to B-09, B-12).
package struct Instance: Sendable, Hashable {
  package let genre: GenreInstance
  package let partie: Partie?
  /// Nil for one that the act does not promise.
  package let rang: Int?
  package let ordre: Int
  package let ouvertureLe: Jour?
  package let limiteLe: Jour?
  package var etat: EtatInstance
  /// The day proposed or agreed.
  package var date: Jour?
  /// Who has accepted that day.
  package var accords: Set<Partie>
  package var tenueLe: Jour?

  package init(
    genre: GenreInstance, partie: Partie?, rang: Int?, ordre: Int, ouvertureLe: Jour?, limiteLe: Jour?, etat: EtatInstance = .ouverte,
    date: Jour? = nil, accords: Set<Partie> = [], tenueLe: Jour? = nil
  ) {
    self.genre = genre
    self.partie = partie
    self.rang = rang
    self.ordre = ordre
    self.ouvertureLe = ouvertureLe
    self.limiteLe = limiteLe
    self.etat = etat
    self.date = date
    self.accords = accords
    self.tenueLe = tenueLe
  }

  /// Past its limit without having been held.
  package func estEnRetard(le jour: Jour) -> Bool { !etat.estClose && (limiteLe.map { jour > $0 } ?? false) }

  /// One party sets a day; the other's agreement is to come, whatever it had agreed to before (B-07, T-133).
  package mutating func proposer(_ jour: Jour, par partie: Partie, dans acte: FaitsConvention) throws(RefusInstance) {
    try exigerOuverte()
    try acte.admettre(jour, pour: self)
    date = jour
    accords = [partie]
    etat = .proposee
  }

  /// A party accepts the day proposed; once both have, it is fixed (B-07, T-133).
  package mutating func accepter(par partie: Partie) throws(RefusInstance) {
    try exigerOuverte()
    guard date != nil else { throw .sansDate }
    guard !accords.contains(partie) else { throw .accordDejaDonne(partie) }
    accords.insert(partie)
    etat = accords.count == Partie.allCases.count ? .fixee : .proposee
  }

  /// It took place that day, with référents of these parties (B-02, B-03).
  package mutating func tenir(
    le jour: Jour, referents: Set<Partie>, dans acte: FaitsConvention, aujourdhui: Jour
  ) throws(RefusInstance) {
    try exigerOuverte()
    guard jour <= aujourdhui else {
      throw .acte(.dateFuture(regle: genre.regle, BornesDate(min: nil, max: aujourdhui)))
    }
    try acte.admettre(jour, pour: self)
    if genre == .promise(.copil) {
      try RefusInstance.convertir { () throws(RefusConvention) in try FaitsConvention.validerComposition(referentsPresents: referents) }
    }
    tenueLe = jour
    etat = .tenue
  }

  /// A meeting that nothing promises is given up; of a promised one, only the day is: it is still due.
  package mutating func annuler() throws(RefusInstance) {
    try exigerOuverte()
    if case .libre = genre {
      etat = .annulee
      return
    }
    guard date != nil else { throw .sansDate }
    date = nil
    accords = []
    etat = .ouverte
  }

  private func exigerOuverte() throws(RefusInstance) {
    guard !etat.estClose else { throw .close(genre, etat) }
  }
}

extension FaitsConvention {
  /// What the act promises of that type in that rank, in order; empty when it does not, or not yet.
  package func promesses(_ type: TypeInstance, partie: Partie?, rang: Int, aujourdhui: Jour) -> [InstanceDue] {
    if type == .questionnaire {
      guard partie == nil, rang <= aujourdhui.annee, rang >= dateEffet?.annee ?? .max else { return [] }
      return questionnaire(annee: rang).map { [$0] } ?? []
    }
    guard let periode = periodes(jusquau: aujourdhui).first(where: { $0.numero == rang }) else { return [] }
    return instancesDues(de: periode).filter { $0.type == type && $0.partie == partie }
  }

  /// Decides the opening of an instance that the act promises, the first of its rank that is not recorded yet. Without `rang`, the
  /// running period's, or this year's.
  package func ouvrir(
    _ type: TypeInstance, partie: Partie?, rang: Int?, connues: Set<CleInstance>, aujourdhui: Jour
  ) throws(RefusInstance) -> Instance {
    let courant = type == .questionnaire ? aujourdhui.annee : periode(le: aujourdhui)?.numero
    guard let rang = rang ?? courant else { throw .nonPrevue(.promise(type), rang: rang) }
    let dues = promesses(type, partie: partie, rang: rang, aujourdhui: aujourdhui)
    guard !dues.isEmpty else { throw .nonPrevue(.promise(type), rang: rang) }
    let libre = dues.enumerated().first { !connues.contains(CleInstance(type: type, partie: partie, rang: rang, ordre: $0.offset + 1)) }
    guard let (rangDansLAnnee, due) = libre else { throw .dejaOuverte(.promise(type), rang: rang) }
    return Instance(
      genre: .promise(type), partie: partie, rang: rang, ordre: rangDansLAnnee + 1, ouvertureLe: due.ouverture, limiteLe: due.limite)
  }

  /// Decides the opening of a meeting that the act does not promise: while it is in force (B-08, B-09, B-12).
  package func ouvrir(_ type: TypeInstanceLibre, aujourdhui: Jour) throws(RefusInstance) -> Instance {
    guard estEnVigueur(le: aujourdhui) else {
      throw .acte(.conventionNonEnVigueur(etat: etat(le: aujourdhui), dernierJour: dernierJour))
    }
    return Instance(genre: .libre(type), partie: nil, rang: nil, ordre: 1, ouvertureLe: nil, limiteLe: nil)
  }

  /// What is due on that day and not recorded yet: in the running period, and this year's questionnaire.
  package func instancesPrevues(le jour: Jour, connues: Set<CleInstance>) -> [Instance] {
    var ordres: [CleInstance: Int] = [:]
    let dues = instancesDues(le: jour) + (questionnaire(annee: jour.annee).map { [$0] } ?? [])
    return dues.compactMap { due in
      let premiere = CleInstance(type: due.type, partie: due.partie, rang: due.rang, ordre: 1)
      let ordre = ordres[premiere, default: 0] + 1
      ordres[premiere] = ordre
      let cle = CleInstance(type: due.type, partie: due.partie, rang: due.rang, ordre: ordre)
      guard !connues.contains(cle) else { return nil }
      return Instance(
        genre: .promise(due.type), partie: due.partie, rang: due.rang, ordre: ordre, ouvertureLe: due.ouverture, limiteLe: due.limite)
    }
  }

  /// The days on which an instance may be held or set.
  fileprivate func admettre(_ jour: Jour, pour instance: Instance) throws(RefusInstance) {
    let bornes: BornesDate
    switch (instance.genre, instance.rang) {
    case (.promise(.copil), let rang?), (.promise(.rencontre), let rang?):
      return try RefusInstance.convertir { () throws(RefusConvention) in try tenirSeance(le: jour, rang: rang) }
    case (.promise(.questionnaire), _): bornes = BornesDate(min: instance.ouvertureLe, max: instance.limiteLe)
    // The reports of a year may come before the committee that shares them, and late: what happened is recorded.
    case (.promise(.bilan), let rang?):
      let periode = periodeBrute(numero: rang)
      bornes = BornesDate(min: periode?.premierJour ?? instance.ouvertureLe)
    case (.promise, _): bornes = BornesDate(min: instance.ouvertureLe)
    case (.libre, _): bornes = BornesDate(min: dateEffet, max: dernierJour)
    }
    guard bornes.min.map({ $0 <= jour }) ?? true, bornes.max.map({ jour <= $0 }) ?? true else {
      throw .horsFenetre(instance.genre, bornes)
    }
  }
}

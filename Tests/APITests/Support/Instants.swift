import Domain

extension Instant {
  /// That hour of that day on the clocks of Paris.
  static func paris(_ jour: String, heure: Int = 0, minute: Int = 0) -> Instant {
    FuseauHoraire.paris.instant(Jour(texte: jour)!, heure: heure, minute: minute)
  }
}

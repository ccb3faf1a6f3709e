/// The public holidays of a caisse's territory; delays in working days use it.
package enum CalendrierJoursOuvres: String, Sendable, Hashable, CaseIterable {
  case national = "NATIONAL"
  case alsaceMoselle = "ALSACE_MOSELLE"
  case guadeloupe = "GUADELOUPE"
  case martinique = "MARTINIQUE"
  case guyane = "GUYANE"
  case laReunion = "LA_REUNION"
  case mayotte = "MAYOTTE"
}

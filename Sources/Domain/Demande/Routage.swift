/// The service proposed for a demande (D-23); the agent may choose another.
package struct Routage: Sendable, Hashable {
  package let service: ServiceDestinataire
  /// the service expected to follow.
  package let suite: ServiceDestinataire?

  package init(_ details: DetailsDemande) {
    (service, suite) =
      switch details {
      case .signalement(let signalement): Self.signalement(signalement)
      case .rendezVous(let rendezVous): (rendezVous.service ?? .instruction, nil)
      case .document(.invitationEPS): (.ces, nil)
      case .etudeDossier, .document: (.instruction, nil)
      case .contact: (.autre, nil)
      }
  }

  /// Access to rights and care goes to the MAS. A complex social situation goes to the service social; where the model has the
  /// motive for it, the portal seizes the MAS first.
  private static func signalement(_ signalement: DetailsDemande.Signalement) -> (ServiceDestinataire, ServiceDestinataire?) {
    if signalement.motifs.contains(.situationSocialeComplexe) { return (.mas, .serviceSocial) }
    return signalement.motifSocial == nil ? (.mas, nil) : (.serviceSocial, nil)
  }

  /// Whether the service social takes part, now or next (D-39).
  package var passeParLeServiceSocial: Bool { service == .serviceSocial || suite == .serviceSocial }
}

/// What an account may be on the portal. One account has one role.
package enum Role: String, Sendable, Hashable, CaseIterable {
  case adminNational = "ADMIN_NATIONAL"
  case agentCaisse = "AGENT_CAISSE"
  case directionCaisse = "DIRECTION_CAISSE"
  case gestionnaire = "GESTIONNAIRE"
  case technicien = "TECHNICIEN"
  case dpo = "DPO"
  /// A machine, known by its OAuth client.
  case client = "CLIENT"
}

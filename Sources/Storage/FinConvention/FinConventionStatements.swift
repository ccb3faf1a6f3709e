package import Postgres

/// Everything that threatens or ends an act.
package enum FinConventionStatements {
  package static var all: [AnyStatement] {
    [
      CourrierStatements.inserer.erased, CourrierStatements.lire.erased, CourrierStatements.modifier.erased,
      CourrierStatements.lister.erased, MiseEnDemeureStatements.inserer.erased, MiseEnDemeureStatements.lire.erased,
      MiseEnDemeureStatements.lister.erased, ConventionStatements.deLaMiseEnDemeure.erased, MiseEnDemeureStatements.modifier.erased,
      DenonciationStatements.inserer.erased, DenonciationStatements.lister.erased, ResiliationStatements.inserer.erased,
      ResiliationStatements.lire.erased, ResiliationStatements.prevoir.erased, ResiliationStatements.plan.erased,
      DifferendStatements.inserer.erased, DifferendStatements.lire.erased, DifferendStatements.lister.erased,
      DifferendStatements.clore.erased,
    ]
  }
}

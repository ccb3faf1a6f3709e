import Domain
import Testing

@Suite struct TextesDemandeTests {
  private func refuser(
    _ corps: CorpsDemande, _ faits: NouvelleDemande.Faits = Demandes.faits(), par acteur: Acteur = Acteurs.technicien,
    le jour: Jour = Demandes.jour, _ lieu: SourceLocation = #_sourceLocation
  ) -> RefusDemande? {
    refus({ () throws(RefusDemande) in try Demandes.deposer(corps, faits, par: acteur, le: jour) }, lieu)
  }

  @Test func `un champ nir est refusé, où qu'il soit (D-12, T-102)`() {
    let refus = refuser(Demandes.corps(.document) { $0.champsNir = ["/nir", "/assure/nir"] })
    #expect(refus?.champs == ["/nir NIR_INTERDIT", "/assure/nir NIR_INTERDIT"])
    #expect(refus?.code == "NIR_INTERDIT")
    #expect(refus?.regle == "D-12")
  }

  @Test(arguments: ["255081416802538", "2 55 08 14 168 025 38"])
  func `un NIR est refusé dans tout texte (D-12, T-103)`(nir: String) {
    let refus = refuser(
      Demandes.corps(.contact) {
        $0.objet = nir
        $0.description = "Voir \(nir)."
        $0.assure.nom = nir
        $0.assure.prenom = nir
      })
    #expect(
      Set(refus?.champs ?? []) == [
        "/assure/nom NIR_INTERDIT", "/assure/prenom NIR_INTERDIT", "/description NIR_INTERDIT", "/objet NIR_INTERDIT",
      ])
    #expect(refus?.code == "NIR_INTERDIT")
    #expect(refus?.message.contains("255") == false)
    #expect(refuser(Demandes.corps(.rendezVous) { $0.motif = nir })?.champs == ["/motif NIR_INTERDIT"])
  }

  @Test func `un NIR à la clé fausse avertit sans bloquer (D-12, T-103)`() throws {
    let demande = try Demandes.deposer(Demandes.corps(.contact) { $0.description = "Voir 2 55 08 14 168 025 39." })
    #expect(demande.avertissements == [.numeroSuspect])
  }

  @Test(arguments: ["Joindre au 03 53 01 00 01", "SIRET 26600175900098"])
  func `un téléphone ou un SIRET est admis (D-12, T-105)`(texte: String) throws {
    #expect(try Demandes.deposer(Demandes.corps(.contact) { $0.description = texte }).avertissements.isEmpty)
  }

  @Test func `une donnée de santé demande une confirmation, qui est tracée (D-13, Q-14)`() throws {
    let corps = Demandes.corps(.contact) {
      $0.objet = "Suite du diagnostic"
      $0.description = "Elle est diabétique."
    }
    let refus = refuser(corps)
    #expect(refus?.code == "CONFIRMATION_REQUISE")
    #expect(refus?.regle == "D-13")
    #expect(Set(refus?.champs ?? []) == ["/description CONFIRMATION_REQUISE", "/objet CONFIRMATION_REQUISE"])
    var confirme = corps
    confirme.confirmationDonneesSante = true
    let demande = try Demandes.deposer(confirme)
    #expect(demande.santeConfirmee)
    #expect(demande.avertissements == [.donneesSanteConfirmees])
    confirme.confirmationDonneesSante = false
    #expect(refuser(confirme)?.code == "CONFIRMATION_REQUISE")
  }

  @Test func `la confirmation sans mot de santé ne trace rien (D-13)`() throws {
    #expect(try !Demandes.deposer(Demandes.corps(.contact) { $0.confirmationDonneesSante = true }).santeConfirmee)
  }

  @Test func `les textes sont bornés, la borne comprise (D-14)`() throws {
    let corps = Demandes.corps(.contact) {
      $0.description = String(repeating: "é", count: 4000)
      $0.objet = String(repeating: "é", count: 200)
    }
    #expect(throws: Never.self) { try Demandes.deposer(corps) }
    let refus = refuser(
      Demandes.corps(.contact) {
        $0.description = String(repeating: "é", count: 4001)
        $0.objet = String(repeating: "é", count: 201)
      })
    #expect(Set(refus?.champs ?? []) == ["/description TEXTE_TROP_LONG", "/objet TEXTE_TROP_LONG"])
  }

  @Test func `la description n'est obligatoire que pour un contact (D-02)`() throws {
    #expect(refuser(Demandes.corps(.contact) { $0.description = nil })?.champs == ["/description CHAMP_OBLIGATOIRE"])
    #expect(try Demandes.deposer(Demandes.corps(.document)).description == nil)
  }
}

import Bytes
import Glibc

/// One e-mail as it travels (RFC 5322, RFC 2045): CRLF lines, UTF-8 text, nothing of a header taken from a person.
struct Courriel {
  let expediteur: String
  /// Already checked to be one address, without white space nor control character.
  let destinataire: String
  let objet: String
  /// Stable for one notification, so that a message sent twice can be told.
  let identifiant: String
  let corps: String
  /// Seconds since 1970.
  let date: Int

  var texte: String {
    let entetes = [
      "From: Espace Partenaires <\(expediteur)>",
      "To: <\(destinataire)>",
      "Subject: \(Self.motsEncodes(objet))",
      "Date: \(Self.date(date))",
      "Message-ID: <\(identifiant)@\(Self.domaine(expediteur))>",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: 8bit",
      "Content-Language: fr",
      "Auto-Submitted: auto-generated",
    ]
    let lignes = corps.split(separator: "\n", omittingEmptySubsequences: false).map { $0.filter { $0 != "\r" } }
    return (entetes + [""] + lignes + [""]).joined(separator: "\r\n")
  }

  /// A line with an encoded word holds 76 characters at most, the header's name included (RFC 2047 §2): 39 bytes of text a word, and
  /// never a cut character.
  private static let octetsParMot = 39

  /// A header's text, one encoded word a line when it is not plain ASCII.
  static func motsEncodes(_ texte: String) -> String {
    if texte.utf8.allSatisfy({ (32...126).contains($0) }), texte.utf8.count <= 60 { return texte }
    var mots: [String] = []
    var mot: [UInt8] = []
    for scalaire in texte.unicodeScalars {
      let octets = Array(String(scalaire).utf8)
      if mot.count + octets.count > octetsParMot {
        mots.append("=?utf-8?B?\(base64(mot))?=")
        mot = []
      }
      mot += octets
    }
    mots.append("=?utf-8?B?\(base64(mot))?=")
    return mots.joined(separator: "\r\n ")
  }

  /// Standard base64 with padding (RFC 4648 §4).
  private static func base64(_ octets: [UInt8]) -> String {
    let sansRemplissage = String(base64URL(octets).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    return sansRemplissage + String(repeating: "=", count: (4 - sansRemplissage.utf8.count % 4) % 4)
  }

  private static func domaine(_ adresse: String) -> String { String(adresse.split(separator: "@").last ?? "localhost") }

  /// `Wed, 12 Mar 2025 08:00:00 +0000` (RFC 5322 §3.3), in English whatever the locale.
  private static func date(_ secondes: Int) -> String {
    var (temps, parties) = (time_t(secondes), tm())
    gmtime_r(&temps, &parties)
    let jours = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let mois = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func deux(_ valeur: Int32) -> String { valeur < 10 ? "0\(valeur)" : "\(valeur)" }
    let heure = "\(deux(parties.tm_hour)):\(deux(parties.tm_min)):\(deux(parties.tm_sec))"
    return "\(jours[Int(parties.tm_wday)]), \(deux(parties.tm_mday)) \(mois[Int(parties.tm_mon)]) \(1900 + parties.tm_year) \(heure) +0000"
  }
}

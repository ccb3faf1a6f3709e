import Glibc

/// A secret in a file, as container platforms and service managers give them.
enum FichierSecret {
  enum Refus: Error, Equatable {
    /// errno.
    case illisible(Int32)
    case ordinaire
    /// Permissions, as `chmod` writes them.
    case lisibleParTous(mode_t)
    case vide
    case tropGrand
    case texte
  }

  static let octetsMaximum = 16_384

  /// The text of that file, without the ends of line that editors and `echo` leave after it.
  static func lire(_ chemin: String) throws(Refus) -> String {
    let descripteur = open(chemin, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descripteur >= 0 else { throw .illisible(errno) }
    defer { close(descripteur) }
    var etat = stat()
    guard fstat(descripteur, &etat) == 0 else { throw .illisible(errno) }
    guard etat.st_mode & S_IFMT == S_IFREG else { throw .ordinaire }
    guard etat.st_mode & 0o007 == 0 else { throw .lisibleParTous(etat.st_mode & 0o777) }
    var octets = [UInt8](repeating: 0, count: octetsMaximum + 1)
    var lus = 0
    while lus < octets.count {
      let nombre = octets.withUnsafeMutableBytes { tampon in read(descripteur, tampon.baseAddress.map { $0 + lus }, tampon.count - lus) }
      if nombre < 0, errno == EINTR { continue }
      guard nombre >= 0 else { throw .illisible(errno) }
      if nombre == 0 { break }
      lus += nombre
    }
    guard lus <= octetsMaximum else { throw .tropGrand }
    var contenu = octets[..<lus]
    while let dernier = contenu.last, dernier == 10 || dernier == 13 { contenu.removeLast() }
    guard !contenu.isEmpty else { throw .vide }
    guard let texte = String(validating: contenu, as: UTF8.self), !texte.utf8.contains(0) else { throw .texte }
    return texte
  }
}

extension FichierSecret.Refus {
  /// What is wrong and what to do; never a word of the content.
  var phrase: String {
    switch self {
    case .illisible(let code): "ce fichier ne peut pas être lu (\(String(cString: strerror(code))))."
    case .ordinaire: "ce n'est pas un fichier ordinaire."
    case .lisibleParTous(let mode): "ce fichier est ouvert à tous (mode \(String(mode, radix: 8))) : chmod 600, ou 640 pour un groupe."
    case .vide: "ce fichier est vide."
    case .tropGrand: "ce fichier a plus de \(FichierSecret.octetsMaximum) octets."
    case .texte: "ce fichier n'est pas un texte UTF-8."
    }
  }
}

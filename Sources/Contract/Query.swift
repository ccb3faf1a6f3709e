import Bytes
import JSON

extension Contract.Operation {
  /// Reads the query (without its `?`), `+` being a space. Unknown and repeated parameters are errors; absent ones take
  /// their default. Every error is said at once, at `/query/<name>`. `screen` judges the texts that the schemas accept.
  package func parseQuery(
    _ raw: UnsafeRawBufferPointer, screen: TextScreen? = nil, into errors: inout [FieldError]
  ) -> Contract.ParameterValues {
    var values = Contract.ParameterValues()
    var given = Array(repeating: false, count: queryParameters.count)
    for pair in raw.split(separator: 38) {
      guard errors.count < Schema.maxErrors else { break }
      let equal = pair.firstIndex(of: 61) ?? pair.endIndex
      guard let name = PercentDecoding.text(UnsafeRawBufferPointer(rebasing: pair[..<equal]), plusIsSpace: true) else {
        errors.append(FieldError(pointer: "/query", code: .formatInvalide, message: "Un nom de paramètre est mal encodé."))
        continue
      }
      guard let position = queryParameters.firstIndex(where: { isSameText($0.name, name) }) else {
        errors.append(UnknownName.error(name, in: "/query", .parametreInconnu, unknownParameter, screen))
        continue
      }
      let parameter = queryParameters[position]
      guard !given[position] else {
        errors.append(
          FieldError(pointer: parameter.pointer, code: .parametreEnDouble, message: "Ce paramètre ne se donne qu’une fois."))
        continue
      }
      given[position] = true
      let encoded = UnsafeRawBufferPointer(rebasing: equal < pair.endIndex ? pair[(equal + 1)...] : pair[pair.endIndex...])
      if let value = parameter.value(encoded: encoded, screen, into: &errors) { values.set(parameter.name, value) }
    }
    for (position, parameter) in queryParameters.enumerated() where !given[position] {
      parameter.fill(&values, &errors)
    }
    return values
  }

  /// Reads the declared headers; `header` gives the text of one, nil when absent. A missing `If-Match` is no error here:
  /// it has a status of its own (`needsIfMatch`).
  package func parseHeaders(_ header: (String) -> String?, into errors: inout [FieldError]) -> Contract.ParameterValues {
    var values = Contract.ParameterValues()
    for parameter in headerParameters {
      if let text = header(parameter.name) {
        if let value = parameter.value(of: text, into: &errors) { values.set(parameter.name, value) }
      } else if !parameter.isIfMatch {
        parameter.fill(&values, &errors)
      }
    }
    return values
  }

  /// Checks the values that the router took from the path, in its order.
  package func parsePath(_ texts: [String], into errors: inout [FieldError]) -> Contract.ParameterValues {
    var values = Contract.ParameterValues()
    for (parameter, text) in zip(pathParameters, texts) {
      if let value = parameter.value(of: text, into: &errors) { values.set(parameter.name, value) }
    }
    return values
  }

  private var unknownParameter: String {
    guard !queryParameters.isEmpty else { return "Ce paramètre est inconnu : aucun n’est accepté ici." }
    return "Ce paramètre est inconnu. Paramètres acceptés : \(queryParameters.map(\.name).joined(separator: ", "))."
  }
}

extension Contract.Parameter {
  /// The value of a text still encoded: a list is split before it is decoded, so that `%2C` is data.
  fileprivate func value(encoded: UnsafeRawBufferPointer, _ screen: TextScreen?, into errors: inout [FieldError]) -> JSONValue? {
    let pieces: [UnsafeRawBufferPointer]
    if case .list = shape {
      pieces = encoded.split(separator: 44, omittingEmptySubsequences: false).map { UnsafeRawBufferPointer(rebasing: $0) }
    } else {
      pieces = [encoded]
    }
    var texts: [String] = []
    for piece in pieces {
      guard let text = PercentDecoding.text(piece, plusIsSpace: true) else {
        errors.append(FieldError(pointer: pointer, code: .formatInvalide, message: "La valeur est mal encodée."))
        return nil
      }
      texts.append(text)
    }
    guard case .list(let element) = shape else { return value(of: texts[0], screen: screen, into: &errors) }
    guard let list = shape.list(texts, of: element) else {
      errors.append(FieldError(pointer: pointer, code: .formatInvalide, message: shape.expectation))
      return nil
    }
    let count = errors.count
    schema.validate(list, at: pointer, screen: screen, into: &errors)
    return errors.count == count ? list : nil
  }

  /// The default of an absent parameter, or the error that it is required.
  fileprivate func fill(_ values: inout Contract.ParameterValues, _ errors: inout [FieldError]) {
    if let value = defaultValue {
      values.set(name, value)
    } else if isRequired {
      errors.append(FieldError(pointer: pointer, code: .champObligatoire, message: "Ce paramètre est obligatoire."))
    }
  }
}

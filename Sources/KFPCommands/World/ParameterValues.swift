import KFPSpec
import KFPTypes
import OrderedCollections

/// Values of parameters by name.
typealias ParameterValues = OrderedDictionary<String, JSONValue>

/// Why a `-p name=value` cannot be used.
struct ParameterProblem: Error, CustomStringConvertible {
  let description: String
}

/// The values given with `-p name=value`, read by the types that the pipeline declares: text stays
/// text for `str`, everything else is JSON (`3`, `0.5`, `true`, `[1, 2]`, `{"a": 1}`); Python's
/// `True` and `False` are accepted for `bool`.
func parameterValues(
  _ arguments: [String], for inputs: ComponentInputs
) throws(ParameterProblem) -> ParameterValues {
  var values: ParameterValues = [:]
  for argument in arguments {
    guard let equals = argument.firstIndex(of: "=") else {
      throw ParameterProblem(description: "`-p \(argument)` should be `-p name=value`")
    }
    let name = String(argument[..<equals])
    let text = String(argument[argument.index(after: equals)...])
    guard let parameter = inputs.parameters[name] else {
      throw unknownParameter(name, in: inputs)
    }
    values[name] = try value(of: text, for: name, type: parameter.type)
  }
  return values
}

/// The values that arguments give for the parameters of a document; where one cannot be used, that is
/// said and the command ends.
func usableValues(
  _ arguments: [String], for document: PipelineDocument
) throws -> ParameterValues {
  do throws(ParameterProblem) {
    return try parameterValues(arguments, for: document.pipeline.root.inputs)
  } catch {
    throw failure(error.description)
  }
}

extension PipelineOptions {
  /// The values for a run, which needs one for every parameter without a default.
  func completeValues(for document: PipelineDocument) throws -> ParameterValues {
    let values = try usableValues(parameters, for: document)
    do throws(ParameterProblem) {
      try requireAll(of: document, in: values) { "-p \($0)=..." }
    } catch {
      throw failure(error.description)
    }
    return values
  }
}

/// The values of `name=value` words for a run.
func completeParameterValues(
  _ words: [String], for document: PipelineDocument
) throws(ParameterProblem) -> ParameterValues {
  let values = try parameterValues(words, for: document.pipeline.root.inputs)
  try requireAll(of: document, in: values) { "\($0)=..." }
  return values
}

private func requireAll(
  of document: PipelineDocument, in values: ParameterValues, writing word: (String) -> String
) throws(ParameterProblem) {
  let missing = document.pipeline.root.inputs.parameters.filter { name, parameter in
    parameter.defaultValue == nil && !parameter.isOptional && values[name] == nil
  }
  guard !missing.isEmpty else { return }
  let names = missing.keys.map { "`\($0)`" }.joined(separator: ", ")
  let options = missing.keys.map(word).joined(separator: " ")
  throw ParameterProblem(
    description: "the pipeline needs a value for \(names); add `\(options)`")
}

private func unknownParameter(_ name: String, in inputs: ComponentInputs) -> ParameterProblem {
  if inputs.artifacts[name] != nil {
    return ParameterProblem(description: "`\(name)` is an artifact and cannot be given as a value")
  }
  let known = inputs.parameters.keys.map { "`\($0)`" }.joined(separator: ", ")
  return ParameterProblem(
    description: known.isEmpty
      ? "the pipeline has no parameter `\(name)`; it has none at all"
      : "the pipeline has no parameter `\(name)`; it has \(known)")
}

private func value(
  of text: String, for name: String, type: ParameterType
) throws(ParameterProblem) -> JSONValue {
  if type == .string { return .string(text) }
  if type == .boolean {
    switch text.lowercased() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: throw mismatch(text, name, type)
    }
  }
  guard let value = try? parseJSON(text) else { throw mismatch(text, name, type) }
  switch (type, value) {
  case (.integer, .integer), (.double, .integer), (.double, .double), (.list, .array),
    (.struct, .object), (.taskFinalStatus, .object), (.taskConfig, .object):
    return value
  case (.integer, .double(let number)):
    guard let whole = Int(exactly: number) else { throw mismatch(text, name, type) }
    return .integer(whole)
  default:
    throw mismatch(text, name, type)
  }
}

private func mismatch(_ text: String, _ name: String, _ type: ParameterType) -> ParameterProblem {
  let example =
    switch type {
    case .integer: "a whole number such as `3`"
    case .double: "a number such as `0.5`"
    case .boolean: "`true` or `false`"
    case .list: "a list in JSON, such as `[1, \"a\"]`"
    default: "a dictionary in JSON, such as `{\"a\": 1}`"
    }
  return ParameterProblem(
    description: "`\(name)` is \(type.pythonName) and takes \(example), not `\(text)`")
}

import KFPSource
import KFPTypes

extension Evaluator {
  /// `tomllib` and the packages with the same functions.
  func registerTOML() {
    for name in ["tomllib", "tomli", "toml"] {
      let toml = module(name)
      toml.isPartlyOpaque = name == "toml"
      let errorName = name == "toml" ? "TomlDecodeError" : "TOMLDecodeError"
      if let base = exceptionClass(named: "ValueError") {
        let type = ClassObject(errorName, kind: .exception, bases: [base])
        toml[errorName] = .object(type)
        builtins["\(name).\(errorName)"] = .object(type)
      }
      let error = "\(name).\(errorName)"
      toml.define("loads") { (call, evaluator) throws(Raised) in
        try evaluator.tomlValue(
          try evaluator.settingsSource(call, of: "\(name).loads"), error, at: call.span)
      }
      toml.define("load") { (call, evaluator) throws(Raised) in
        var call = call
        // The package `toml` also takes the name of a file.
        if name == "toml", case .string(let path) = call.first {
          let opened = try evaluator.call(
            evaluator.builtins["open"] ?? .none, [.string(path)], at: call.span)
          call.positional[0] = Call.Argument(value: opened, span: call.span)
        }
        return try evaluator.tomlValue(
          try evaluator.settingsSource(call, of: "\(name).load"), error, at: call.span)
      }
    }
  }

  private func tomlValue(
    _ source: SettingsSource, _ errorName: String, at span: Span
  ) throws(Raised) -> Value {
    guard case .text(let text) = source else { return source.value }
    try charge(text.utf8.count * 64, at: span)
    guard text.utf8.count <= TOMLReader.longest else {
      throw unsupported("TOML of more than \(TOMLReader.longest >> 10) kilobytes", at: span)
    }
    var reader = TOMLReader(text)
    do throws(TOMLProblem) {
      return Value(settings: .object(try reader.document()))
    } catch {
      throw .exception(
        PythonException(
          typeName: errorName, message: "\(error.message) (at line \(error.line))", span: span,
          trace: callTrace))
    }
  }
}

import KFPGraph
import KFPSource

/// What `google_cloud_pipeline_components` does with the SDK's own objects. It is done here by other
/// means, because these objects do not exist.
extension PipelineStudio {
  /// What a module that was read gets instead of its own, by name.
  func replacements(in module: String) -> [(name: String, value: Value)] {
    guard module == "google_cloud_pipeline_components.utils" else { return [] }
    return [("gcpc_output_name_converter", .object(outputNameConverter))]
  }

  /// A decorator that gives an output of a component another name.
  private var outputNameConverter: NativeFunction {
    let name = "gcpc_output_name_converter"
    return NativeFunction(name) { (call, evaluator) throws(Raised) in
      let values = try call.bound(
        to: ["new_name", "original_name"], required: 1, of: name, in: evaluator)
      guard case .string(let new)? = values[0] else {
        throw evaluator.typeError("new_name must be a str", at: call.span)
      }
      var old = "output__\(new)"
      if case .string(let given)? = values[1] { old = given }
      return .object(
        NativeFunction("converter") { (call, evaluator) throws(Raised) in
          guard case .object(let object as ComponentObject) = call.first,
            let renamed = renamingOutput(of: object.component, from: old, to: new)
          else {
            throw evaluator.valueError(
              "The '\(name)' decorator can only be used on primitive container components.",
              at: call.span)
          }
          return .object(
            ComponentObject(
              renamed.component, label: object.label, declaration: object.declaration,
              pipeline: renamed.document, function: object.function, module: object.module))
        })
    }
  }
}

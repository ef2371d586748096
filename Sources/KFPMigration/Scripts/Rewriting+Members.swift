import KFPChecker
import KFPSource
import KFPSyntax

extension Rewriting {
  /// Members that have another name, or another place, and mean the same.
  static let renamed: [String: (module: String, name: String)] = [
    "kfp.dsl.Condition": ("dsl", "If"),
    "kfp.dsl.RUN_ID_PLACEHOLDER": ("dsl", "PIPELINE_JOB_ID_PLACEHOLDER"),
    "kfp.dsl.EXECUTION_ID_PLACEHOLDER": ("dsl", "PIPELINE_TASK_ID_PLACEHOLDER"),
    "kfp.components.InputPath": ("dsl", "InputPath"),
    "kfp.components.OutputPath": ("dsl", "OutputPath"),
    "kfp.dsl.io_types.InputPath": ("dsl", "InputPath"),
    "kfp.dsl.io_types.OutputPath": ("dsl", "OutputPath"),
    "kfp.dsl.types.List": ("", "list"),
    "kfp.dsl.types.Dict": ("", "dict"),
    "kfp.dsl.types.Integer": ("", "int"),
    "kfp.dsl.types.String": ("", "str"),
    "kfp.dsl.types.Float": ("", "float"),
    "kfp.dsl.types.Bool": ("", "bool"),
  ]

  /// `dsl.Condition` is `dsl.If`, and the like.
  mutating func replaceMembers() {
    for record in facts.module.attributes {
      guard
        let path = facts.paths.path(of: record.expression, cell: record.cell, scope: record.scope),
        let new = Self.renamed[path]
      else { continue }
      let span = facts.trees[record.cell].span(of: record.expression)
      let prefix = new.module.isEmpty ? "" : name(of: new.module) + "."
      edits[record.cell].replace(span, by: prefix + new.name)
    }
    for use in facts.module.uses {
      guard let binding = facts.binding(of: use.name, from: use.scope),
        case .imported(path: let path) = binding.kind, let new = Self.renamed[path.withoutVersion],
        // A name that stays, such as `InputPath`, only has another origin.
        use.name != new.name
      else { continue }
      let prefix = new.module.isEmpty ? "" : name(of: new.module) + "."
      edits[use.cell].replace(use.span, by: prefix + new.name)
    }
  }
}

extension String {
  /// A path without the transitional module.
  var withoutVersion: String {
    hasPrefix("kfp.v2.") ? "kfp." + dropFirst("kfp.v2.".utf8.count) : self
  }
}

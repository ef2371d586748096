import KFPChecker
import KFPSource
import KFPSyntax

extension Rewriting {
  /// `task.add_pvolumes({"/mnt": claim.volume})`
  mutating func replaceVolumes(_ call: MethodCall) {
    let cell = call.cell
    let tree = facts.trees[cell]
    let arguments = facts.arguments(of: call.call, in: cell)
    guard arguments.count == 1, case .dict(let keys, let values) = tree[arguments[0].value],
      keys.count == 1, let path = keys[0], let claim = claimName(values[0], in: cell, call.scope)
    else { return }
    wrap(
      call, "mount_pvc", arguments: "pvc_name=\(claim), mount_path=\(tree.text(of: path))")
  }

  /// The name of the claim that `claim.volume` means.
  func claimName(_ id: ExprID, in cell: Int, _ scope: Int) -> String? {
    let tree = facts.trees[cell]
    if case .attribute(let task, let name) = tree[id], name.text == "volume",
      case .name(let variable) = tree[task]
    {
      return "\(variable.text).outputs[\"name\"]"
    }
    if case .call(let callee, _, _) = tree[id],
      facts.paths.path(of: callee, cell: cell, scope: scope) == "kfp.dsl.PipelineVolume",
      let claim = facts.argument("pvc", at: 0, of: id, in: cell)
    {
      return tree.text(of: claim.value)
    }
    return nil
  }

  /// `dsl.VolumeOp(...)` is `kubernetes.CreatePVC(...)`.
  mutating func replaceVolumes() {
    let modes = [
      "kfp.dsl.VOLUME_MODE_RWO": "ReadWriteOnce", "kfp.dsl.VOLUME_MODE_RWM": "ReadWriteMany",
      "kfp.dsl.VOLUME_MODE_ROM": "ReadOnlyMany",
    ]
    for call in facts.module.calls where facts.path(ofCallee: call) == "kfp.dsl.VolumeOp" {
      let tree = facts.trees[call.cell]
      let cell = call.cell
      let known = ["name", "resource_name", "size", "modes", "storage_class"]
      let arguments = facts.arguments(of: call.expression, in: cell)
      guard arguments.allSatisfy({ known.contains($0.name?.text ?? "") }),
        let resource = facts.argument("resource_name", of: call.expression, in: cell),
        let name = facts.text(resource.value, in: cell),
        let size = facts.argument("size", of: call.expression, in: cell)
      else { continue }
      var access = "[\"ReadWriteMany\"]"
      if let given = facts.argument("modes", of: call.expression, in: cell) {
        let path = facts.paths.path(of: given.value, cell: cell, scope: call.scope)
        access = path.flatMap { modes[$0] }.map { "[\"\($0)\"]" } ?? tree.text(of: given.value)
      }
      var text = "\(self.name(of: "kubernetes")).CreatePVC("
      text += "pvc_name_suffix=\(PythonText.literal("-" + name)), access_modes=\(access), "
      text += "size=\(tree.text(of: size.value))"
      if let given = facts.argument("storage_class", of: call.expression, in: cell) {
        text += ", storage_class_name=\(tree.text(of: given.value))"
      }
      edits[cell].replace(tree.span(of: call.expression), by: text + ")")
    }
  }
}

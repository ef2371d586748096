import KFPChecker
import KFPSource
import KFPSyntax

extension Rewriting {
  /// A call of a method of a task: `receiver.method(...)`.
  struct MethodCall {
    let cell: Int
    let scope: Int
    let call: ExprID
    let receiver: ExprID
    let method: Identifier
    /// Behind the opening parenthesis.
    let opening: UInt32
  }

  /// Settings of tasks that have another name, or are functions of `kfp.kubernetes` now.
  mutating func replaceTaskMethods() {
    let components = componentFunctions
    for record in facts.module.calls {
      let tree = facts.trees[record.cell]
      guard case .call(let callee, _, _) = tree[record.expression],
        case .attribute(let receiver, let method) = tree[callee],
        facts.paths.path(of: receiver, cell: record.cell, scope: record.scope) == nil,
        !(facts.module.function(around: record.scope).map { components.contains($0) } ?? false),
        let opening = facts.opening(of: record.expression, in: record.cell)
      else { continue }
      replace(
        MethodCall(
          cell: record.cell, scope: record.scope, call: record.expression, receiver: receiver,
          method: method, opening: opening))
    }
    replaceCacheStaleness()
  }

  private mutating func replace(_ call: MethodCall) {
    switch call.method.text {
    case "set_gpu_limit": replaceGPULimit(call)
    case "add_node_selector_constraint": replaceNodeSelector(call)
    case "add_pod_annotation":
      wrap(call, "add_pod_annotation", ["name": "annotation_key", "value": "annotation_value"])
    case "add_pod_label":
      wrap(call, "add_pod_label", ["name": "label_key", "value": "label_value"])
    case "set_timeout": wrap(call, "set_timeout", [:])
    case "set_image_pull_policy":
      wrap(call, "set_image_pull_policy", ["image_pull_policy": "policy"])
    case "add_toleration": replaceToleration(call)
    case "add_env_variable": replaceEnvironment(call)
    case "apply": replaceModifier(call)
    case "set_retry": replaceRetry(call)
    case "add_pvolumes": replaceVolumes(call)
    case "set_memory_limit", "set_memory_request", "set_cpu_limit", "set_cpu_request",
      "set_env_variable":
      if let plain = withoutContainer(call) { edits[call.cell].make([plain]) }
    default: break
    }
  }

  // MARK: Shapes

  /// Where the dot in front of a method begins, with the blanks in front of it.
  private func dot(of call: MethodCall) -> UInt32 {
    let bytes = facts.trees[call.cell].source.bytes
    var index = Int(call.method.span.start) - 1
    while index > 0, bytes[index] != UInt8(ascii: ".") { index -= 1 }
    // Blanks and continued lines stay only where a comment ends one of them.
    var start = index
    while start > 0, [0x20, 0x09, 0x0A, 0x0D, 0x5C].contains(bytes[start - 1]) { start -= 1 }
    let line = facts.lineStart(UInt32(start), in: call.cell)
    let hasComment = bytes[Int(line)..<start].contains(UInt8(ascii: "#"))
    return UInt32(hasComment ? index : start)
  }

  /// The start of the receiver without a `.container` behind it, and where the receiver ends.
  private func taskEnd(of call: MethodCall) -> UInt32 {
    let tree = facts.trees[call.cell]
    if case .attribute(let task, let name) = tree[call.receiver], name.text == "container" {
      return tree.span(of: task).end
    }
    return dot(of: call)
  }

  /// Takes `.container` out of `task.container.method(...)`.
  private func withoutContainer(_ call: MethodCall) -> TextEdit? {
    let tree = facts.trees[call.cell]
    guard case .attribute(let task, let name) = tree[call.receiver], name.text == "container" else {
      return nil
    }
    return TextEdit(
      edits[call.cell].span(tree.span(of: task).end, name.span.end), replacement: "")
  }

  /// `task.method(arguments)` becomes `kubernetes.function(task, arguments)`.
  private mutating func wrap(
    _ call: MethodCall, _ function: String, _ names: [String: String]
  ) {
    let tree = facts.trees[call.cell]
    var new = wrapping(call, function)
    for argument in facts.arguments(of: call.call, in: call.cell) {
      guard let name = argument.name, let now = names[name.text] else { continue }
      new.append(TextEdit(name.span, replacement: now))
    }
    _ = tree
    edits[call.cell].make(new)
  }

  private mutating func wrapping(_ call: MethodCall, _ function: String) -> [TextEdit] {
    let start = facts.trees[call.cell].span(of: call.call).start
    let text = "\(name(of: "kubernetes")).\(function)("
    return [
      edits[call.cell].insertion(text, at: start),
      TextEdit(edits[call.cell].span(taskEnd(of: call), call.opening), replacement: ", "),
    ]
  }

  /// `task.method(anything)` becomes `kubernetes.function(task, arguments)` with new arguments.
  mutating func wrap(_ call: MethodCall, _ function: String, arguments: String) {
    let cell = call.cell
    let start = facts.trees[cell].span(of: call.call).start
    let end = facts.trees[cell].span(of: call.call).end
    let text = "\(name(of: "kubernetes")).\(function)("
    edits[cell].make([
      edits[cell].insertion(text, at: start),
      TextEdit(edits[cell].span(taskEnd(of: call), end), replacement: ", \(arguments))"),
    ])
  }

  // MARK: Settings

  private mutating func replaceGPULimit(_ call: MethodCall) {
    let cell = call.cell
    let tree = facts.trees[cell]
    let arguments = facts.arguments(of: call.call, in: cell)
    guard let count = arguments.first else { return }
    let vendor = facts.argument("vendor", at: 1, of: call.call, in: cell)
    let name = vendor.map { facts.text($0.value, in: cell) } ?? "nvidia"
    guard let name, arguments.count == (vendor == nil ? 1 : 2) else { return }
    // On Vertex AI the type is that of the accelerator, which another setting says.
    let type = isTransitional ? "" : ".set_accelerator_type(\"\(name).com/gpu\")"
    let value =
      facts.text(count.value, in: cell).flatMap { Int($0) }.map { String($0) }
      ?? tree.text(of: count.value)
    edits[cell].replace(
      edits[cell].span(call.method.span.start, tree.span(of: call.call).end),
      by: "set_accelerator_limit(\(value))\(type)")
  }

  private mutating func replaceNodeSelector(_ call: MethodCall) {
    let cell = call.cell
    let arguments = facts.arguments(of: call.call, in: cell)
    guard arguments.count == 2 else { return }
    let label =
      facts.argument("label_name", at: 0, of: call.call, in: cell)
      .flatMap { facts.text($0.value, in: cell) }
    if isTransitional, label == "cloud.google.com/gke-accelerator",
      let value = facts.argument("value", at: 1, of: call.call, in: cell)
    {
      let tree = facts.trees[cell]
      edits[cell].replace(
        edits[cell].span(call.method.span.start, tree.span(of: call.call).end),
        by: "set_accelerator_type(\(tree.text(of: value.value)))")
      return
    }
    wrap(call, "add_node_selector", ["label_name": "label_key", "value": "label_value"])
  }

  /// The text of the keyword arguments of the only argument, a call of `name`.
  private func innerArguments(_ call: MethodCall, of name: String) -> [String: CallArgument]? {
    let tree = facts.trees[call.cell]
    let arguments = facts.arguments(of: call.call, in: call.cell)
    guard arguments.count == 1, case .call(let callee, _, _) = tree[arguments[0].value],
      calleeName(callee, in: call.cell) == name
    else { return nil }
    return keywords(of: arguments[0].value, in: call.cell)
  }

  private func keywords(of call: ExprID, in cell: Int) -> [String: CallArgument]? {
    var found: [String: CallArgument] = [:]
    for argument in facts.arguments(of: call, in: cell) {
      guard let name = argument.name?.text else { return nil }
      found[name] = argument
    }
    return found
  }

  private func calleeName(_ id: ExprID, in cell: Int) -> String? {
    switch facts.trees[cell][id] {
    case .name(let name): name.text
    case .attribute(_, let name): name.text
    default: nil
    }
  }

  private mutating func replaceToleration(_ call: MethodCall) {
    guard let arguments = innerArguments(call, of: "V1Toleration") else { return }
    let tree = facts.trees[call.cell]
    let known = ["key", "operator", "value", "effect", "toleration_seconds"]
    guard arguments.keys.allSatisfy({ known.contains($0) }) else { return }
    let text = known.compactMap { name in
      arguments[name].map { "\(name)=\(tree.text(of: $0.value))" }
    }
    wrap(call, "add_toleration", arguments: text.joined(separator: ", "))
  }

  private mutating func replaceEnvironment(_ call: MethodCall) {
    guard let arguments = innerArguments(call, of: "V1EnvVar"), let name = arguments["name"] else {
      return
    }
    let cell = call.cell
    let tree = facts.trees[cell]
    if let value = arguments["value"], arguments.count == 2 {
      let text =
        ".set_env_variable(name=\(tree.text(of: name.value)), value=\(tree.text(of: value.value)))"
      edits[cell].replace(
        edits[cell].span(taskEnd(of: call), tree.span(of: call.call).end), by: text)
      return
    }
    guard arguments.count == 2, let source = arguments["value_from"],
      case .call(let callee, _, _) = tree[source.value],
      calleeName(callee, in: cell) == "V1EnvVarSource",
      let selector = keywords(of: source.value, in: cell), selector.count == 1,
      let reference = selector["secret_key_ref"],
      let secret = keywords(of: reference.value, in: cell), secret.count == 2,
      let secretName = secret["name"], let key = secret["key"]
    else { return }
    wrap(
      call, "use_secret_as_env",
      arguments: "secret_name=\(tree.text(of: secretName.value)), "
        + "secret_key_to_env={\(tree.text(of: key.value)): \(tree.text(of: name.value))}")
  }

  /// The policy of a retry has no counterpart.
  private mutating func replaceRetry(_ call: MethodCall) {
    let policy = facts.argument("policy", at: 1, of: call.call, in: call.cell)
    guard let policy, let text = facts.text(policy.value, in: call.cell) else { return }
    if edits[call.cell].make([facts.removal(of: policy, from: call.call, in: call.cell)]) {
      note(
        "W0121",
        "a retry has no policy any more, so `\(text)` was left out: a task is tried again "
          + "whenever it fails", at: call.method.span, in: call.cell)
    }
  }

  /// `task.execution_options.caching_strategy.max_cache_staleness = "P0D"` turns caching off.
  private mutating func replaceCacheStaleness() {
    for record in facts.module.attributes {
      replaceCacheStaleness(record.expression, in: record.cell)
    }
    for (cell, tree) in facts.trees.enumerated() {
      tree.forEachStatement(in: tree.body) { statement in
        if case .assign(let targets, _) = tree[statement], targets.count == 1 {
          replaceCacheStaleness(targets[0], in: cell)
        }
        return true
      }
    }
  }

  private mutating func replaceCacheStaleness(_ target: ExprID, in cell: Int) {
    let tree = facts.trees[cell]
    guard case .attribute(let strategy, let last) = tree[target],
      last.text == "max_cache_staleness", case .attribute(let options, _) = tree[strategy],
      case .attribute(let task, let name) = tree[options], name.text == "execution_options",
      let statement = facts.statement(of: target, in: cell),
      case .assign(let targets, let value) = tree[statement], targets == [target],
      facts.text(value, in: cell) == "P0D"
    else { return }
    edits[cell].replace(
      edits[cell].span(tree.span(of: task).end, tree.span(of: statement).end),
      by: ".set_caching_options(False)")
  }

  // MARK: Modifiers

  /// `task.apply(gcp.use_gcp_secret(...))` and the like.
  private mutating func replaceModifier(_ call: MethodCall) {
    let tree = facts.trees[call.cell]
    let arguments = facts.arguments(of: call.call, in: call.cell)
    guard arguments.count == 1, case .call(let callee, _, _) = tree[arguments[0].value],
      let path = facts.paths.path(of: callee, cell: call.cell, scope: call.scope)
    else { return }
    let modifier = arguments[0].value
    let facts = self.facts
    let text = { (name: String, position: Int, standard: String) in
      facts.argument(name, at: position, of: modifier, in: call.cell)
        .map { tree.text(of: $0.value) } ?? PythonText.literal(standard)
    }
    switch path {
    case "kfp.gcp.use_gcp_secret": replaceGCPSecret(call, modifier)
    case "kfp.onprem.mount_pvc":
      let claim = text("pvc_name", 0, "pipeline-claim")
      let mount = text("volume_mount_path", 2, "/mnt/pipeline")
      wrap(call, "mount_pvc", arguments: "pvc_name=\(claim), mount_path=\(mount)")
    case "kfp.onprem.use_k8s_secret":
      guard facts.argument("k8s_secret_key_to_env", at: 1, of: modifier, in: call.cell) != nil
      else { return }
      let secret = text("secret_name", 0, "k8s-secret")
      let keys = text("k8s_secret_key_to_env", 1, "")
      wrap(
        call, "use_secret_as_env", arguments: "secret_name=\(secret), secret_key_to_env=\(keys)")
    case "kfp.aws.use_aws_secret":
      guard facts.argument("aws_region", at: 3, of: modifier, in: call.cell) == nil else { return }
      let secret = text("secret_name", 0, "aws-secret")
      let id = text("aws_access_key_id_name", 1, "AWS_ACCESS_KEY_ID")
      let key = text("aws_secret_access_key_name", 2, "AWS_SECRET_ACCESS_KEY")
      wrap(
        call, "use_secret_as_env",
        arguments: "secret_name=\(secret), secret_key_to_env={\(id): \"AWS_ACCESS_KEY_ID\", "
          + "\(key): \"AWS_SECRET_ACCESS_KEY\"}")
    case "kfp.azure.use_azure_secret":
      let names = ["AZ_SUBSCRIPTION_ID", "AZ_TENANT_ID", "AZ_CLIENT_ID", "AZ_CLIENT_SECRET"]
      let keys = names.map { "\"\($0)\": \"\($0)\"" }.joined(separator: ", ")
      let secret = text("secret_name", 0, "azcreds")
      wrap(
        call, "use_secret_as_env",
        arguments: "secret_name=\(secret), secret_key_to_env={\(keys)}")
    default: break
    }
  }

  private mutating func replaceGCPSecret(_ call: MethodCall, _ modifier: ExprID) {
    let tree = facts.trees[call.cell]
    let cell = call.cell
    let all = facts.arguments(of: modifier, in: cell)
    let secret = facts.argument("secret_name", at: 0, of: modifier, in: cell)
    guard all.count == (secret == nil ? 0 : 1) else { return }
    let name = secret.map { facts.text($0.value, in: cell) } ?? "user-gcp-sa"
    guard let name else { return }
    let folder = "/secret/gcp-credentials"
    let start = tree.span(of: call.call).start
    let file = PythonText.literal("\(folder)/\(name).json")
    let variables = ["GOOGLE_APPLICATION_CREDENTIALS", "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"]
      .map { ".set_env_variable(name=\"\($0)\", value=\(file))" }.joined()
    let text = "\(self.name(of: "kubernetes")).use_secret_as_volume("
    edits[cell].make([
      edits[cell].insertion(text, at: start),
      TextEdit(
        edits[cell].span(taskEnd(of: call), tree.span(of: call.call).end),
        replacement:
          ", secret_name=\(PythonText.literal(name)), mount_path=\"\(folder)\")\(variables)"),
    ])
  }
}

import KFPChecker
import KFPSource
import KFPSyntax

extension Rewriting {
  /// Arguments by name, under the names of the second SDK, with constants of the right type.
  mutating func replaceTaskCalls() {
    for call in facts.module.calls {
      guard case .call(let callee, _, _) = facts.trees[call.cell][call.expression],
        let interface = interfaces.interface(of: callee, in: call, facts)
      else { continue }
      for (index, argument) in facts.arguments(of: call.expression, in: call.cell).enumerated() {
        replace(argument, at: index, of: interface, in: call.cell)
      }
    }
    for record in facts.module.attributes { replaceOutputName(record) }
  }

  private mutating func replace(
    _ argument: CallArgument, at index: Int, of interface: OldInterface, in cell: Int
  ) {
    let tree = facts.trees[cell]
    var port: OldPort?
    if let name = argument.name {
      port = interface.input(name.text)
      if let port, port.new != name.text {
        edits[cell].replace(name.span, by: port.new)
      }
    } else {
      if case .starred = tree[argument.value] { return }
      // `**arguments` has no name either, and begins before its value.
      guard index < interface.inputs.count,
        tree.source.bytes[Int(argument.start)] != UInt8(ascii: "*")
      else { return }
      port = interface.inputs[index]
      let start = opened(argument.start, in: cell)
      let name = interface.inputs[index].new
      guard PythonText.isName(name) else {
        // A word of Python can be a name only in a dictionary.
        edits[cell].make([
          edits[cell].insertion("**{\(PythonText.literal(name)): ", at: start),
          edits[cell].insertion("}", at: argument.end),
        ])
        return
      }
      edits[cell].make([edits[cell].insertion(name + "=", at: start)])
    }
    guard let type = port?.type, let text = converted(argument.value, in: cell, to: type) else {
      return
    }
    edits[cell].replace(tree.span(of: argument.value), by: text)
  }

  /// The start of an argument with the parentheses around it.
  private func opened(_ start: UInt32, in cell: Int) -> UInt32 {
    // A parenthesis of the argument's own stands behind a comma or another parenthesis: the call's.
    let bytes = facts.trees[cell].source.bytes
    var best = start
    var index = Int(start)
    while index > 0 {
      let byte = bytes[index - 1]
      if byte == UInt8(ascii: "(") {
        var before = index - 2
        while before >= 0, bytes[before] == 0x20 { before -= 1 }
        guard before >= 0, bytes[before] == UInt8(ascii: "(") || bytes[before] == UInt8(ascii: ",")
        else { return best }
        best = UInt32(index - 1)
      } else if byte != 0x20 {
        return best
      }
      index -= 1
    }
    return best
  }

  /// `task.outputs["Model path"]` is `task.outputs["model_path"]`.
  private mutating func replaceOutputName(_ record: AttributeRecord) {
    let tree = facts.trees[record.cell]
    guard case .attribute(let task, let name) = tree[record.expression], name.text == "outputs",
      let parent = facts.parent(of: record.expression, in: record.cell),
      case .subscript(_, let slice) = tree[parent], let text = facts.text(slice, in: record.cell),
      let interface = taskInterface(task, cell: record.cell, scope: record.scope),
      let port = interface.output(text), port.new != text
    else { return }
    let quote = tree.text(of: slice).first == "'" ? "'" : "\""
    edits[record.cell].replace(tree.span(of: slice), by: quote + port.new + quote)
  }
}

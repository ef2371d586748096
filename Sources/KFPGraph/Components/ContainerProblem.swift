/// What is wrong with the command of a container component.
public enum ContainerProblem: Hashable, Sendable {
  /// An artifact itself is an element; its `uri` or `path` could be.
  case bareArtifact(name: String)
  /// An element is neither a text nor a placeholder.
  case unexpectedElement(typeName: String)
  /// A placeholder names an input that there is not.
  case unknownInput(String)
  /// A placeholder names an output that there is not.
  case unknownOutput(String)
  /// An `IfPresentPlaceholder` inside a `ConcatPlaceholder` has a list.
  case listInsideConcat(input: String)
  /// Placeholders are nested too deep.
  case nestedTooDeep
  /// A `ConcatPlaceholder` or `IfPresentPlaceholder` stands inside a text.
  case structureInText(className: String)
  /// An attribute or an element of a list of artifacts is asked for; only the whole list exists.
  case partOfArtifactList(name: String)
  /// An artifact has no such attribute.
  case unknownArtifactAttribute(String)
  /// A parameter of this kind is not possible in a container component.
  case unsupportedParameter(name: String)
}

extension CommandElement {
  /// What is wrong with elements of a component that has these inputs and outputs, in order.
  public static func problems(
    in elements: [CommandElement], inputs: Set<String>, outputs: Set<String>
  ) -> [ContainerProblem] {
    var check = ElementCheck(inputs: inputs, outputs: outputs)
    for element in elements { check.visit(element, depth: 0, isInConcat: false) }
    return check.problems
  }
}

private struct ElementCheck {
  let inputs: Set<String>
  let outputs: Set<String>
  var problems: [ContainerProblem] = []

  init(inputs: Set<String>, outputs: Set<String>) {
    self.inputs = inputs
    self.outputs = outputs
  }

  mutating func visit(_ element: CommandElement, depth: Int, isInConcat: Bool) {
    guard depth <= CommandElement.maximumDepth else {
      if problems.last != .nestedTooDeep { problems.append(.nestedTooDeep) }
      return
    }
    switch element {
    case .text: break
    case .artifact(let name): problems.append(.bareArtifact(name: name))
    case .other(let typeName): problems.append(.unexpectedElement(typeName: typeName))
    case .placeholder(let placeholder):
      if let name = placeholder.inputName { checkInput(name) }
      if let name = placeholder.outputName, !outputs.contains(name) {
        problems.append(.unknownOutput(name))
      }
    case .concat(let elements):
      for element in elements { visit(element, depth: depth + 1, isInConcat: true) }
    case .ifPresent(let input, let then, let otherwise):
      checkInput(input)
      let branches = [then] + (otherwise.map { [$0] } ?? [])
      if isInConcat, branches.contains(where: \.isList) {
        problems.append(.listInsideConcat(input: input))
      }
      for branch in branches {
        // Below a list, the SDK looks no further for lists.
        let isInConcat = isInConcat && !branch.isList
        for element in branch.elements {
          visit(element, depth: depth + 1, isInConcat: isInConcat)
        }
      }
    }
  }

  private mutating func checkInput(_ name: String) {
    if !inputs.contains(name) { problems.append(.unknownInput(name)) }
  }
}

extension CommandElement.Branch {
  fileprivate var isList: Bool {
    if case .many = self { true } else { false }
  }
}

import KFPSource

/// What a target is for; complaints speak of it.
enum TargetRole {
  case assignment, augmentedAssignment, annotation, loop, with, deletion
}

extension Parser {
  /// Reports what cannot be assigned to (or deleted) in a target.
  ///
  /// Productions: `target`, `single_target`, `member`.
  mutating func checkTarget(_ target: ExprID, of role: TargetRole) {
    var pending = [target]
    while let id = pending.popLast() {
      switch tree[id] {
      case .name, .attribute, .subscript, .missing: continue
      case .list(let elements), .tuple(let elements):
        if role == .augmentedAssignment || role == .annotation { break }
        pending.append(contentsOf: elements.reversed())
        continue
      case .starred(let value):
        if role == .deletion { break }
        pending.append(value)
        continue
      default: break
      }
      report(
        .notATarget(
          description(of: id), at: tree.span(of: id), role: role,
          isComparable: isComparable(id)))
    }
  }

  /// Whether `==` may have been meant behind this expression.
  private func isComparable(_ id: ExprID) -> Bool {
    switch tree[id] {
    case .call, .binOp, .unaryOp, .compare, .boolOp, .await, .constant, .joinedString: true
    default: false
    }
  }

  /// How a complaint calls an expression.
  func description(of id: ExprID) -> String {
    switch tree[id] {
    case .attribute: "an attribute"
    case .subscript: "an item"
    case .starred: "a starred expression"
    case .name(let name): "`\(name.text)`"
    case .list: "a list"
    case .tuple: "a tuple"
    case .lambda: "a lambda"
    case .call: "the result of a call"
    case .boolOp, .binOp, .unaryOp: "the result of an operation"
    case .generatorExp: "a generator expression"
    case .yield, .yieldFrom: "a yield expression"
    case .await: "an await expression"
    case .listComp, .setComp, .dictComp: "a comprehension"
    case .dict: "a dictionary"
    case .set: "a set"
    case .joinedString, .formattedValue: "an f-string"
    case .constant(let constant): description(of: constant)
    case .compare: "a comparison"
    case .ifExp: "a conditional expression"
    case .namedExpr: "an assignment expression"
    case .slice: "a slice"
    case .missing: "this"
    }
  }

  private func description(of constant: Constant) -> String {
    switch constant {
    case .none: "`None`"
    case .bool(let value): value ? "`True`" : "`False`"
    case .ellipsis: "`...`"
    case .integer, .bigInteger, .float, .imaginary: "a number"
    case .string: "a string"
    case .bytes: "a bytes literal"
    }
  }
}

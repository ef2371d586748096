public import KFPSource
public import KFPTypes

/// What a component or pipeline takes, as far as its callers need to know.
public struct CallSignature: Sendable {
  /// The name by which the caller knows it.
  public var name: String
  /// The inputs in order.
  public var inputs: [Input]
  /// Where its name is defined.
  public var declaration: Span?

  /// One input.
  public struct Input: Sendable {
    /// The name that callers use.
    public var name: String
    /// What it takes; nil where that is not known.
    public var type: PortType?
    /// Whether a call must give it.
    public var isRequired: Bool
    /// Where it is declared.
    public var declaration: Span?

    /// Creates an input.
    public init(name: String, type: PortType?, isRequired: Bool, declaration: Span? = nil) {
      self.name = name
      self.type = type
      self.isRequired = isRequired
      self.declaration = declaration
    }
  }

  /// Creates a signature.
  public init(name: String, inputs: [Input], declaration: Span? = nil) {
    self.name = name
    self.inputs = inputs
    self.declaration = declaration
  }
}

/// What is known about an argument before tasks run.
public enum ArgumentType: Sendable {
  /// Nothing is known, or it was complained about already: it agrees with everything.
  case unknown
  /// A constant of a type that can travel.
  case constant(ParameterType)
  /// A run-time value.
  case runtime(PortType)
  /// The item of a loop whose items have no declared type: it agrees with everything.
  case untypedItem
  /// A task, where one of its outputs is meant.
  case task(outputs: [Output])
  /// Python's None.
  case none
  /// A value that cannot travel to a task, by the name of its type.
  case other(typeName: String, help: String? = nil)

  /// An output of a task.
  public struct Output: Sendable {
    /// Its name.
    public var name: String
    /// What it is, or nil where that is not known.
    public var type: PortType?

    /// Creates an output.
    public init(name: String, type: PortType?) {
      self.name = name
      self.type = type
    }
  }
}

/// An argument of a call.
public struct CallArgument: Sendable {
  /// The keyword and where it stands; nil for a positional argument.
  public var keyword: (name: String, span: Span)?
  /// What is known about the value.
  public var type: ArgumentType
  /// The value as it is written.
  public var text: String
  /// Where the value stands.
  public var span: Span

  /// Creates an argument.
  public init(
    keyword: (name: String, span: Span)?, type: ArgumentType, text: String, span: Span
  ) {
    self.keyword = keyword
    self.type = type
    self.text = text
    self.span = span
  }
}

/// A call whose arguments found their inputs.
public struct BoundCall: Sendable {
  /// For each input that is given, in the order of the call: its index and that of the argument.
  public var arguments: [(input: Int, argument: Int)] = []
  /// Whether nothing was complained about.
  public var isComplete = true
}

/// Finds the input that each argument of a call of a component or pipeline goes to, and complains
/// about arguments without an input, inputs without an argument, and types that do not agree.
public func bind(
  _ arguments: [CallArgument], to signature: CallSignature, calleeSpan: Span,
  reporting bag: inout DiagnosticBag
) -> BoundCall {
  var bound = BoundCall()
  func complain(_ diagnostic: Diagnostic) {
    bag.report(diagnostic)
    bound.isComplete = false
  }
  var isGiven = Array(repeating: false, count: signature.inputs.count)
  let positional = arguments.prefix { $0.keyword == nil }
  if let first = positional.first, let last = positional.last {
    complain(
      .positionalArguments(
        Array(positional), at: first.span.union(last.span), of: signature,
        named: Set(arguments.compactMap { $0.keyword?.name })))
    for index in signature.inputs.indices.prefix(positional.count) { isGiven[index] = true }
  }
  for (index, argument) in arguments.enumerated() {
    guard let keyword = argument.keyword else { continue }
    guard let input = signature.inputs.firstIndex(where: { $0.name == keyword.name }) else {
      let names = Set(arguments.compactMap { $0.keyword?.name })
      let strangers = names.subtracting(signature.inputs.map(\.name))
      let left = signature.inputs.indices.filter {
        !isGiven[$0] && !names.contains(signature.inputs[$0].name)
      }
      let meant = nearestName(to: keyword.name, among: left.map { signature.inputs[$0].name })
      let needed = left.filter { signature.inputs[$0].isRequired }
      // Of one name too many and one too few, the one stands where the other belongs.
      let isExchanged = meant == nil && strangers.count == 1 && needed.count == 1
      complain(
        .unknownInput(
          keyword.name, at: keyword.span, meant: meant, of: signature,
          missing: isExchanged ? signature.inputs[needed[0]] : nil,
          // A key of a dictionary that is unpacked stands elsewhere.
          isUnpacked: keyword.span == argument.span))
      // What was meant is not reported as missing as well.
      if let index = left.first(where: { signature.inputs[$0].name == meant }) {
        isGiven[index] = true
      } else if isExchanged {
        isGiven[needed[0]] = true
      }
      continue
    }
    let declared = signature.inputs[input]
    if declared.type == .parameter(.taskFinalStatus) {
      complain(.finalStatusGiven(declared, at: keyword.span))
      continue
    }
    isGiven[input] = true
    if let complaint = disagreement(of: argument, with: declared, in: signature) {
      complain(complaint)
    } else {
      bound.arguments.append((input, index))
    }
  }
  let missing = signature.inputs.indices.filter {
    signature.inputs[$0].isRequired && !isGiven[$0]
  }
  if !missing.isEmpty {
    complain(.missingInputs(missing.map { signature.inputs[$0] }, at: calleeSpan, of: signature))
  }
  return bound
}

/// The complaint about an argument that its input cannot take, or nil.
func disagreement(
  of argument: CallArgument, with input: CallSignature.Input, in signature: CallSignature
) -> Diagnostic? {
  switch argument.type {
  case .unknown, .untypedItem: return nil
  case .none: return .noneGiven(argument, for: input, of: signature)
  case .other(let typeName, let help):
    return .cannotTravel(argument, typeName, for: input, of: signature, help: help)
  case .task(let outputs): return .taskGiven(argument, outputs, for: input)
  case .constant(let type):
    guard let wanted = input.type else { return nil }
    return PortType.parameter(type).mismatch(for: wanted).map {
      .typeMismatch($0, argument, .parameter(type), for: input, wanted, isConstant: true)
    }
  case .runtime(let type):
    guard let wanted = input.type else { return nil }
    return type.mismatch(for: wanted).map {
      .typeMismatch($0, argument, type, for: input, wanted, isConstant: false)
    }
  }
}

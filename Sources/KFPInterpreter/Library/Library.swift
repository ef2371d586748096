import KFPSource
import OrderedCollections

extension Evaluator {
  /// Makes Python's own names.
  func registerLibrary() {
    registerTypes()
    registerExceptions()
    registerFunctions()
  }

  /// The module with this name that is there without a file.
  func nativeModule(_ name: String) -> ModuleObject? {
    if let module = nativeModules[name] { return module }
    guard !hasLibraryModules else { return nil }
    hasLibraryModules = true
    registerModules()
    return nativeModules[name]
  }

  /// Adds a function of Python's own.
  func define(
    _ name: String, acceptsUnknown: Bool = false, _ body: @escaping NativeFunction.Body
  ) {
    builtins[name] = .object(NativeFunction(name, acceptsUnknown: acceptsUnknown, body))
  }

  /// Adds a module of Python's library.
  @discardableResult
  func module(_ name: String, _ members: [(String, Value)] = []) -> ModuleObject {
    let module = ModuleObject(name, members: members)
    module.isOfLibrary = true
    nativeModules[name] = module
    return module
  }

  private func registerExceptions() {
    let tree: [(String, [String])] = [
      ("BaseException", ["Exception", "SystemExit", "KeyboardInterrupt", "GeneratorExit"]),
      (
        "Exception",
        [
          "ArithmeticError", "AssertionError", "AttributeError", "EOFError", "ImportError",
          "LookupError", "NameError", "OSError", "RuntimeError", "StopIteration", "SyntaxError",
          "TypeError", "ValueError", "Warning", "BufferError", "MemoryError",
        ]
      ),
      ("ArithmeticError", ["ZeroDivisionError", "OverflowError", "FloatingPointError"]),
      ("ImportError", ["ModuleNotFoundError"]), ("LookupError", ["IndexError", "KeyError"]),
      ("NameError", ["UnboundLocalError"]),
      (
        "OSError",
        [
          "FileNotFoundError", "FileExistsError", "PermissionError", "NotADirectoryError",
          "IsADirectoryError", "ConnectionError", "TimeoutError",
        ]
      ),
      ("RuntimeError", ["NotImplementedError", "RecursionError"]),
      ("ValueError", ["UnicodeError"]),
      ("UnicodeError", ["UnicodeDecodeError", "UnicodeEncodeError"]),
      (
        "Warning",
        [
          "DeprecationWarning", "UserWarning", "FutureWarning", "RuntimeWarning",
          "PendingDeprecationWarning",
        ]
      ),
    ]
    builtins["BaseException"] = .object(ClassObject("BaseException", kind: .exception))
    for (base, names) in tree {
      guard let base = exceptionClass(named: base) else { continue }
      for name in names {
        builtins[name] = .object(ClassObject(name, kind: .exception, bases: [base]))
      }
    }
    builtins["IOError"] = builtins["OSError"]
    builtins["EnvironmentError"] = builtins["OSError"]
  }
}

import KFPSpec

/// What a lightweight Python component is, read from the command that the SDK writes for it:
/// `sh -c <install packages> sh -ec <start the executor> <source>`, and the arguments
/// `--executor_input {{$}} --function_to_execute <name>`. Texts differ between versions of the SDK;
/// what they have in common is recognised.
struct PythonRecipe: Hashable, Sendable {
  /// The text that is shipped.
  var source: String
  /// The function to call.
  var function: String
  /// What pip is asked to install, without kfp itself.
  var packages: [String]
  /// Options of pip: index addresses and trusted hosts.
  var pipOptions: [String]

  /// Reads the recipe; nil for any other command.
  init?(_ executor: ContainerExecutor) {
    var command = executor.command[...]
    var installation = ""
    if command.count >= 7, command[0] == "sh", command[1] == "-c" {
      installation = command[2]
      command = command.dropFirst(3)
    }
    guard command.count == 4, Array(command.prefix(2)) == ["sh", "-ec"],
      let launcher = command.dropFirst(2).first, let source = command.last,
      launcher.contains("executor_main"), launcher.contains("--component_module_path"),
      let function = Self.function(executor.args)
    else { return nil }
    self.source = source
    self.function = function
    (packages, pipOptions) = Self.packages(installation)
  }

  /// Whether the command starts an image that holds its own code: `python3 -m kfp...executor_main`.
  static func isContainerized(_ executor: ContainerExecutor) -> Bool {
    executor.command.suffix(3).elementsEqual(["python3", "-m", "kfp.dsl.executor_main"])
  }

  private static func function(_ arguments: [String]) -> String? {
    guard let flag = arguments.firstIndex(of: "--executor_input"),
      arguments.dropFirst(flag + 1).first == "{{$}}",
      let name = arguments.firstIndex(of: "--function_to_execute")
    else { return nil }
    return arguments.dropFirst(name + 1).first
  }

  /// What the `pip install` commands of a script install, in their order.
  private static func packages(_ script: String) -> (packages: [String], options: [String]) {
    var packages: [String] = []
    var options: [String] = []
    let words = shellWords(script)
    var position = 0
    while position + 1 < words.count {
      guard words[position] == "pip", words[position + 1] == "install" else {
        position += 1
        continue
      }
      position += 2
      var ofSDK = false
      var found: [String] = []
      while position < words.count, !["&&", "||", ";", "\n"].contains(words[position]) {
        let word = words[position]
        position += 1
        switch word {
        case "--quiet", "--no-warn-script-location", "--user", "--disable-pip-version-check": break
        case "--no-deps": ofSDK = true
        case "--index-url", "--extra-index-url", "--trusted-host":
          if position < words.count { options += [word, words[position]] }
          position += 1
        case _ where isSDK(word): break
        default: found.append(word)
        }
      }
      // `kfp --no-deps typing-extensions...` is the SDK's own installation.
      if !ofSDK { packages += found }
    }
    return (packages, options)
  }

  /// Whether a requirement is kfp itself.
  private static func isSDK(_ requirement: String) -> Bool {
    guard requirement.utf8.starts(with: "kfp".utf8) else { return false }
    guard let next = requirement.utf8.dropFirst(3).first else { return true }
    return "=<>~![ ;@".utf8.contains(next)
  }
}

/// The words of a shell script, with quotes taken off; line ends are words of their own.
func shellWords(_ script: String) -> [String] {
  var words: [String] = []
  var word: [UInt8]?
  var quote: UInt8?
  var isEscaped = false
  func ended() {
    if let bytes = word { words.append(String(decoding: bytes, as: UTF8.self)) }
    word = nil
  }
  for byte in script.utf8 {
    if isEscaped {
      word = (word ?? []) + [byte]
      isEscaped = false
    } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
      isEscaped = true
    } else if let open = quote {
      if byte == open { quote = nil } else { word = (word ?? []) + [byte] }
    } else {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        quote = byte
        word = word ?? []
      case UInt8(ascii: " "), UInt8(ascii: "\t"): ended()
      case UInt8(ascii: "\n"):
        ended()
        words.append("\n")
      default: word = (word ?? []) + [byte]
      }
    }
  }
  ended()
  return words
}
